using System.Collections.Immutable;

namespace NetworkSimulator.Capacity;

/// <summary>What a plan carries, what stops it, and what would help.</summary>
public sealed record CapacityReport
{
    /// <summary>The most Pods with an address of their own that the plan can carry, with no address kept warm.</summary>
    public required int Fits { get; init; }

    /// <summary>Pods wanted.</summary>
    public required int Wanted { get; init; }

    /// <summary>Pods of those that run.</summary>
    public required int Running { get; init; }

    /// <summary>Pods of those that stay Pending.</summary>
    public required int Pending { get; init; }

    /// <summary>The limit that stops the first Pod: one of those wanted, else one more.</summary>
    public required FirstLimit FirstLimit { get; init; }

    /// <summary>How many Pods each limit alone would allow.</summary>
    public required ImmutableArray<LimitFigure> Limits { get; init; }

    /// <summary>The subnets and who holds their addresses; the parts add up to all of them.</summary>
    public required ImmutableArray<SubnetReport> Subnets { get; init; }

    /// <summary>The node groups.</summary>
    public required ImmutableArray<NodeGroupReport> NodeGroups { get; init; }

    /// <summary>Each node.</summary>
    public required ImmutableArray<NodeReport> Nodes { get; init; }

    /// <summary>Pods that don't run, and why.</summary>
    public required ImmutableArray<PendingPods> PendingPods { get; init; }

    /// <summary>Changes, each tried by running the plan with it.</summary>
    public ImmutableArray<Remedy> Remedies { get; init; } = [];

    /// <summary>The result in one paragraph.</summary>
    public required string Explanation { get; init; }
}

/// <summary>The limit that is met first.</summary>
/// <param name="Limit">Which.</param>
/// <param name="AfterPods">Pods that run when the first Pod does not.</param>
/// <param name="Node">The node that could not give the Pod an address; null where no node had room at all.</param>
/// <param name="Subnet">The subnet that had none left; null for the other limits.</param>
/// <param name="Reason">Why, in a sentence with numbers.</param>
public sealed record FirstLimit(Limit Limit, int AfterPods, string? Node, string? Subnet, string Reason);

/// <summary>Pods that a limit alone would allow.</summary>
/// <param name="Limit">Which.</param>
/// <param name="Pods">Pods with an address of their own; null where it sets none.</param>
public sealed record LimitFigure(Limit Limit, int? Pods);

/// <summary>Who holds the addresses of a subnet.</summary>
/// <param name="Name">The subnet.</param>
/// <param name="Cidr">Its block.</param>
/// <param name="Addresses">All addresses of the block.</param>
/// <param name="Reserved">Those that AWS keeps: 5.</param>
/// <param name="Taken">Those in use outside the plan.</param>
/// <param name="NodePrimaries">Primary addresses of the interfaces that nodes started with.</param>
/// <param name="EniPrimaries">Primary addresses of further interfaces, which no Pod uses.</param>
/// <param name="Pods">Addresses of Pods.</param>
/// <param name="Warm">Addresses that nodes hold and no Pod uses.</param>
/// <param name="Free">The rest.</param>
/// <param name="FreePrefixes">Whole free /28 blocks among the rest.</param>
public sealed record SubnetReport(
    string Name,
    string Cidr,
    int Addresses,
    int Reserved,
    int Taken,
    int NodePrimaries,
    int EniPrimaries,
    int Pods,
    int Warm,
    int Free,
    int FreePrefixes
);

/// <summary>A node group.</summary>
/// <param name="Name">The group.</param>
/// <param name="InstanceType">Its type.</param>
/// <param name="Nodes">Nodes wanted.</param>
/// <param name="Started">Nodes that run; a node whose subnet has no address doesn't start.</param>
/// <param name="MaxPods">The kubelet's <c>maxPods</c> in force.</param>
/// <param name="FormulaMaxPods">What the type's interfaces carry, host-network Pods included.</param>
/// <param name="RecommendedMaxPods">The same, capped at 110 or 250.</param>
/// <param name="Running">Pods wanted that run on its nodes.</param>
public sealed record NodeGroupReport(
    string Name,
    string InstanceType,
    int Nodes,
    int Started,
    int MaxPods,
    int FormulaMaxPods,
    int RecommendedMaxPods,
    int Running
);

/// <summary>A node.</summary>
/// <param name="Name">Its name in this plan.</param>
/// <param name="NodeGroup">Its group.</param>
/// <param name="Subnet">The subnet of its primary interface.</param>
/// <param name="Started">Whether the subnet had an address for it.</param>
/// <param name="Pods">Pods bound to it, host-network ones and those without an address included.</param>
/// <param name="PodAddresses">Pods that have an address of their own.</param>
/// <param name="Enis">Interfaces.</param>
/// <param name="Prefixes">Prefixes on them, with prefix delegation.</param>
/// <param name="WarmAddresses">Addresses it holds and no Pod uses.</param>
public sealed record NodeReport(
    string Name,
    string NodeGroup,
    string Subnet,
    bool Started,
    int Pods,
    int PodAddresses,
    int Enis,
    int Prefixes,
    int WarmAddresses
);

/// <summary>Pods of one group that don't run for one reason.</summary>
/// <param name="Group">The Pods' group.</param>
/// <param name="Count">How many.</param>
/// <param name="Pods">Which of the group, by number from 1, as ranges.</param>
/// <param name="Limit">The limit met.</param>
/// <param name="Scheduled">Whether they are bound to a node and wait there for an address (<c>ContainerCreating</c>).</param>
/// <param name="Event">The event that <c>kubectl describe pod</c> shows.</param>
/// <param name="NodeLog">What ipamd logs on the node; null where the node is not to blame.</param>
/// <param name="Reason">Why, in a sentence with numbers.</param>
public sealed record PendingPods(
    string Group,
    int Count,
    string Pods,
    Limit Limit,
    bool Scheduled,
    PodEvent Event,
    string? NodeLog,
    string Reason
);

/// <summary>An event of a Pod.</summary>
/// <param name="Reason">Its reason.</param>
/// <param name="From">Who reports it.</param>
/// <param name="Message">Its text.</param>
public sealed record PodEvent(string Reason, string From, string Message);
