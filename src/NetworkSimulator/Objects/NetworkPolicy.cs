using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A <c>networking.k8s.io/v1</c> NetworkPolicy, with <c>policyTypes</c> defaulted.</summary>
public sealed record NetworkPolicy : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "NetworkPolicy";

    /// <summary><c>spec.podSelector</c>: the Pods of the namespace that the policy is about.</summary>
    public required LabelSelector PodSelector { get; init; }

    /// <summary>Whether the policy isolates for ingress.</summary>
    public bool IsolatesIngress { get; init; }

    /// <summary>Whether the policy isolates for egress.</summary>
    public bool IsolatesEgress { get; init; }

    /// <summary><c>spec.ingress</c>.</summary>
    public ImmutableArray<NetworkPolicyRule> Ingress { get; init; } = [];

    /// <summary><c>spec.egress</c>.</summary>
    public ImmutableArray<NetworkPolicyRule> Egress { get; init; } = [];
}

/// <summary>One rule: a peer and a port must both match.</summary>
/// <param name="Peers"><c>from</c> or <c>to</c>; empty is everybody.</param>
/// <param name="Ports"><c>ports</c>; empty is every port of every protocol.</param>
/// <param name="Line">Line of the rule.</param>
public sealed record NetworkPolicyRule(
    ImmutableArray<NetworkPolicyPeer> Peers,
    ImmutableArray<NetworkPolicyPort> Ports,
    int Line
);

/// <summary>One peer: Pods by selectors (both must match), or a block of addresses.</summary>
/// <param name="PodSelector"><c>podSelector</c>, or null.</param>
/// <param name="NamespaceSelector"><c>namespaceSelector</c>, or null for the policy's own namespace.</param>
/// <param name="IPBlock"><c>ipBlock</c>, or null.</param>
/// <param name="Line">Line of the peer.</param>
public sealed record NetworkPolicyPeer(
    LabelSelector? PodSelector,
    LabelSelector? NamespaceSelector,
    IPBlock? IPBlock,
    int Line
);

/// <summary>A block of addresses with parts cut out.</summary>
/// <param name="Cidr">The block.</param>
/// <param name="Except">The parts cut out.</param>
/// <param name="Line">Line of the block.</param>
public sealed record IPBlock(Cidr Cidr, ImmutableArray<Cidr> Except, int Line)
{
    /// <summary>Whether the address is in the block and in no part cut out.</summary>
    public bool Contains(IpAddress address)
    {
        if (!Cidr.Contains(address))
            return false;
        foreach (var except in Except)
            if (except.Contains(address))
                return false;
        return true;
    }
}

/// <summary>One port entry of a rule.</summary>
/// <param name="Protocol">Transport protocol.</param>
/// <param name="Port">Number or container-port name; null for every port of the protocol.</param>
/// <param name="EndPort">Last port of a range that starts at the number; 0 where there is no range.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record NetworkPolicyPort(Protocol Protocol, PortReference? Port, int EndPort, int Line);
