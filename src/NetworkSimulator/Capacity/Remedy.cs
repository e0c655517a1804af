namespace NetworkSimulator.Capacity;

/// <summary>A change to the plan, and what it buys.</summary>
/// <param name="Kind">Which change.</param>
/// <param name="Change">What exactly was changed.</param>
/// <param name="Possible">Whether it can be done here; the figures are the plan's own where it can't.</param>
/// <param name="Fits">The most Pods that fit after it.</param>
/// <param name="Running">Pods wanted that run after it.</param>
/// <param name="Gain">Pods wanted that run after it and not before; below 0 where it costs some.</param>
/// <param name="Note">What it costs or needs.</param>
public sealed record Remedy(
    RemedyKind Kind,
    string Change,
    bool Possible,
    int Fits,
    int Running,
    int Gain,
    string Note
);

/// <summary>Changes that are tried.</summary>
public enum RemedyKind
{
    /// <summary>Larger subnets.</summary>
    LargerSubnets,

    /// <summary>A /28 in each slot instead of one address.</summary>
    PrefixDelegation,

    /// <summary>Pods in subnets of a secondary CIDR, by custom networking.</summary>
    SecondaryCidr,

    /// <summary>IPv6 Pods.</summary>
    Ipv6,

    /// <summary>Fewer addresses kept ready.</summary>
    SmallerWarmPool,

    /// <summary>The kubelet's <c>maxPods</c> as EKS recommends.</summary>
    RecommendedMaxPods,

    /// <summary>More nodes.</summary>
    MoreNodes,
}
