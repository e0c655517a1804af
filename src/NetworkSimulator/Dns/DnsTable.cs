using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Cluster DNS compiled from Services and their endpoints.</summary>
internal sealed class DnsTable
{
    public DnsTable(ClusterIndex index, ServiceEndpoints[] endpoints) => (Index, Endpoints) = (index, endpoints);

    public ClusterIndex Index { get; }

    public ServiceEndpoints[] Endpoints { get; }

    /// <summary>The address of the DNS server that the party asks, where the manifests hold it; a lookup is a flow to it.</summary>
    public bool TryFindServer(in Party client, out IpAddress server)
    {
        server = default;
        return Index is null;
    }
}
