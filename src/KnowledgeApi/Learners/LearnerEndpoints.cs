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
