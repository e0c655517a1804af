using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

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

    static IResult List(Library library, string? topic, string? level, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var filter = new ScenarioFilter(
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id)),
            arguments.Choice<Level>("level", level)
        );
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem() ?? ScenarioCatalog.List(library, filter, most, cursor).ToResult();
    }

    static IResult Read(Library library, string slug) =>
        ScenarioCatalog.Find(library, slug).Select(ScenarioView.Of).ToResult();
}
