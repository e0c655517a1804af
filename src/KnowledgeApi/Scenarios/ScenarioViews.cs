using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Content;

namespace KnowledgeApi.Scenarios;

/// <summary>A scenario in a list.</summary>
/// <param name="Runnable">False for a story without manifests.</param>
/// <param name="Lab">Whether its manifests are to be mended.</param>
public sealed record ScenarioSummary(
    string Slug,
    string Title,
    string? Summary,
    string? Article,
    Level Level,
    ImmutableArray<string> Topics,
    bool Runnable,
    bool Lab
)
{
    public static ScenarioSummary Of(ScenarioDocument scenario) =>
        new(
            scenario.Slug,
            scenario.Title,
            scenario.Summary,
            scenario.ArticleSlug,
            scenario.Level,
            scenario.Topics,
            scenario.Runnable,
            scenario.IsLab
        );
}

/// <summary>A scenario with its cluster and what may be asked of it; what comes out, a run tells.</summary>
/// <param name="Story">Markdown.</param>
/// <param name="Goals">For a lab: the requests that must come out as expected once the manifests are mended.</param>
/// <param name="Timeline">What happens over time, as <c>POST /api/v1/timelines</c> takes it; absent where nothing does.</param>
/// <param name="Capacity">An address plan, as <c>POST /api/v1/capacity</c> takes it, whose manifests are the scenario's; absent where there is none.</param>
/// <param name="HintCount">For a lab: how many hints there are.</param>
public sealed record ScenarioView(
    string Slug,
    string Title,
    string? Summary,
    string? Article,
    Level Level,
    ImmutableArray<string> Topics,
    bool Runnable,
    bool Lab,
    string Story,
    ImmutableArray<JsonElement> Requests,
    ImmutableArray<GoalView>? Goals,
    int HintCount,
    string? Manifests,
    JsonElement? Timeline,
    JsonElement? Capacity
)
{
    public static ScenarioView Of(ScenarioDocument scenario) =>
        new(
            scenario.Slug,
            scenario.Title,
            scenario.Summary,
            scenario.ArticleSlug,
            scenario.Level,
            scenario.Topics,
            scenario.Runnable,
            scenario.IsLab,
            scenario.Story.Markdown,
            [.. scenario.Requests.Select(request => request.Request)],
            scenario.IsLab ? [.. scenario.Goals.Select(GoalView.Of)] : null,
            scenario.Hints.Length,
            scenario.Manifests?.Text,
            scenario.Timeline,
            scenario.Capacity
        );
}

public sealed record GoalView(string? Name, JsonElement Request, JsonElement? Expect)
{
    public static GoalView Of(ScenarioRequest goal) => new(goal.Name, goal.Request, goal.Expect);
}
