using System.Collections.Immutable;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>The Pod and Service ranges of the cluster as a whole.</summary>
internal static class ClusterRanges
{
    // What a managed cluster gives its Services by default, where nothing names the range.
    private const int AssumedServiceLength = 20;
    private const int AssumedServiceLengthV6 = 112;

    public static ClusterSettings Of(
        ClusterDraft draft,
        List<NodeDraft> nodes,
        ImmutableArray<Pod> pods,
        ImmutableArray<Service> services,
        ClusterFamilies families
    ) => new() { PodCidrs = PodRanges(nodes, pods, families), ServiceCidrs = ServiceRanges(draft, services, families) };

    /// <summary>
    /// The default range of each family, unless the nodes' ranges all lie elsewhere and no Pod got an address of it,
    /// and the nodes' ranges outside of it.
    /// </summary>
    private static ImmutableArray<Cidr> PodRanges(
        List<NodeDraft> nodes,
        ImmutableArray<Pod> pods,
        ClusterFamilies families
    )
    {
        var ranges = new List<Cidr>();
        foreach (var isV6 in families.All)
        {
            var standard = isV6 ? AddressPools.PodsV6 : AddressPools.PodsV4;
            var ofNodes = nodes.SelectMany(n => n.Node.PodCidrs).Where(c => c.IsV6 == isV6).ToList();
            var outside = ofNodes.FindAll(c => !standard.Contains(c));
            if (outside.Count == 0 || outside.Count < ofNodes.Count || IsUsed(standard, pods))
                ranges.Add(standard);
            ranges.AddRange(CidrSet.Join(outside));
        }
        if (IsUsed(AddressPools.MorePodsV4, pods))
            ranges.Add(AddressPools.MorePodsV4);
        return [.. ranges];
    }

    private static bool IsUsed(Cidr range, ImmutableArray<Pod> pods)
    {
        foreach (var pod in pods)
        foreach (var address in pod.PodIPs)
            if (range.Contains(address))
                return true;
        return false;
    }

    private static ImmutableArray<Cidr> ServiceRanges(
        ClusterDraft draft,
        ImmutableArray<Service> services,
        ClusterFamilies families
    )
    {
        var ranges = new List<Cidr>(draft.ServiceCidrs);
        foreach (var isV6 in families.All)
            if (!ranges.Exists(r => r.IsV6 == isV6))
                ranges.Add(isV6 ? AddressPools.ServicesV6 : AddressPools.ServicesV4);
        var known = new CidrSet();
        foreach (var range in ranges)
            known.Add(range);
        foreach (var service in services)
        foreach (var address in service.ClusterIPs)
            if (!known.Contains(address))
            {
                var length = address.IsV6 ? AssumedServiceLengthV6 : AssumedServiceLength;
                ranges.Add(CidrSet.BlockOf(address, length));
                known.Add(ranges[^1]);
            }
        return [.. CidrSet.Join(ranges)];
    }
}
