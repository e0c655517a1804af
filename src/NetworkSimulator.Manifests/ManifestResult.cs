using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests;

/// <summary>What reading manifests gives: all objects of the cluster, or every error.</summary>
public sealed record ManifestResult
{
    /// <summary>The cluster's objects; null where there are errors.</summary>
    public ClusterObjects? Objects { get; init; }

    /// <summary>What could be read in spite of errors, as written: to look names up in, not to simulate.</summary>
    internal ClusterObjects Readable { get; init; } = new();

    /// <summary>The errors, in the order of the text; empty where there are none.</summary>
    public ImmutableArray<ManifestError> Errors { get; init; } = [];

    /// <summary>Whether the manifests could be read.</summary>
    [MemberNotNullWhen(true, nameof(Objects))]
    public bool IsValid => Objects is not null;
}
