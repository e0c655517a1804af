using System.Collections.Immutable;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Gives Pods the addresses they lack: of their node's Pod range, else of the cluster's.</summary>
internal sealed class PodAddresses
{
    private const int Reserved = 2;

    private readonly Dictionary<string, Node> _nodes = [];
    private readonly Dictionary<Cidr, AddressPool> _pools = [];
    private readonly HashSet<Cidr> _nodeRanges = [];
    private readonly HashSet<int> _lengths = [];
    private readonly AddressPool _hostV4;
    private readonly AddressPool _hostV6;
    private readonly ClusterFamilies _families;
    private readonly HashSet<IpAddress> _taken;

    private PodAddresses(List<NodeDraft> nodes, ClusterFamilies families, HashSet<IpAddress> taken)
    {
        (_families, _taken) = (families, taken);
        _hostV4 = new(AddressPools.NodesV4, Reserved, taken);
        _hostV6 = new(AddressPools.NodesV6, Reserved, taken);
        foreach (var node in nodes)
        {
            _nodes[node.Node.Name] = node.Node;
            foreach (var range in node.Node.PodCidrs)
            {
                _nodeRanges.Add(range);
                _lengths.Add(range.PrefixLength);
            }
        }
    }

    public static ImmutableArray<Pod> Fill(
        List<Pod> pods,
        List<NodeDraft> nodes,
        ClusterFamilies families,
        HashSet<IpAddress> taken,
        ErrorList errors
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
            filled[i] = filled[i] with { PodIPs = filler.AddressesFor(filled[i], errors) };
        return ImmutableArray.Create(filled);
    }

    private ImmutableArray<IpAddress> AddressesFor(Pod pod, ErrorList errors)
    {
        _nodes.TryGetValue(pod.NodeName, out var node);
        if (pod.HostNetwork && node is not null)
            return OneOfEachFamily(node.InternalIPs);
        var addresses = ImmutableArray.CreateBuilder<IpAddress>(2);
        if (node is { PodCidrs.Length: > 0 } && !pod.HostNetwork)
            foreach (var range in node.PodCidrs)
                Allocate(PoolOf(range, isNodes: true), pod, range, addresses, errors);
        else
            foreach (var isV6 in _families.All)
            {
                var range = isV6 ? AddressPools.PodsV6 : AddressPools.PodsV4;
                var pool = pod.HostNetwork ? (isV6 ? _hostV6 : _hostV4) : PoolOf(range, isNodes: false);
                Allocate(pool, pod, range, addresses, errors);
            }
        return addresses.DrainToImmutable();
    }

    private static void Allocate(
        AddressPool pool,
        Pod pod,
        Cidr range,
        ImmutableArray<IpAddress>.Builder addresses,
        ErrorList errors
    )
    {
        if (pool.TryAllocate(pod.Key, out var address))
            addresses.Add(address);
        else
            errors.Add(
                pod.Source.Document,
                pod.Source.Line,
                1,
                "status.podIP",
                $"The Pod range {range} has no address left for Pod {pod.Key}.",
                "fewer Pods, a larger Pod range, or addresses given in status.podIP"
            );
    }

    private AddressPool PoolOf(Cidr range, bool isNodes)
    {
        if (_pools.TryGetValue(range, out var pool))
            return pool;
        return _pools[range] = new(range, Reserved, _taken, isNodes || _nodeRanges.Count == 0 ? null : IsOfSomeNode);
    }

    /// <summary>Whether an address of the cluster's range lies in the part that belongs to a node.</summary>
    private bool IsOfSomeNode(IpAddress address)
    {
        foreach (var length in _lengths)
            if (Cidr.TryParse($"{address}/{length}", out var block) && _nodeRanges.Contains(block))
                return true;
        return false;
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
