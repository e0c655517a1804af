using System.Collections.Immutable;
using KnowledgeApi.Capacity;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Scenarios;

/// <summary>What an agent is told of a scenario that was run: a part of a <see cref="ScenarioRun"/> that fits its budget.</summary>
/// <param name="AsExpected">Whether every request of the whole run that states an expectation came out so; absent where none does.</param>
/// <param name="Manifests">The scenario's own, where they were asked for; with the first part.</param>
/// <param name="Shortened">Long lists that were cut, and how long they are.</param>
public sealed record ScenarioRunAnswer(
    string Slug,
    string Title,
    bool Edited,
    bool? AsExpected,
    string? Manifests,
    ImmutableArray<ScenarioRunResult> Results,
    ImmutableArray<FindingView> Findings,
    ImmutableArray<string>? NotSimulated,
    TimelineSummary? Timeline,
    CapacityAnswer? Capacity,
    ImmutableArray<string>? Shortened,
    string? NextCursor
)
{
    public static Outcome<ScenarioRunAnswer> Of(ScenarioRun run, string? manifests, int start, int count) =>
        TracePage
            .Of(run.Results, run.Findings, start, count)
            .Select(page => Of(run, start == 0 ? manifests : null, page, start));

    private static ScenarioRunAnswer Of(
        ScenarioRun run,
        string? manifests,
        TracePage<ScenarioRunResult> page,
        int start
    )
    {
        var shortened = new List<string>();
        ImmutableArray<ScenarioRunResult> results =
        [
            .. page.Results.Select(
                (result, i) =>
                    result with
                    {
                        Result = TracePage.Shorten(result.Result, result.Name ?? $"results[{i}]", shortened),
                    }
            ),
        ];
        return new(
            run.Slug,
            run.Title,
            run.Edited,
            run.AsExpected,
            manifests,
            results,
            page.Findings,
            start == 0 ? run.NotSimulated : null,
            start == 0 && run.Timeline is { } timeline ? TimelineSummary.Of(timeline) : null,
            start == 0 ? run.Capacity : null,
            shortened.Count == 0 ? null : [.. shortened],
            page.NextCursor
        );
    }
}

/// <summary>What became of requests over time, without the second-by-second tables that charts are made of.</summary>
/// <param name="Why">The one sentence that explains the result.</param>
/// <param name="ServedAfterRemoval">Requests that Pods served after kube-proxy had stopped choosing them.</param>
/// <param name="Clients">The same by client.</param>
public sealed record TimelineSummary(
    string Why,
    Outcomes Totals,
    FailureMoment? FirstFailure,
    FailureMoment? LastFailure,
    Imbalance? Imbalance,
    int ServedAfterRemoval,
    ImmutableArray<ClientOutcome> Clients
)
{
    private const int MostClients = 20;

    public static TimelineSummary Of(TimelineResult timeline) =>
        new(
            timeline.Why,
            timeline.Totals,
            timeline.FirstFailure,
            timeline.LastFailure,
            timeline.Imbalance,
            timeline.ServedAfterRemoval,
            [.. timeline.Clients.Take(MostClients)]
        );
}
