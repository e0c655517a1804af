using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A Service, with cluster IPs and node ports filled in.</summary>
public sealed record Service : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "Service";

    /// <summary><c>spec.type</c>.</summary>
    public ServiceType Type { get; init; }

    /// <summary><c>spec.selector</c>; null where there is none (its endpoints are then written by hand).</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary><c>spec.ports</c>.</summary>
    public ImmutableArray<ServicePort> Ports { get; init; } = [];

    /// <summary><c>spec.clusterIPs</c>, at most one of each family; empty for headless and ExternalName Services.</summary>
    public ImmutableArray<IpAddress> ClusterIPs { get; init; } = [];

    /// <summary>Whether <c>spec.clusterIP</c> is <c>None</c>.</summary>
    public bool IsHeadless { get; init; }

    /// <summary><c>spec.ipFamilies</c>, the primary family first; true is IPv6.</summary>
    public ImmutableArray<bool> FamiliesV6 { get; init; } = [false];

    /// <summary><c>spec.externalName</c>, without trailing dot; empty unless the type is ExternalName.</summary>
    public string ExternalName { get; init; } = "";

    /// <summary><c>spec.externalIPs</c>.</summary>
    public ImmutableArray<IpAddress> ExternalIPs { get; init; } = [];

    /// <summary><c>status.loadBalancer.ingress</c>.</summary>
    public ImmutableArray<LoadBalancerAddress> LoadBalancer { get; init; } = [];

    /// <summary><c>spec.loadBalancerSourceRanges</c>; empty allows every source.</summary>
    public ImmutableArray<Cidr> LoadBalancerSourceRanges { get; init; } = [];

    /// <summary><c>spec.loadBalancerClass</c>; empty where unset.</summary>
    public string LoadBalancerClass { get; init; } = "";

    /// <summary><c>spec.internalTrafficPolicy</c>: who may serve traffic to the cluster IP.</summary>
    public TrafficPolicy InternalTrafficPolicy { get; init; }

    /// <summary><c>spec.externalTrafficPolicy</c>: who may serve traffic from outside.</summary>
    public TrafficPolicy ExternalTrafficPolicy { get; init; }

    /// <summary><c>spec.trafficDistribution</c>.</summary>
    public TrafficDistribution TrafficDistribution { get; init; }

    /// <summary><c>spec.sessionAffinity</c> is ClientIP; the value is its timeout in seconds, 0 for None.</summary>
    public int ClientIPAffinitySeconds { get; init; }

    /// <summary><c>spec.publishNotReadyAddresses</c>.</summary>
    public bool PublishNotReadyAddresses { get; init; }

    /// <summary><c>spec.healthCheckNodePort</c>; 0 where there is none.</summary>
    public int HealthCheckNodePort { get; init; }

    /// <summary>
    /// Whether kube-proxy leaves the Service alone: label <c>service.kubernetes.io/service-proxy-name</c> or
    /// <c>service.kubernetes.io/headless</c>.
    /// </summary>
    public bool IsLeftToAnotherProxy =>
        Metadata.Labels["service.kubernetes.io/service-proxy-name"] is not null
        || Metadata.Labels["service.kubernetes.io/headless"] is not null;

    /// <summary>The cluster IP of a family, or none.</summary>
    public IpAddress ClusterIPOf(bool v6)
    {
        foreach (var address in ClusterIPs)
            if (address.IsV6 == v6)
                return address;
        return default;
    }
}

/// <summary>A port of a Service.</summary>
/// <param name="Name">Port name; empty where the only port is unnamed.</param>
/// <param name="Port">The Service's port.</param>
/// <param name="Protocol">Transport protocol.</param>
/// <param name="TargetPort">Where it leads on the Pod: a number or the name of a container port.</param>
/// <param name="NodePort">Port on every node; 0 where there is none.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record ServicePort(
    string Name,
    int Port,
    Protocol Protocol,
    PortReference TargetPort,
    int NodePort,
    int Line
)
{
    /// <summary><c>appProtocol</c>; empty where unset.</summary>
    public string AppProtocol { get; init; } = "";

    /// <summary>Line of <c>targetPort</c>, else of the entry.</summary>
    public int TargetPortLine { get; init; } = Line;
}

/// <summary>A port by number or by name (an <c>intstr.IntOrString</c>).</summary>
/// <param name="Number">The number; 0 where the port is named.</param>
/// <param name="Name">The name; empty where the port is numbered.</param>
public readonly record struct PortReference(int Number, string Name)
{
    /// <summary>Whether the port is given by name.</summary>
    public bool IsNamed => Name is { Length: > 0 };

    /// <summary>The number or the name.</summary>
    public override string ToString() =>
        IsNamed ? Name : Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An address or host name at which a load balancer is reached.</summary>
/// <param name="Address">The address; none where only a host name is known.</param>
/// <param name="Hostname">The host name; empty where only an address is known.</param>
/// <param name="IsProxy"><c>ipMode: Proxy</c>: nodes send such traffic out to the load balancer instead of short-circuiting it.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record LoadBalancerAddress(IpAddress Address, string Hostname, bool IsProxy, int Line);

/// <summary>Types of a Service.</summary>
public enum ServiceType
{
    /// <summary>A virtual address inside the cluster (or none, when headless).</summary>
    ClusterIP,

    /// <summary>Also a port on every node.</summary>
    NodePort,

    /// <summary>Also an external load balancer.</summary>
    LoadBalancer,

    /// <summary>A DNS alias to another name.</summary>
    ExternalName,
}

/// <summary>Which endpoints a traffic policy lets serve.</summary>
public enum TrafficPolicy
{
    /// <summary>Every endpoint.</summary>
    Cluster,

    /// <summary>Only endpoints on the node that handles the packet.</summary>
    Local,
}

/// <summary>Preferences among endpoints (<c>spec.trafficDistribution</c>).</summary>
public enum TrafficDistribution
{
    /// <summary>None.</summary>
    None,

    /// <summary>The client's zone; also written <c>PreferClose</c>.</summary>
    PreferSameZone,

    /// <summary>The client's node, then its zone.</summary>
    PreferSameNode,

    /// <summary>Hints by the share of the zone's processors (annotation <c>service.kubernetes.io/topology-mode: Auto</c>).</summary>
    Auto,
}
