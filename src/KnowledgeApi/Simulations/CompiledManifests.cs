using System.Collections.Immutable;
using NetworkSimulator;
using NetworkSimulator.Findings;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Simulations;

/// <summary>Manifests that were read and compiled, with what is wrong with them.</summary>
public sealed record CompiledManifests(
    Cluster Cluster,
    ImmutableArray<FindingView> Findings,
    ImmutableArray<string>? NotSimulated
)
{
    public static CompiledManifests Of(ClusterObjects objects)
    {
        var cluster = Cluster.Compile(objects);
        return new(
            cluster,
            [.. ClusterFindings.Of(cluster).Select(FindingView.Of)],
            objects.Unsimulated.IsEmpty ? null : [.. objects.Unsimulated.Select(o => $"{o.Kind} {o.Key}")]
        );
    }
}
