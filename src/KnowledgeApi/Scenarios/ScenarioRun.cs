using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Capacity;
using KnowledgeApi.Simulations;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Scenarios;

/// <summary>What may be changed about a run; what is absent stays as the author wrote it.</summary>
/// <param name="Manifests">Manifests in place of the scenario's.</param>
/// <param name="Requests">A list of <c>{from, to}</c> in place of the scenario's.</param>
/// <param name="Timeline">A timeline in place of the scenario's, as <c>POST /api/v1/timelines</c> takes it.</param>
/// <param name="Capacity">An address plan in place of the scenario's, as <c>POST /api/v1/capacity</c> takes it.</param>
public sealed record ScenarioEdits(
    string? Manifests = null,
    JsonElement? Requests = null,
    JsonElement? Timeline = null,
    JsonElement? Capacity = null
);

/// <summary>A scenario that was run.</summary>
/// <param name="Timeline">What becomes of requests over time, where the scenario or the caller says what happens.</param>
/// <param name="Capacity">What fits and what it costs, where the scenario or the caller has an address plan.</param>
/// <param name="AsExpected">Whether every request that states an expectation came out so; absent where none does.</param>
public sealed record ScenarioRun(
    string Slug,
    string Title,
    bool Edited,
    bool? AsExpected,
    ImmutableArray<ScenarioRunResult> Results,
    ImmutableArray<FindingView> Findings,
    ImmutableArray<string>? NotSimulated,
    TimelineResult? Timeline,
    CapacityAnswer? Capacity
);

/// <summary>One request of a run.</summary>
/// <param name="Request">The request, as <c>{from, to}</c>.</param>
/// <param name="Expect">What the author expects of it.</param>
/// <param name="Differences">How the result differs from that; absent where it doesn't.</param>
public sealed record ScenarioRunResult(
    string? Name,
    JsonElement Request,
    JsonElement? Expect,
    ImmutableArray<string>? Differences,
    SimulationResult Result
)
{
    public static ScenarioRunResult Of(ScenarioRequest request, SimulationResult result)
    {
        var differences = request.Expect is { } expect ? Expectation.Differences(expect, result) : [];
        return new(request.Name, request.Request, request.Expect, differences.IsEmpty ? null : differences, result);
    }
}
