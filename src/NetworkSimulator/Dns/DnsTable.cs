using System.Collections.Frozen;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Names compiled from Services and their endpoints, and the resolvers that ask for them.</summary>
internal sealed class DnsTable
{
    private readonly Lazy<FrozenDictionary<string, int[]>> _servicesByName;

    public DnsTable(ClusterIndex index, ServiceEndpoints[] endpoints, PublicNames publicNames)
    {
        var corefile = CorefileReader.Read(index.Objects);
        var plugin = corefile.Kubernetes ?? new() { Zones = [], PrimaryZone = "" };
        var domain = index.Objects.Settings.ClusterDomain.ToLowerInvariant();
        // Pods search the domain that the kubelet is told; the Corefile shows it where the manifests tell no other.
        if (!plugin.Zones.Contains(domain) && plugin.PrimaryZone.Length > 0)
            domain = plugin.PrimaryZone;
        Resolvers = new(index, endpoints, domain);
        _servicesByName = new(() =>
            index
                .Services.Select((service, i) => (service.Name, i))
                .GroupBy(s => s.Name, s => s.i, StringComparer.Ordinal)
                .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal)
        );
        Server = new(index, publicNames, corefile, new(index, endpoints, plugin), Resolvers.DnsService);
    }

    public ResolverTable Resolvers { get; }

    /// <summary>Numbers of the Services of each name, in whatever namespace; for explanations only.</summary>
    public FrozenDictionary<string, int[]> ServicesByName => _servicesByName.Value;

    public CoreDns Server { get; }
}
