using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Delivery;

/// <summary>Finds what is at an address that no Service owns: a Pod, a port of a node, or the outside.</summary>
internal static class DeliveryStage
{
    /// <summary>Whether the caller has an address of the destination's family.</summary>
    public static bool HasFamily<TRecorder>(Cluster cluster, in Party source, IpAddress address, ref TRecorder recorder)
        where TRecorder : struct, IHopRecorder
    {
        var missing =
            source.Kind is PartyKind.Pod or PartyKind.Outside && source.AddressOf(address.IsV6).IsNone
            || address.IsNone;
        if (missing && TRecorder.Records)
            recorder.Add(DeliveryHops.NoFamily(cluster, source, address));
        return !missing;
    }

    /// <summary>The endpoint at a Pod's own address, of the caller's primary family where both have it.</summary>
    public static bool TryFindPod<TRecorder>(
        Cluster cluster,
        in Party source,
        int number,
        int port,
        out Endpoint endpoint,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        ref readonly var target = ref cluster.Parties.OfPod(number);
        var routed = !source.IsOutside || target.Kind == PartyKind.Node;
        var address = routed ? target.AddressFor(source) : default;
        endpoint = new(address, (ushort)port, number, target.Node, target.Class);
        if (!address.IsNone)
            return true;
        if (TRecorder.Records)
        {
            var pod = cluster.Index.Pods[number];
            recorder.Add(
                DeliveryHops.PodUnreached(
                    pod,
                    !routed ? Unreached.FromOutside
                        : pod.Phase is PodPhase.Succeeded or PodPhase.Failed ? Unreached.Ended
                        : Unreached.NoAddress
                )
            );
        }
        return false;
    }

    /// <summary>What is at the address; a verdict where the packet ends there, null with the endpoint where it goes on.</summary>
    public static Verdict? Find<TRecorder>(
        Cluster cluster,
        in Party source,
        IpAddress address,
        int port,
        Protocol protocol,
        out Endpoint endpoint,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        endpoint = Endpoint.Of(address, port, -1);
        if (cluster.Index.Addresses.TryGetValue(address, out var owner))
            return owner.Pod >= 0
                ? AtPod(cluster, source, owner.Pod, ref endpoint, ref recorder)
                : AtNode(cluster, owner.Node, protocol, ref endpoint, ref recorder);
        if (IsLoopback(address) && source.IsPod)
        {
            endpoint = new(source.AddressOf(address.IsV6), (ushort)port, source.Pod, source.Node, source.Class);
            return null;
        }
        if (IsLoopback(address) && source is { Kind: PartyKind.Node, Node: >= 0 })
            return AtNode(cluster, source.Node, protocol, ref endpoint, ref recorder);
        if (source.IsOutside || IsLoopback(address) || IsInClusterRange(cluster, address))
        {
            if (TRecorder.Records)
                recorder.Add(DeliveryHops.NothingThere(source, address, IsInClusterRange(cluster, address)));
            return Verdict.Unreachable;
        }
        return null;
    }

    /// <summary>The node as the source of masqueraded packets; where any node may have been the entry, the first one stands for it.</summary>
    public static Party NodeParty(Cluster cluster, int node)
    {
        var index = cluster.Index;
        if (node >= 0)
            return cluster.Parties.OfNode(node);
        if (index.Nodes.IsEmpty)
            return new(PartyKind.Node, false, -1, -1, -1, default, default);
        // The node is not known, so it must not count as the endpoint's own node: only its address is taken.
        return cluster.Parties.OfNode(0) with { Node = -1 };
    }

    private static Verdict? AtPod<TRecorder>(
        Cluster cluster,
        in Party source,
        int pod,
        ref Endpoint endpoint,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        ref readonly var party = ref cluster.Parties.OfPod(pod);
        endpoint = endpoint with { Pod = pod, Node = party.Node, Class = party.Class };
        if (!source.IsOutside)
            return null;
        if (TRecorder.Records)
            recorder.Add(DeliveryHops.PodUnreached(cluster.Index.Pods[pod], Unreached.FromOutside));
        return Verdict.Unreachable;
    }

    private static Verdict? AtNode<TRecorder>(
        Cluster cluster,
        int node,
        Protocol protocol,
        ref Endpoint endpoint,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (!cluster.HostPorts.TryFind(node, endpoint.Port, protocol, out var listener))
        {
            if (TRecorder.Records)
                recorder.Add(DeliveryHops.NodeDoesNotListen(cluster.Index.Nodes[node], endpoint.Port, protocol));
            return Verdict.Refused;
        }
        var pod = cluster.Index.Pods[listener.Pod];
        var address = pod.HostNetwork ? endpoint.Address : pod.AddressOf(endpoint.Address.IsV6);
        endpoint = Endpoint.Of(cluster.Index, address, listener.Port, listener.Pod, node);
        return null;
    }

    private static bool IsLoopback(IpAddress address) =>
        address.IsV4 ? (byte)(address.Value >> 24) == 127 : address.Value == UInt128.One;

    private static bool IsInClusterRange(Cluster cluster, IpAddress address)
    {
        var settings = cluster.Objects.Settings;
        foreach (var cidr in settings.ServiceCidrs)
            if (cidr.Contains(address))
                return true;
        foreach (var cidr in settings.PodCidrs)
            if (cidr.Contains(address))
                return true;
        return false;
    }
}

/// <summary>Why a Pod is not reached at its own address.</summary>
internal enum Unreached
{
    NoAddress,
    Ended,
    FromOutside,
}
