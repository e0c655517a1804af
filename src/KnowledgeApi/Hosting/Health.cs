using KnowledgeApi.Content;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Hosting;

/// <summary>What an orchestrator asks: is the process alive, and may it get requests.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").DisableRateLimiting().WithTags("Health");
        health.MapGet("/live", () => TypedResults.Ok(new Liveness("live"))).WithSummary("The process runs");
        health
            .MapGet("/ready", Ready)
            .WithSummary("Requests are served; what of the content was left out, and what its author should mend");
    }

    // Without learners' data everything else goes on: to take this replica out of service would help nobody.
    private static Readiness Ready(Library library, LearnerStore learners) =>
        new(
            "ready",
            learners.IsReady ? "ready" : "unavailable",
            library.Revision,
            library.Articles.Length,
            library.Questions.Length,
            library.Scenarios.Length,
            [.. library.Problems.Where(p => p.Severity == ProblemSeverity.Error).Select(Left.Of)],
            [.. library.Problems.Where(p => p.Severity == ProblemSeverity.Warning).Select(Left.Of)]
        );
}

public sealed record Liveness(string Status);

/// <param name="Learners">Whether learners' data could be reached when the service started, or since.</param>
/// <param name="LeftOut">Files, or parts of files, that are not served.</param>
public sealed record Readiness(
    string Status,
    string Learners,
    string Revision,
    int Articles,
    int Questions,
    int Scenarios,
    IReadOnlyList<Left> LeftOut,
    IReadOnlyList<Left> Warnings
);

public sealed record Left(string File, int Line, string Reason)
{
    public static Left Of(ContentProblem problem) => new(problem.File, problem.Line, problem.Message);
}
