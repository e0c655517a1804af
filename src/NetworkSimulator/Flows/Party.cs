using NetworkSimulator.Objects;

namespace NetworkSimulator.Flows;

/// <summary>One end of a connection, as a policy or kube-proxy sees it.</summary>
/// <param name="Kind">Where it stands.</param>
/// <param name="PrefersV6">Whether its primary address is the IPv6 one.</param>
/// <param name="Pod">The Pod, or -1.</param>
/// <param name="Node">The node, or -1.</param>
/// <param name="Class">The Pod's class among those that policies can tell apart; -1 for what policies do not select.</param>
/// <param name="V4">Its IPv4 address, or none.</param>
/// <param name="V6">Its IPv6 address, or none.</param>
internal readonly record struct Party(
    PartyKind Kind,
    bool PrefersV6,
    int Pod,
    int Node,
    int Class,
    IpAddress V4,
    IpAddress V6
)
{
    /// <summary>Whether it is a Pod with an address of its own, which NetworkPolicies may select.</summary>
    public bool IsPod => Kind == PartyKind.Pod;

    /// <summary>Whether it is outside the cluster.</summary>
    public bool IsOutside => Kind == PartyKind.Outside;

    /// <summary>The address of a family, or none.</summary>
    public IpAddress AddressOf(bool v6) => v6 ? V6 : V4;

    /// <summary>Its primary address where the family fits the other end, else the other one; none where neither does.</summary>
    public IpAddress AddressFor(in Party other)
    {
        var primary = AddressOf(PrefersV6);
        var secondary = AddressOf(!PrefersV6);
        return Fits(primary, other) ? primary
            : Fits(secondary, other) ? secondary
            : default;
    }

    // A node, and a controller of which only its existence is known, are taken to speak both families.
    private static bool Fits(IpAddress address, in Party other) =>
        !address.IsNone
        && (other.Kind is PartyKind.Node or PartyKind.UnknownPod || !other.AddressOf(address.IsV6).IsNone);

    /// <summary>A party outside the cluster.</summary>
    public static Party Outside(IpAddress address) =>
        new(
            PartyKind.Outside,
            address.IsV6,
            -1,
            -1,
            -1,
            address.IsV4 ? address : default,
            address.IsV6 ? address : default
        );

    /// <summary>A Pod of which only its existence is known.</summary>
    public static Party Unknown => new(PartyKind.UnknownPod, false, -1, -1, -1, default, default);
}

/// <summary>Where a party stands.</summary>
internal enum PartyKind : byte
{
    /// <summary>A Pod with an address of its own.</summary>
    Pod,

    /// <summary>A node's network namespace: a process on the node, or a host-network Pod.</summary>
    Node,

    /// <summary>Outside the cluster.</summary>
    Outside,

    /// <summary>A Pod of which only its existence is known, such as a controller that the manifests leave out, or a load balancer.</summary>
    UnknownPod,
}
