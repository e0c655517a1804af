using NetworkSimulator.Objects;

namespace NetworkSimulator.Flows;

/// <summary>One end of a connection, as a policy or kube-proxy sees it.</summary>
internal readonly record struct Party(PartyKind Kind, int Pod, int Node, IpAddress V4, IpAddress V6)
{
    /// <summary>Whether it is a Pod with an address of its own, which NetworkPolicies may select.</summary>
    public bool IsPod => Kind == PartyKind.Pod;

    /// <summary>Whether it is outside the cluster.</summary>
    public bool IsOutside => Kind == PartyKind.Outside;

    /// <summary>The address of a family, or none.</summary>
    public IpAddress AddressOf(bool v6) => v6 ? V6 : V4;

    /// <summary>A party outside the cluster.</summary>
    public static Party Outside(IpAddress address) =>
        new(PartyKind.Outside, -1, -1, address.IsV4 ? address : default, address.IsV6 ? address : default);
}

/// <summary>Where a party stands.</summary>
internal enum PartyKind
{
    /// <summary>A Pod with an address of its own.</summary>
    Pod,

    /// <summary>A node's network namespace: a process on the node, or a host-network Pod.</summary>
    Node,

    /// <summary>Outside the cluster.</summary>
    Outside,

    /// <summary>A Pod of which only its existence is known, such as a controller that the manifests leave out.</summary>
    UnknownPod,
}
