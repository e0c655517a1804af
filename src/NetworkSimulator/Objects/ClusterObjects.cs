using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>All objects of a cluster, complete: addresses allocated, defaults filled in, workloads expanded to Pods.</summary>
/// <remarks>NetworkSimulator.Manifests makes it from YAML; it can also be made by hand.</remarks>
public sealed record ClusterObjects
{
    /// <summary>Ranges and names that no object carries.</summary>
    public ClusterSettings Settings { get; init; } = new();

    /// <summary>Namespaces, those included that are only implied.</summary>
    public ImmutableArray<Namespace> Namespaces { get; init; } = [];

    /// <summary>Nodes.</summary>
    public ImmutableArray<Node> Nodes { get; init; } = [];

    /// <summary>Pods, those included that workloads make.</summary>
    public ImmutableArray<Pod> Pods { get; init; } = [];

    /// <summary>Deployments, StatefulSets, DaemonSets, ReplicaSets, Jobs and CronJobs.</summary>
    public ImmutableArray<Workload> Workloads { get; init; } = [];

    /// <summary>Services.</summary>
    public ImmutableArray<Service> Services { get; init; } = [];

    /// <summary>EndpointSlices as written.</summary>
    public ImmutableArray<EndpointSlice> EndpointSlices { get; init; } = [];

    /// <summary>NetworkPolicies.</summary>
    public ImmutableArray<NetworkPolicy> NetworkPolicies { get; init; } = [];

    /// <summary>Ingresses.</summary>
    public ImmutableArray<Ingress> Ingresses { get; init; } = [];

    /// <summary>IngressClasses.</summary>
    public ImmutableArray<IngressClass> IngressClasses { get; init; } = [];

    /// <summary>Istio's PeerAuthentications.</summary>
    public ImmutableArray<PeerAuthentication> PeerAuthentications { get; init; } = [];

    /// <summary>Secrets.</summary>
    public ImmutableArray<Secret> Secrets { get; init; } = [];

    /// <summary>ConfigMaps.</summary>
    public ImmutableArray<ConfigMap> ConfigMaps { get; init; } = [];

    /// <summary>Objects of kinds that are not simulated: kind, name and place.</summary>
    public ImmutableArray<UnsimulatedObject> Unsimulated { get; init; } = [];
}

/// <summary>Ranges and names of the cluster as a whole.</summary>
public sealed record ClusterSettings
{
    /// <summary>Domain of cluster DNS, without dots at either end.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Pod ranges; kube-proxy tells Pod sources by them.</summary>
    public ImmutableArray<Cidr> PodCidrs { get; init; } = [];

    /// <summary>Service ranges.</summary>
    public ImmutableArray<Cidr> ServiceCidrs { get; init; } = [];
}

/// <summary>An object that has no effect in the simulation.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key"><c>NS/NAME</c> or name.</param>
/// <param name="Source">Where it stands.</param>
public sealed record UnsimulatedObject(string Kind, string Key, Source Source);
