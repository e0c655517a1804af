using System.Collections.Immutable;
using NetworkSimulator.Capacity;
using NetworkSimulator.Capacity.Cost;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Capacity;

/// <summary>An address plan, or manifests whose load balancers cost something, or both.</summary>
public sealed record CapacityRequest
{
    /// <summary>Subnets of the VPC that nodes or Pods use.</summary>
    public ImmutableArray<Subnet> Subnets { get; init; } = [];

    /// <summary>Nodes, in groups of one instance type.</summary>
    public ImmutableArray<NodeGroup> NodeGroups { get; init; } = [];

    /// <summary>Where Pod addresses come from.</summary>
    public AddressMode Mode { get; init; }

    /// <summary>What the VPC CNI keeps ready on each node.</summary>
    public WarmTargets Warm { get; init; } = new();

    /// <summary>Custom networking: names of the subnets that Pods take addresses from, one in each zone with nodes.</summary>
    public ImmutableArray<string> PodSubnets { get; init; } = [];

    /// <summary>Pods wanted, in the order they are created; without it, those of the manifests.</summary>
    public ImmutableArray<PodGroup>? Pods { get; init; }

    /// <summary>The cluster's manifests, as <c>kubectl</c> takes and prints them.</summary>
    public string? Manifests { get; init; }

    /// <summary>Asks for the cost of the manifests' load balancers; <c>{}</c> takes the example prices and no traffic.</summary>
    public CostPlan? Cost { get; init; }

    /// <summary>Whether anything is asked about Pods.</summary>
    internal bool HasPlan { get; init; }

    /// <summary>The address plan; null where nothing is asked about Pods.</summary>
    internal CapacityPlan? ToPlan(ClusterObjects? objects) =>
        !HasPlan
            ? null
            : new()
            {
                Subnets = Subnets,
                NodeGroups = NodeGroups,
                Mode = Mode,
                Warm = Warm,
                PodSubnets = PodSubnets,
                Pods = Pods ?? (objects is null ? [] : ManifestPods.Of(objects)),
            };
}
