using NetworkSimulator.Delivery;
using NetworkSimulator.Dns;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Mesh;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator;

/// <summary>An immutable snapshot of a cluster, compiled once so that flows are answered by look-ups; safe to ask from many threads.</summary>
public sealed class Cluster
{
    private Cluster(ClusterObjects objects)
    {
        Objects = objects;
        Index = new(objects);
        Parties = new(Index);
        Endpoints = EndpointSliceController.Derive(Index);
        Services = new(Index, Endpoints);
        Ingresses = new(Index, Endpoints, Services);
        PublicNames = new(Index, Ingresses);
        Dns = new(Index, Endpoints, PublicNames);
        NetworkPolicies = new(Index);
        Mesh = new(Index);
        HostPorts = new(Index);
        Arrivals = new(Index);
    }

    /// <summary>The objects the snapshot was made of.</summary>
    public ClusterObjects Objects { get; }

    internal ClusterIndex Index { get; }

    internal PartyTable Parties { get; }

    internal ServiceEndpoints[] Endpoints { get; }

    internal ServiceTable Services { get; }

    internal DnsTable Dns { get; }

    internal PublicNames PublicNames { get; }

    internal IngressTable Ingresses { get; }

    internal PolicyTable NetworkPolicies { get; }

    internal MeshTable Mesh { get; }

    internal HostPortTable HostPorts { get; }

    internal ArrivalHops Arrivals { get; }

    /// <summary>Compiles the objects: selectors to Pod sets, addresses, names, hosts and paths to look-up tables.</summary>
    /// <param name="objects">The objects, complete: addresses allocated and workloads expanded.</param>
    public static Cluster Compile(ClusterObjects objects) => new(objects);
}
