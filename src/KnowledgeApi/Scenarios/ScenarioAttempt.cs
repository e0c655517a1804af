using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Simulations;

namespace KnowledgeApi.Scenarios;

/// <param name="Manifests">The learner's manifests.</param>
/// <param name="Hint">Asks for the hint of this number, from 1.</param>
public sealed record AttemptSubmission(string Manifests, int? Hint = null);

/// <summary>How a learner's manifests do against a lab's goals.</summary>
/// <param name="Score">Share of the goals met, 0 to 1.</param>
/// <param name="Mistake">Why the fix is wrong, where it does what one of the usual wrong fixes does.</param>
/// <param name="HintsOffered">How many hints the lab has.</param>
public sealed record ScenarioAttempt(
    string Slug,
    bool Solved,
    double Score,
    ImmutableArray<GoalResult> Goals,
    string? Mistake,
    LabHint? Hint,
    int HintsOffered,
    ImmutableArray<FindingView> Findings
);

/// <summary>One goal: a request that must come out as expected.</summary>
/// <param name="StoppedBy">The hop that ends the request short of its goal.</param>
/// <param name="Differences">How the result differs from what is expected.</param>
public sealed record GoalResult(
    string? Name,
    JsonElement Request,
    JsonElement Expect,
    bool Met,
    ImmutableArray<string>? Differences,
    HopView? StoppedBy,
    string Explanation
);

public sealed record LabHint(int Number, int Of, string Text);
