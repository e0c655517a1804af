using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A Pod, with its addresses filled in.</summary>
public sealed record Pod : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "Pod";

    /// <summary><c>spec.nodeName</c>; empty where the Pod is on no known node.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Whether the Pod shares its node's network namespace and addresses.</summary>
    public bool HostNetwork { get; init; }

    /// <summary><c>status.podIPs</c>, at most one of each family, the primary one first; empty where the Pod has none.</summary>
    public ImmutableArray<IpAddress> PodIPs { get; init; } = [];

    /// <summary><c>status.phase</c>.</summary>
    public PodPhase Phase { get; init; } = PodPhase.Running;

    /// <summary>Whether the <c>Ready</c> condition is True; true for a Pod without status.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Ports that the containers (and sidecar init containers) declare, in order.</summary>
    public ImmutableArray<ContainerPort> Ports { get; init; } = [];

    /// <summary><c>spec.hostname</c>, or the Pod's name for a StatefulSet's Pod; empty where unset.</summary>
    public string Hostname { get; init; } = "";

    /// <summary><c>spec.subdomain</c>, or the StatefulSet's <c>serviceName</c>; empty where unset.</summary>
    public string Subdomain { get; init; } = "";

    /// <summary><c>spec.dnsPolicy</c>.</summary>
    public DnsPolicy DnsPolicy { get; init; } = DnsPolicy.ClusterFirst;

    /// <summary><c>spec.dnsConfig</c>, or null.</summary>
    public PodDnsConfig? DnsConfig { get; init; }

    /// <summary>Annotation <c>sidecar.istio.io/inject</c>, which the label of that name overrules; null where unset.</summary>
    public bool? SidecarInject { get; init; }

    /// <summary>The workload that made the Pod, or null for a bare Pod.</summary>
    public WorkloadReference? Owner { get; init; }

    /// <summary>The address of a family, or none.</summary>
    public IpAddress AddressOf(bool v6)
    {
        foreach (var address in PodIPs)
            if (address.IsV6 == v6)
                return address;
        return default;
    }
}

/// <summary>A container's declared port.</summary>
/// <param name="Name">Port name; empty where unnamed.</param>
/// <param name="Number">Container port, 1 to 65535.</param>
/// <param name="Protocol">Transport protocol.</param>
/// <param name="HostPort">Port on the node that leads here; 0 where none.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record ContainerPort(string Name, int Number, Protocol Protocol, int HostPort, int Line);

/// <summary>What <c>spec.dnsConfig</c> adds to or sets in the Pod's resolver.</summary>
/// <param name="Nameservers">Resolver addresses.</param>
/// <param name="Searches">Search domains, without trailing dot.</param>
/// <param name="Ndots">The <c>ndots</c> option, or null where it is not set.</param>
/// <param name="Line">Line of the field.</param>
public sealed record PodDnsConfig(
    ImmutableArray<IpAddress> Nameservers,
    ImmutableArray<string> Searches,
    int? Ndots,
    int Line
);

/// <summary>Phases of a Pod.</summary>
public enum PodPhase
{
    /// <summary>Accepted, not all containers started.</summary>
    Pending,

    /// <summary>Bound to a node, at least one container runs.</summary>
    Running,

    /// <summary>All containers ended well; the Pod has no address of its own any more.</summary>
    Succeeded,

    /// <summary>All containers ended, at least one badly.</summary>
    Failed,

    /// <summary>The node doesn't report.</summary>
    Unknown,
}

/// <summary>Where a Pod's resolver comes from.</summary>
public enum DnsPolicy
{
    /// <summary>Cluster DNS with the namespace's search path; on a host-network Pod the same as <see cref="Default"/>.</summary>
    ClusterFirst,

    /// <summary>Cluster DNS also on a host-network Pod.</summary>
    ClusterFirstWithHostNet,

    /// <summary>The node's resolver.</summary>
    Default,

    /// <summary>Only what <c>dnsConfig</c> says.</summary>
    None,
}

/// <summary>Transport protocols of ports.</summary>
public enum Protocol
{
    /// <summary>TCP, the default.</summary>
    TCP,

    /// <summary>UDP.</summary>
    UDP,

    /// <summary>SCTP.</summary>
    SCTP,
}
