using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Gives nodes without an InternalIP one of each family of the cluster.</summary>
internal static class NodeAddresses
{
    private const int Reserved = 2;

    public static List<NodeDraft> Fill(List<NodeDraft> nodes, ClusterFamilies families, HashSet<IpAddress> taken)
    {
        var filled = new List<NodeDraft>(nodes);
        var v4 = new AddressPool(AddressPools.NodesV4, Reserved, taken);
        var moreV4 = new AddressPool(AddressPools.MoreNodesV4, Reserved, taken);
        var v6 = new AddressPool(AddressPools.NodesV6, Reserved, taken);
        foreach (var index in Enumerable.Range(0, nodes.Count).OrderBy(i => nodes[i].Node.Name, StringComparer.Ordinal))
        {
            var node = nodes[index].Node;
            if (!node.InternalIPs.IsEmpty)
                continue;
            var addresses = new List<IpAddress>();
            foreach (var isV6 in families.All)
                if (
                    (isV6 ? v6 : v4).TryAllocate(node.Name, out var address)
                    || (!isV6 && moreV4.TryAllocate(node.Name, out address))
                )
                    addresses.Add(address);
            filled[index] = nodes[index] with { Node = node with { InternalIPs = [.. addresses] } };
        }
        return filled;
    }
}
