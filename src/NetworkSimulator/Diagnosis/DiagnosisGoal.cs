using System.Collections.Immutable;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Diagnosis;

/// <summary>What was meant to become of a request.</summary>
/// <param name="Verdict">How it should end; null where that is not said.</param>
/// <param name="Backends">The Pods it should reach, as <c>NS/NAME</c>; empty where that is not said.</param>
/// <param name="IsMet">Whether a trace is as meant, in every respect that the caller named.</param>
public sealed record DiagnosisGoal(
    Verdict? Verdict,
    ImmutableArray<string> Backends,
    Func<Cluster, Flow, Trace, bool> IsMet
)
{
    /// <summary>That the request arrives.</summary>
    public static DiagnosisGoal Delivered { get; } =
        new(Flows.Verdict.Delivered, [], (_, _, trace) => trace.Verdict == Flows.Verdict.Delivered);

    /// <summary>That the request does not get through.</summary>
    public static DiagnosisGoal Denied { get; } =
        new(Flows.Verdict.Denied, [], (_, _, trace) => trace.Verdict == Flows.Verdict.Denied);
}
