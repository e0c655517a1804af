using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Mesh;

/// <summary>Judges a connection by the mutual TLS that the destination's proxy asks for.</summary>
internal static class MeshStage
{
    /// <summary>Whether the destination's proxy takes the connection: one from a Pod outside the mesh is plaintext to it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="source">Who opens the connection.</param>
    /// <param name="target">The endpoint after translation.</param>
    /// <param name="protocol">Transport protocol; proxies take TCP only.</param>
    /// <param name="recorder">Takes a hop, where the destination is in the mesh.</param>
    public static bool Accepts<TRecorder>(
        Cluster cluster,
        in Party source,
        in Endpoint target,
        Protocol protocol,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var table = cluster.Mesh;
        if (table.IsEmpty || protocol != Protocol.TCP || table.PolicyOf(target.Pod) is not { } policy)
            return true;
        var mode = policy.ModeOf(target.Port);
        var isPeer = source.IsPod && table.IsMember(source.Pod);
        if (TRecorder.Records)
            recorder.Add(MeshHops.Of(cluster, source, target, mode, isPeer));
        return isPeer || mode.Mode != MutualTlsMode.Strict;
    }
}
