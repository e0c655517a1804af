using System.Text.Json;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KnowledgeApi.Learners;

public static class LearnerEndpoints
{
    public static void MapLearners(this IEndpointRouteBuilder api)
    {
        var learners = api.MapGroup("/learners").WithTags("Learners");
        learners
            .MapPost("", Create)
            .WithSummary("A new learner, with a key that is shown this once")
            .WithMetadata(new RequestSchema(typeof(SchedulingChoice)))
            .WithMetadata(new RequestExample("""{"requestRetention": 0.9, "newCardsPerDay": 20}"""))
            .Produces<NewLearner>(201)
            .Problems(400, 413, 422, 503);
        learners
            .MapGet("/me", Read)
            .WithSummary("Who you are here, and what you chose about flashcards")
            .Produces<LearnerView>()
            .Problems(401, 503);
        learners
            .MapPut("/me/scheduling", Schedule)
            .WithSummary(
                "Choose retention, steps, weights and new cards a day; every card is derived anew from its log"
            )
            .WithMetadata(new RequestSchema(typeof(SchedulingChoice)))
            .WithMetadata(new RequestExample("""{"requestRetention": 0.85, "newCardsPerDay": 30}"""))
            .Produces<LearnerView>()
            .Problems(400, 401, 409, 413, 422, 503);
        learners
            .MapGet("/me/export", Export)
            .WithSummary("Everything that is kept of you")
            .Produces<LearnerExport>()
            .Problems(401, 503);
        learners
            .MapDelete("/me", Delete)
            .WithSummary("Delete the learner with everything")
            .Produces(204)
            .Problems(401, 503);
    }

    private static async Task<IResult> Create(
        LearnerDesk desk,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] JsonElement? scheduling,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var chosen = scheduling is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } json
            ? SchedulingOptions.Read(json, SchedulingOptions.Default)
            : SchedulingOptions.Default;
        var learner = await chosen.ThenAsync(options =>
            WriteKey
                .Of(request, scheduling, unguessable: true)
                .ThenAsync(key => desk.CreateAsync(options, key.Key, cancellationToken))
        );
        return learner.ToResult(created =>
        {
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            request.HttpContext.Response.Headers.Location = "/api/v1/learners/me";
            return TypedResults.Json(created, Json.Options, statusCode: StatusCodes.Status201Created);
        });
    }

    private static Task<IResult> Read(
        CallerReader callers,
        LearnerDesk desk,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .Then(caller => caller.Learner("This"))
            .ThenAsync(id => desk.ReadAsync(id, cancellationToken))
            .ToPrivateResult(http);

    private static Task<IResult> Schedule(
        CallerReader callers,
        LearnerDesk desk,
        JsonElement scheduling,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .ThenAsync(caller =>
                caller
                    .Learner("Scheduling")
                    .ThenAsync(id =>
                        SchedulingOptions
                            .Read(scheduling, caller.Scheduling)
                            .ThenAsync(options => desk.ScheduleAsync(id, options, cancellationToken))
                    )
            )
            .ToPrivateResult(http);

    private static Task<IResult> Export(
        CallerReader callers,
        LearnerDesk desk,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .Then(caller => caller.Learner("An export"))
            .ThenAsync(id => desk.ExportAsync(id, cancellationToken))
            .ToPrivateResult(http);

    private static async Task<IResult> Delete(
        CallerReader callers,
        LearnerDesk desk,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var deleted = await callers
            .ReadAsync(http)
            .Then(caller => caller.Learner("Deleting a learner"))
            .ThenAsync(id => desk.DeleteAsync(id, cancellationToken));
        return deleted.ToResult(_ => TypedResults.NoContent());
    }
}
