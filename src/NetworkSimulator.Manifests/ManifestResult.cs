using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests;

/// <summary>What reading manifests gives: all objects of the cluster, or every error.</summary>
public sealed record ManifestResult
{
    /// <summary>The cluster's objects; null where there are errors.</summary>
    public ClusterObjects? Objects { get; init; }

    /// <summary>The errors, in the order of the text; empty where there are none.</summary>
    public ImmutableArray<ManifestError> Errors { get; init; } = [];

    /// <summary>Whether the manifests could be read.</summary>
    [MemberNotNullWhen(true, nameof(Objects))]
    public bool IsValid => Objects is not null;
}
