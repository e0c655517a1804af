using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Simulations;
using KnowledgeApi.Storage;
using NetworkSimulator;

namespace KnowledgeApi.Flashcards;

public static class ReviewEndpoints
{
    public static void AddFlashcards(this IServiceCollection services) =>
        services.AddPerContent<ReviewQueue>().AddPerContent<FlashcardService>();

    public static void MapReviews(this IEndpointRouteBuilder api)
    {
        var cards = api.MapGroup("/flashcards").WithTags("Flashcards");
        cards
            .MapGet("/due", Due)
            .WithSummary("Cards to review now, the longest overdue first, then new ones; what each answer would bring")
            .Produces<DueCards>()
            .Problems(400, 401, 503);
        cards
            .MapPost("/{id}/reviews", Review)
            .WithSummary("Review a card: 1 Again, 2 Hard, 3 Good, 4 Easy")
            .WithMetadata(new RequestSchema(typeof(ReviewRequest)))
            .WithMetadata(new RequestExample("""{"rating": 3}"""))
            .Produces<LearnerCard>(201)
            .Problems(400, 401, 404, 409, 413, 422, 503);
        cards.MapChange(
            HttpMethod.Delete,
            "/{id}/reviews/last",
            "Take the last review back",
            service => service.UndoAsync
        );
        cards.MapChange(
            HttpMethod.Delete,
            "/{id}/memory",
            "Set a card back to new; its log stays",
            service => service.ForgetAsync
        );
        cards.MapChange(
            HttpMethod.Put,
            "/{id}/suspension",
            "Take a card out of what is due, until it is taken back",
            service => (caller, id, key, cancellation) => service.SuspendAsync(caller, id, true, key, cancellation)
        );
        cards.MapChange(
            HttpMethod.Delete,
            "/{id}/suspension",
            "Take a suspended card back",
            service => (caller, id, key, cancellation) => service.SuspendAsync(caller, id, false, key, cancellation)
        );
        cards.MapChange(
            HttpMethod.Put,
            "/{id}/burial",
            "Take a card out of what is due until tomorrow (UTC)",
            service => (caller, id, key, cancellation) => service.BuryAsync(caller, id, true, key, cancellation)
        );
        cards.MapChange(
            HttpMethod.Delete,
            "/{id}/burial",
            "Take a buried card back",
            service => (caller, id, key, cancellation) => service.BuryAsync(caller, id, false, key, cancellation)
        );
    }

    private delegate Task<Outcome<LearnerCard>> Change(
        Caller caller,
        string id,
        WriteKey? key,
        CancellationToken cancellationToken
    );

    private static void MapChange(
        this RouteGroupBuilder cards,
        HttpMethod method,
        string path,
        string summary,
        Func<FlashcardService, Change> change
    ) =>
        cards
            .MapMethods(
                path,
                [method.Method],
                async (CallerReader callers, FlashcardService service, string id, HttpContext http) =>
                    await callers
                        .ReadAsync(http)
                        .ThenAsync(caller =>
                            WriteKey
                                .Of(http.Request, null, unguessable: false)
                                .ThenAsync(key => change(service)(caller, id, key.Key, http.RequestAborted))
                        )
                        .ToPrivateResult(http)
            )
            .WithSummary(summary)
            .Produces<LearnerCard>()
            .Problems(400, 401, 404, 409, 422, 503);

    private static Task<IResult> Due(
        CallerReader callers,
        ReviewQueue queue,
        Library library,
        string? deck,
        string? topic,
        string? limit,
        string? cursor,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var arguments = new Arguments();
        var filter = new FlashcardFilter(
            arguments.Known("deck", deck, library.Flashcards.Select(card => card.Deck).Distinct()),
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id))
        );
        var most = arguments.Limit(limit);
        if (arguments.Fault is { } fault)
            return Task.FromResult(fault.ToProblem());
        return callers
            .ReadAsync(http)
            .ThenAsync(caller => queue.ReadAsync(caller, filter, most, cursor, cancellationToken))
            .ToPrivateResult(http);
    }

    private static Task<IResult> Review(
        CallerReader callers,
        FlashcardService service,
        string id,
        JsonElement body,
        HttpContext http,
        CancellationToken cancellationToken
    ) =>
        callers
            .ReadAsync(http)
            .ThenAsync(caller =>
                ReadReview(body)
                    .ThenAsync(review =>
                        WriteKey
                            .Of(http.Request, body, unguessable: false)
                            .ThenAsync(key => service.ReviewAsync(caller, id, review, key.Key, cancellationToken))
                    )
            )
            .ToPrivateResult(http, StatusCodes.Status201Created);

    private static Outcome<ReviewRequest> ReadReview(JsonElement json)
    {
        var errors = new List<PlanError>();
        if (!JsonTexts.AreReadable(json))
            errors.Add(new("", "A text is no valid Unicode.", "valid Unicode"));
        else if (JsonFields.Of(json, "", errors) is { } fields)
        {
            var (rating, at) = (Ratings.Read(fields), ReviewTimes.Read(fields, "at"));
            fields.RefuseOthers();
            if (errors.Count == 0)
                return new ReviewRequest((int)rating!.Value, at);
        }
        return PlanFault.Of(errors);
    }
}
