using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Scenarios;

/// <summary>What may be asked about scenarios without running them.</summary>
public static class ScenarioCatalog
{
    public static Outcome<Page<ScenarioSummary>> List(
        Library library,
        ScenarioFilter filter,
        int limit,
        string? cursor
    ) =>
        Page.Of([.. library.Scenarios.Where(filter.Matches)], scenario => scenario.Slug, limit, cursor)
            .Select(page => page.Select(ScenarioSummary.Of));

    public static Outcome<ScenarioDocument> Find(Library library, string slug) =>
        library.FindScenario(slug) is { } scenario
            ? scenario
            : Fault.NotFound("scenario", slug, library.NearestScenarios(slug), "/api/v1/scenarios");
}

public sealed record ScenarioFilter(string? Topic, Level? Level)
{
    public bool Matches(ScenarioDocument scenario) =>
        (Topic is null || scenario.Topics.Contains(Topic)) && (Level is null || scenario.Level == Level);
}
