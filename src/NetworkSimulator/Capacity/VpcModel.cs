using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity;

/// <summary>A plan without faults, with names resolved: what a run starts from.</summary>
internal sealed record VpcModel
{
    public required CapacityPlan Plan { get; init; }

    public required ImmutableArray<VpcSubnet> Subnets { get; init; }

    /// <summary>The nodes in the order in which they start.</summary>
    public required ImmutableArray<VpcNode> Nodes { get; init; }

    public AddressMode Mode => Plan.Mode;

    public bool HasCustomNetworking => !Plan.PodSubnets.IsEmpty;

    public static VpcModel Of(CapacityPlan plan)
    {
        var subnets = plan.Subnets.Select(VpcSubnet.Of).ToImmutableArray();
        var byName = subnets.Select((subnet, i) => (subnet.Name, i)).ToDictionary(s => s.Name, s => s.i);
        var podSubnetOfZone = plan.PodSubnets.ToDictionary(name => subnets[byName[name]].Zone, name => byName[name]);
        var nodes = ImmutableArray.CreateBuilder<VpcNode>();
        for (var g = 0; g < plan.NodeGroups.Length; g++)
        {
            var group = plan.NodeGroups[g];
            var type = InstanceTypes.Find(group.InstanceType)!;
            var places = SubnetsOf(plan, group);
            for (var i = 0; i < group.Nodes; i++)
            {
                var subnet = byName[places[i % places.Length]];
                nodes.Add(
                    new()
                    {
                        Name = $"{group.Name}-{i + 1}",
                        Group = g,
                        Type = type,
                        Subnet = subnet,
                        PodSubnet = plan.PodSubnets.IsEmpty ? subnet : podSubnetOfZone[subnets[subnet].Zone],
                        PodEnis = type.Enis - (plan.PodSubnets.IsEmpty ? 0 : 1),
                        MaxPods = group.MaxPods ?? type.RecommendedMaxPods(plan.Mode, !plan.PodSubnets.IsEmpty),
                        HostNetworkPods = group.HostNetworkPods,
                    }
                );
            }
        }
        return new()
        {
            Plan = plan,
            Subnets = subnets,
            Nodes = nodes.ToImmutable(),
        };
    }

    /// <summary>Subnets of a group's nodes, its own or all that are not for Pods.</summary>
    public static ImmutableArray<string> SubnetsOf(CapacityPlan plan, NodeGroup group) =>
        group.Subnets.IsEmpty
            ? [.. plan.Subnets.Select(subnet => subnet.Name).Where(name => !plan.PodSubnets.Contains(name))]
            : group.Subnets;
}

internal sealed record VpcSubnet(string Name, Cidr Cidr, string Zone, int Taken, double Fragmentation)
{
    public int Size => 1 << (32 - Cidr.PrefixLength);

    public static VpcSubnet Of(Subnet subnet) =>
        new(subnet.Name, Cidr.Parse(subnet.Cidr), subnet.Zone, subnet.Taken, subnet.Fragmentation);
}

internal sealed record VpcNode
{
    public required string Name { get; init; }

    /// <summary>Number of its node group.</summary>
    public required int Group { get; init; }

    public required InstanceType Type { get; init; }

    /// <summary>Number of the subnet of its primary interface.</summary>
    public required int Subnet { get; init; }

    /// <summary>Number of the subnet its Pods take addresses from; another one with custom networking.</summary>
    public required int PodSubnet { get; init; }

    /// <summary>Interfaces that may carry Pods.</summary>
    public required int PodEnis { get; init; }

    public required int MaxPods { get; init; }

    public required int HostNetworkPods { get; init; }
}
