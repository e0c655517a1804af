using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A node.</summary>
public sealed record Node : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "Node";

    /// <summary><c>spec.podCIDRs</c>, else <c>spec.podCIDR</c>.</summary>
    public ImmutableArray<Cidr> PodCidrs { get; init; } = [];

    /// <summary>Addresses of type <c>InternalIP</c>, in order.</summary>
    public ImmutableArray<IpAddress> InternalIPs { get; init; } = [];

    /// <summary>Addresses of type <c>ExternalIP</c>, in order.</summary>
    public ImmutableArray<IpAddress> ExternalIPs { get; init; } = [];

    /// <summary>Whether the <c>Ready</c> condition is True; true for a node without status.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Label <c>topology.kubernetes.io/zone</c>; empty where unset.</summary>
    public string Zone => Metadata.Labels["topology.kubernetes.io/zone"] ?? "";
}

/// <summary>A namespace. One that manifests only mention is implied, without labels of its own.</summary>
public sealed record Namespace : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "Namespace";
}
