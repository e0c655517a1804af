using NetworkSimulator.Objects;

namespace NetworkSimulator.Flows;

/// <summary>Every Pod and node as an end of connections, side by side in memory: what a flow looks at first.</summary>
internal sealed class PartyTable
{
    private readonly KeyTable<Party> _pods;
    private readonly Party[] _nodes;

    public PartyTable(ClusterIndex index)
    {
        _nodes = new Party[index.Nodes.Length];
        for (var i = 0; i < _nodes.Length; i++)
            _nodes[i] = Node(index, i);
        var pods = new Party[index.Pods.Length];
        for (var i = 0; i < pods.Length; i++)
            pods[i] = Pod(index, i);
        _pods = new(index.PodKeys, pods);
    }

    /// <summary>The number of the Pod with the key <c>NS/NAME</c>.</summary>
    public bool TryFindPod(string key, out int number)
    {
        number = _pods.Find(key);
        return number >= 0;
    }

    /// <summary>A Pod; a host-network Pod is its node. One that has ended, or has no address yet, has none.</summary>
    public ref readonly Party OfPod(int number) => ref _pods[number];

    /// <summary>A process in the node's own network namespace.</summary>
    public ref readonly Party OfNode(int number) => ref _nodes[number];

    private Party Pod(ClusterIndex index, int number)
    {
        var pod = index.Pods[number];
        var node = index.NodeOfPod[number];
        if (pod.HostNetwork && node >= 0)
            return _nodes[node];
        if (pod.Phase is PodPhase.Succeeded or PodPhase.Failed)
            return new(PartyKind.Pod, false, number, node, -1, default, default);
        var kind = pod.HostNetwork ? PartyKind.Node : PartyKind.Pod;
        var v6First = !pod.PodIPs.IsEmpty && pod.PodIPs[0].IsV6;
        return new(kind, v6First, number, node, index.Classes.OfPod[number], pod.AddressOf(false), pod.AddressOf(true));
    }

    private static Party Node(ClusterIndex index, int number)
    {
        var addresses = index.Nodes[number].InternalIPs;
        IpAddress v4 = default;
        IpAddress v6 = default;
        foreach (var address in addresses)
            if (address.IsV6 ? v6.IsNone : v4.IsNone)
                (v4, v6) = address.IsV6 ? (v4, address) : (address, v6);
        return new(PartyKind.Node, !addresses.IsEmpty && addresses[0].IsV6, -1, number, -1, v4, v6);
    }
}
