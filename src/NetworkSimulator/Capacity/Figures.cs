using System.Collections.Immutable;

namespace NetworkSimulator.Capacity;

/// <summary>The lists of a report, read off a run.</summary>
internal static class Figures
{
    private const int Reserved = 5;

    /// <summary>What each limit alone would allow, with the nodes that run.</summary>
    public static ImmutableArray<LimitFigure> Limits(VpcModel model, CapacityRun run)
    {
        var nodes = run.Nodes.Select(node => node.Node).ToArray();
        var isIpv6 = model.Mode == AddressMode.Ipv6;
        var perSlot = model.Mode == AddressMode.SecondaryIp ? 1 : InstanceType.AddressesPerPrefix;
        var subnets = nodes
            .Select(node => node.PodSubnet)
            .Distinct()
            .Sum(i =>
            {
                var pool = new SubnetPool(model.Subnets[i]);
                pool.TryTake(nodes.Count(node => node.Subnet == i), 0);
                return model.Mode == AddressMode.SecondaryIp ? pool.Free : pool.FreeBlocks * perSlot;
            });
        return
        [
            new(Limit.SubnetAddresses, isIpv6 ? null : subnets),
            new(Limit.EniLimits, isIpv6 ? null : nodes.Sum(n => n.PodEnis * n.Type.SlotsPerEni * perSlot)),
            new(Limit.MaxPods, nodes.Sum(n => Math.Max(n.MaxPods - n.HostNetworkPods, 0))),
        ];
    }

    public static ImmutableArray<SubnetReport> Subnets(VpcModel model, CapacityRun run) =>
        [
            .. model.Subnets.Select(
                (subnet, i) =>
                {
                    var users = run.Nodes.Where(node => node.Node.PodSubnet == i).ToArray();
                    var isIpv6 = model.Mode == AddressMode.Ipv6;
                    return new SubnetReport(
                        subnet.Name,
                        subnet.Cidr.ToString(),
                        subnet.Size,
                        Reserved,
                        subnet.Taken,
                        run.Nodes.Count(node => node.Node.Subnet == i),
                        users.Sum(node => node.AddedEnis),
                        isIpv6 ? 0 : users.Sum(node => node.Assigned),
                        isIpv6 ? 0 : users.Sum(node => node.Spare),
                        run.Subnets[i].Free,
                        run.Subnets[i].FreeBlocks
                    );
                }
            ),
        ];

    public static ImmutableArray<NodeGroupReport> NodeGroups(VpcModel model, CapacityRun run) =>
        [
            .. model.Plan.NodeGroups.Select(
                (group, g) =>
                {
                    var type = InstanceTypes.Find(group.InstanceType)!;
                    var started = run.Nodes.Where(node => node.Node.Group == g).ToArray();
                    var recommended = type.RecommendedMaxPods(model.Mode, model.HasCustomNetworking);
                    return new NodeGroupReport(
                        group.Name,
                        group.InstanceType,
                        group.Nodes,
                        started.Length,
                        group.MaxPods ?? recommended,
                        type.MaxPods(model.Mode, model.HasCustomNetworking),
                        recommended,
                        started.Sum(node => node.Running)
                    );
                }
            ),
        ];

    public static ImmutableArray<NodeReport> Nodes(VpcModel model, CapacityRun run)
    {
        var started = run.Nodes.ToDictionary(node => node.Node);
        return
        [
            .. model.Nodes.Select(node =>
            {
                var group = model.Plan.NodeGroups[node.Group].Name;
                var subnet = model.Subnets[node.Subnet].Name;
                if (!started.TryGetValue(node, out var pool))
                    return new NodeReport(node.Name, group, subnet, Started: false, 0, 0, 0, 0, 0);
                var isIpv6 = model.Mode == AddressMode.Ipv6;
                return new NodeReport(
                    node.Name,
                    group,
                    subnet,
                    Started: true,
                    pool.Pods,
                    pool.Assigned,
                    pool.Enis,
                    model.Mode == AddressMode.PrefixDelegation ? pool.Slots : 0,
                    isIpv6 ? 0 : pool.Spare
                );
            }),
        ];
    }
}
