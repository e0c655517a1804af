using System.Text.Json;
using KnowledgeApi.Hosting.OpenApi;

namespace KnowledgeApi.Flashcards.Scheduling;

public static class ScheduleEndpoints
{
    private const string Example = """
        {"created": "2026-05-15T23:52:04Z", "parameters": {"requestRetention": 0.9, "learningSteps": ["1m", "10m"]},
         "reviews": [{"at": "2026-05-15T23:52:04Z", "rating": 3}, {"at": "2026-05-16T00:02:04Z", "rating": 3}]}
        """;

    public static void MapSchedule(this IEndpointRouteBuilder api) =>
        api.MapPost("/flashcards/schedule", (JsonElement history) => Schedule.Of(history).ToResult())
            .WithTags("Flashcards")
            .WithSummary(
                "What FSRS-6 makes of a review history: state and due time after each review; nothing is stored"
            )
            .WithMetadata(new RequestSchema(typeof(ScheduleRequest)))
            .WithMetadata(new RequestExample(Example))
            .Produces<Schedule>()
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(422);
}
