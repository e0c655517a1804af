using System.Collections.Immutable;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Manifests;

/// <summary>What reading requests gives: a flow for each, or every error.</summary>
public sealed record FlowReadResult
{
    /// <summary>The flows, in the order of the requests; empty where there are errors.</summary>
    public ImmutableArray<Flow> Flows { get; init; } = [];

    /// <summary>The errors; empty where there are none.</summary>
    public ImmutableArray<ManifestError> Errors { get; init; } = [];

    /// <summary>Whether every request could be read.</summary>
    public bool IsValid => Errors.IsEmpty;
}
