using System.Collections.Immutable;

namespace NetworkSimulator.Capacity;

/// <summary>An EKS cluster's address plan as submitted: subnets, nodes, how Pods get addresses, and the Pods wanted.</summary>
public sealed record CapacityPlan
{
    /// <summary>Subnets of the VPC that nodes or Pods use.</summary>
    public ImmutableArray<Subnet> Subnets { get; init; } = [];

    /// <summary>Nodes, in groups of one instance type.</summary>
    public ImmutableArray<NodeGroup> NodeGroups { get; init; } = [];

    /// <summary>Where Pod addresses come from.</summary>
    public AddressMode Mode { get; init; }

    /// <summary>What ipamd keeps ready on each node.</summary>
    public WarmTargets Warm { get; init; } = new();

    /// <summary>
    /// Custom networking: names of the subnets that Pods take addresses from, one in each zone with nodes; empty where Pods
    /// share their node's subnet.
    /// </summary>
    public ImmutableArray<string> PodSubnets { get; init; } = [];

    /// <summary>Pods wanted, in the order they are created.</summary>
    public ImmutableArray<PodGroup> Pods { get; init; } = [];
}

/// <summary>A subnet.</summary>
/// <param name="Name">Its name in this plan, such as its id.</param>
/// <param name="Cidr">Its IPv4 block, /16 to /28.</param>
public sealed record Subnet(string Name, string Cidr)
{
    /// <summary>Availability Zone; subnets without one count as one zone.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Addresses that something outside this plan holds, such as load balancers and other instances.</summary>
    public int Taken { get; init; }

    /// <summary>Share (0 to 1) of the otherwise free /28 blocks that single addresses break up, useless for prefixes.</summary>
    public double Fragmentation { get; init; }
}

/// <summary>Nodes of one instance type.</summary>
/// <param name="Name">Its name in this plan.</param>
/// <param name="InstanceType">EC2 instance type, such as <c>m5.large</c>.</param>
/// <param name="Nodes">How many nodes.</param>
public sealed record NodeGroup(string Name, string InstanceType, int Nodes)
{
    /// <summary>Subnets that the nodes are spread over in turn; empty for all that are not <see cref="CapacityPlan.PodSubnets"/>.</summary>
    public ImmutableArray<string> Subnets { get; init; } = [];

    /// <summary>The kubelet's <c>maxPods</c>; null for what EKS recommends.</summary>
    public int? MaxPods { get; init; }

    /// <summary>Host-network Pods on each node: they count towards <c>maxPods</c> and take no address. aws-node and kube-proxy are two.</summary>
    public int HostNetworkPods { get; init; } = 2;
}

/// <summary>Environment variables of aws-node that say how many addresses it keeps ready.</summary>
public sealed record WarmTargets
{
    /// <summary><c>WARM_ENI_TARGET</c>: whole spare interfaces; used where neither IP target is set.</summary>
    public int EniTarget { get; init; } = 1;

    /// <summary><c>WARM_IP_TARGET</c>: spare addresses; null where unset.</summary>
    public int? IpTarget { get; init; }

    /// <summary><c>MINIMUM_IP_TARGET</c>: addresses in all, used or not; null where unset.</summary>
    public int? MinimumIpTarget { get; init; }

    /// <summary><c>WARM_PREFIX_TARGET</c>: spare prefixes, with prefix delegation.</summary>
    public int PrefixTarget { get; init; } = 1;

    /// <summary>Whether an IP target is set; it then overrides the other two.</summary>
    internal bool HasIpTargets => IpTarget is > 0 || MinimumIpTarget is > 0;
}

/// <summary>Pods of one kind.</summary>
/// <param name="Name">Such as the Deployment's name.</param>
/// <param name="Count">How many Pods.</param>
public sealed record PodGroup(string Name, int Count)
{
    /// <summary>Whether they use the node's address instead of one of their own.</summary>
    public bool HostNetwork { get; init; }
}
