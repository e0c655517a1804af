using System.Collections.Immutable;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Simulations;

/// <summary>What an agent is told of manifests and requests: a part of a <see cref="SimulationReport"/> that fits its budget.</summary>
/// <param name="Shortened">Long lists that were cut, and how long they are.</param>
public sealed record SimulationAnswer(
    ImmutableArray<SimulationResult> Results,
    ImmutableArray<FindingView> Findings,
    ImmutableArray<string>? NotSimulated,
    ImmutableArray<string>? Shortened,
    string? NextCursor
)
{
    public static Outcome<SimulationAnswer> Of(SimulationReport report, int start, int count) =>
        TracePage.Of(report.Results, report.Findings, start, count).Select(page => Of(report, page, start));

    private static SimulationAnswer Of(SimulationReport report, TracePage<SimulationResult> page, int start)
    {
        var shortened = new List<string>();
        return new(
            [.. page.Results.Select((result, i) => TracePage.Shorten(result, $"results[{i}]", shortened))],
            page.Findings,
            start == 0 ? report.NotSimulated : null,
            shortened.Count == 0 ? null : [.. shortened],
            page.NextCursor
        );
    }
}
