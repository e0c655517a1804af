using System.Collections.Immutable;
using NetworkSimulator.Dns;
using NetworkSimulator.Ingresses;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.NetworkPolicies;

namespace NetworkSimulator.Findings;

/// <summary>Everything that the manifests get wrong, found stage by stage.</summary>
public static class ClusterFindings
{
    /// <summary>The findings in order of document and line.</summary>
    /// <param name="cluster">The cluster to look at.</param>
    public static ImmutableArray<Finding> Of(Cluster cluster) =>
        [
            .. ServiceFindings
                .Of(cluster)
                .Concat(DnsFindings.Of(cluster))
                .Concat(IngressFindings.Of(cluster))
                .Concat(TlsFindings.Of(cluster))
                .Concat(PolicyFindings.Of(cluster))
                .OrderBy(f => f.Document)
                .ThenBy(f => f.Line),
        ];
}
