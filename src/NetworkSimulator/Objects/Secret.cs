using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A Secret: only which keys it has matters, and the names in its certificate.</summary>
public sealed record Secret : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "Secret";

    /// <summary><c>type</c>, such as <c>kubernetes.io/tls</c>.</summary>
    public string Type { get; init; } = "Opaque";

    /// <summary>Keys of <c>data</c> and <c>stringData</c>.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>DNS names that <c>tls.crt</c> is for; default where it holds no readable certificate.</summary>
    public ImmutableArray<string> CertificateDnsNames { get; init; }
}

/// <summary>A ConfigMap; only CoreDNS' Corefile is looked at.</summary>
public sealed record ConfigMap : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "ConfigMap";

    /// <summary><c>data</c>.</summary>
    public Labels Data { get; init; } = Labels.Empty;
}
