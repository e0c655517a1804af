using System.Runtime.InteropServices;
using NetworkSimulator.Delivery;
using NetworkSimulator.Flows;

namespace NetworkSimulator.KubeProxy;

/// <summary>What translation did to a connection's source.</summary>
/// <param name="Translated">Whether the destination was a Service's address.</param>
/// <param name="Masquerade">Whether the source becomes the node's address for every endpoint.</param>
/// <param name="EntryNode">The node that translates; -1 where it is any.</param>
/// <param name="ByLoadBalancer">Whether the source becomes the address of a load balancer, which the manifests don't hold.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Translation(
    bool Translated,
    bool Masquerade,
    int EntryNode,
    bool ByLoadBalancer = false
)
{
    public static Translation None => default;

    /// <summary>Whether the endpoint sees a node's address: also where a Pod reaches itself through a Service (hairpin).</summary>
    public bool Masks(in Party source, in Endpoint endpoint) =>
        Masquerade || (Translated && source.IsPod && endpoint.Pod == source.Pod);

    /// <summary>The source as the endpoint sees it.</summary>
    public Party SourceSeenBy(Cluster cluster, in Party source, in Endpoint endpoint) =>
        ByLoadBalancer ? Party.Unknown
        : !Masks(source, endpoint) ? source
        : Masquerade ? DeliveryStage.NodeParty(cluster, EntryNode)
        : DeliveryStage.NodeParty(cluster, source.Node);
}
