using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>Istio's <c>security.istio.io/v1</c> PeerAuthentication: what workloads of the mesh accept from others.</summary>
public sealed record PeerAuthentication : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "PeerAuthentication";

    /// <summary><c>spec.selector.matchLabels</c>; null or empty for the whole namespace, or mesh in <c>istio-system</c>.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary><c>spec.mtls.mode</c>.</summary>
    public MutualTlsMode Mode { get; init; }

    /// <summary><c>spec.portLevelMtls</c>; it counts with a selector only.</summary>
    public ImmutableArray<PortMutualTls> Ports { get; init; } = [];
}

/// <summary>The mode of one port.</summary>
/// <param name="Port">The workload's port, not the Service's.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record PortMutualTls(int Port, MutualTlsMode Mode, int Line);

/// <summary>What a workload accepts.</summary>
public enum MutualTlsMode
{
    /// <summary>What the wider scope says; without one, both.</summary>
    Unset,

    /// <summary>Plaintext only.</summary>
    Disable,

    /// <summary>Mutual TLS and plaintext.</summary>
    Permissive,

    /// <summary>Mutual TLS only.</summary>
    Strict,
}
