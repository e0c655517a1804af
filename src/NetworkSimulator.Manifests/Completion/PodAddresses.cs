using System.Collections.Immutable;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Gives Pods the addresses they lack: of their node's Pod range, else of the cluster's.</summary>
internal sealed class PodAddresses
{
    private const int Reserved = 2;

    private readonly Dictionary<string, Node> _nodes = [];
    private readonly Dictionary<Cidr, AddressPool> _ofNodes = [];
    private readonly CidrSet _nodeRanges = new();
    private readonly ClusterFamilies _families;
    private readonly HashSet<IpAddress> _taken;
    private readonly AddressPool[] _podsV4;
    private readonly AddressPool[] _podsV6;
    private readonly AddressPool[] _hostsV4;
    private readonly AddressPool[] _hostsV6;

    private PodAddresses(List<NodeDraft> nodes, ClusterFamilies families, HashSet<IpAddress> taken)
    {
        (_families, _taken) = (families, taken);
        foreach (var node in nodes)
        {
            _nodes[node.Node.Name] = node.Node;
            foreach (var range in node.Node.PodCidrs)
                _nodeRanges.Add(range);
        }
        Func<IpAddress, bool>? isOfSomeNode = _nodeRanges.IsEmpty ? null : _nodeRanges.Contains;
        _podsV4 =
        [
            new(AddressPools.PodsV4, Reserved, taken, isOfSomeNode),
            new(AddressPools.MorePodsV4, Reserved, taken, isOfSomeNode),
        ];
        _podsV6 = [new(AddressPools.PodsV6, Reserved, taken, isOfSomeNode)];
        _hostsV4 = [new(AddressPools.NodesV4, Reserved, taken), new(AddressPools.MoreNodesV4, Reserved, taken)];
        _hostsV6 = [new(AddressPools.NodesV6, Reserved, taken)];
    }

    public static ImmutableArray<Pod> Fill(
        List<Pod> pods,
        List<NodeDraft> nodes,
        ClusterFamilies families,
        HashSet<IpAddress> taken
    )
    {
        var filler = new PodAddresses(nodes, families, taken);
        var filled = pods.ToArray();
        var lacking = new List<int>();
        for (var i = 0; i < filled.Length; i++)
            if (filled[i].Phase is PodPhase.Succeeded or PodPhase.Failed)
                filled[i] = filled[i] with { PodIPs = [] };
            else if (filled[i].PodIPs.IsEmpty && filled[i].Phase != PodPhase.Pending)
                lacking.Add(i);
        // In the order of names, so that the order of the manifests does not matter.
        lacking.Sort((a, b) => string.CompareOrdinal(filled[a].Key, filled[b].Key));
        foreach (var i in lacking)
            filled[i] = filled[i] with { PodIPs = filler.AddressesFor(filled[i]) };
        return ImmutableArray.Create(filled);
    }

    private ImmutableArray<IpAddress> AddressesFor(Pod pod)
    {
        _nodes.TryGetValue(pod.NodeName, out var node);
        if (pod.HostNetwork && node is not null)
            return OneOfEachFamily(node.InternalIPs);
        var addresses = ImmutableArray.CreateBuilder<IpAddress>(2);
        if (node is { PodCidrs.Length: > 0 } && !pod.HostNetwork)
            foreach (var range in node.PodCidrs)
                Allocate(pod, OfNode(range), addresses);
        else
            foreach (var isV6 in _families.All)
                Allocate(pod, null, addresses, isV6);
        return addresses.DrainToImmutable();
    }

    /// <summary>Takes an address of the node's range; where that is full or absent, of the cluster's.</summary>
    private void Allocate(Pod pod, AddressPool? first, ImmutableArray<IpAddress>.Builder addresses, bool isV6 = false)
    {
        if (first is not null && first.TryAllocate(pod.Key, out var address))
        {
            addresses.Add(address);
            return;
        }
        isV6 = first?.IsV6 ?? isV6;
        var pools = pod.HostNetwork ? (isV6 ? _hostsV6 : _hostsV4) : (isV6 ? _podsV6 : _podsV4);
        foreach (var pool in pools)
            if (pool.TryAllocate(pod.Key, out address))
            {
                addresses.Add(address);
                return;
            }
    }

    private AddressPool OfNode(Cidr range)
    {
        if (_ofNodes.TryGetValue(range, out var pool))
            return pool;
        return _ofNodes[range] = new(range, Reserved, _taken);
    }

    private static ImmutableArray<IpAddress> OneOfEachFamily(ImmutableArray<IpAddress> addresses)
    {
        var kept = ImmutableArray.CreateBuilder<IpAddress>(2);
        foreach (var address in addresses)
            if (kept.Count == 0 || (kept.Count == 1 && kept[0].IsV6 != address.IsV6))
                kept.Add(address);
        return kept.DrainToImmutable();
    }
}
