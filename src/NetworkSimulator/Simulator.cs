using NetworkSimulator.Flows;

namespace NetworkSimulator;

/// <summary>Answers what happens to a flow in a cluster.</summary>
public static class Simulator
{
    /// <summary>The verdict and the way there, hop by hop. Never throws for a compiled cluster: every outcome is a value.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="flow">Who asks for what.</param>
    public static Trace Run(Cluster cluster, Flow flow)
    {
        var result = FlowResult.Begin();
        var run = new FlowRun<HopList>(cluster, new(result.Hops), result);
        result.Verdict = run.Run(flow);
        return result.End();
    }

    /// <summary>The verdict alone, without allocation; null for a lookup that was answered.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="flow">Who asks for what.</param>
    public static Verdict? Decide(Cluster cluster, Flow flow) => new FlowRun<NoHops>(cluster, default, null).Run(flow);
}
