using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KnowledgeApi.Scenarios;

public static class ScenarioEndpoints
{
    public static void MapScenarios(this IEndpointRouteBuilder api)
    {
        var scenarios = api.MapGroup("/scenarios").WithTags("Scenarios");
        scenarios
            .MapGet("", List)
            .WithSummary("Network stories, most of them runnable; labs are broken and want mending")
            .Produces<Page<ScenarioSummary>>()
            .ProducesProblem(400);
        scenarios
            .MapGet("/{slug}", Read)
            .WithSummary("A scenario: story, manifests and requests")
            .Produces<ScenarioView>()
            .ProducesProblem(404);
    }

    public static void MapScenarioRuns(this IEndpointRouteBuilder api)
    {
        var scenarios = api.MapGroup("/scenarios/{slug}").WithTags("Scenarios");
        scenarios
            .MapPost("/runs", Run)
            .WithSummary("Run a scenario as written, or with your own manifests or requests in place of its own")
            .TakesManifests()
            .Produces<ScenarioRun>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(422);
        scenarios
            .MapPost("/attempts", Attempt)
            .WithSummary("Check your mended manifests against a lab's goals; any fix that meets them counts")
            .TakesManifests()
            .Produces<ScenarioAttempt>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(413)
            .ProducesProblem(422);
    }

    private static async Task<IResult> Run(
        ScenarioRunner runner,
        SimulationDesk desk,
        string slug,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ScenarioEdits? edits,
        CancellationToken cancellationToken
    ) => (await desk.InTurn(() => runner.Run(slug, edits ?? new(), cancellationToken), cancellationToken)).ToResult();

    private static async Task<IResult> Attempt(
        ScenarioRunner runner,
        SimulationDesk desk,
        string slug,
        AttemptSubmission attempt,
        CancellationToken cancellationToken
    ) =>
        (
            await desk.InTurn(
                () => runner.Attempt(slug, attempt.Manifests, attempt.Hint, cancellationToken),
                cancellationToken
            )
        ).ToResult();

    private static IResult List(Library library, string? topic, string? level, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var filter = new ScenarioFilter(
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id)),
            arguments.Choice<Level>("level", level)
        );
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem() ?? ScenarioCatalog.List(library, filter, most, cursor).ToResult();
    }

    private static IResult Read(Library library, string slug) =>
        ScenarioCatalog.Find(library, slug).Select(ScenarioView.Of).ToResult();
}
