using NetworkSimulator.Flows;

namespace NetworkSimulator.Diagnosis;

/// <summary>Changes that may make a request do what was meant, stage by stage.</summary>
public static class Proposals
{
    /// <summary>The proposals, those for the stage at which the request ended first.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="flow">The request.</param>
    /// <param name="trace">What becomes of it.</param>
    /// <param name="goal">What was meant.</param>
    public static IEnumerable<Proposal> Of(Cluster cluster, Flow flow, Trace trace, DiagnosisGoal goal)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(goal);
        var situation = new Situation(cluster, flow, trace, goal);
        if (!situation.IsKnown)
            return [];
        if (goal.Verdict is { } verdict and not Verdict.Delivered)
            return verdict == Verdict.Denied ? ClosingProposals.Of(situation) : [];
        return NameProposals
            .Of(situation)
            .Concat(CorefileProposals.Of(situation))
            .Concat(PolicyProposals.Of(situation))
            .Concat(IngressProposals.Of(situation))
            .Concat(ServiceProposals.Of(situation))
            .Concat(MeshProposals.Of(situation));
    }
}
