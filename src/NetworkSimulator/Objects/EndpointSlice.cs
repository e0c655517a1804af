using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>An EndpointSlice as written in the manifests.</summary>
public sealed record EndpointSlice : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "EndpointSlice";

    /// <summary>Label <c>kubernetes.io/service-name</c>; empty where unset.</summary>
    public string ServiceName => Metadata.Labels["kubernetes.io/service-name"] ?? "";

    /// <summary>Whether Kubernetes' own controller keeps the slice (label <c>endpointslice.kubernetes.io/managed-by</c>).</summary>
    public bool IsManagedByController =>
        Metadata.Labels["endpointslice.kubernetes.io/managed-by"] == "endpointslice-controller.k8s.io";

    /// <summary><c>addressType</c>.</summary>
    public AddressType AddressType { get; init; }

    /// <summary><c>ports</c>; empty where the slice names none.</summary>
    public ImmutableArray<EndpointSlicePort> Ports { get; init; } = [];

    /// <summary><c>endpoints</c>.</summary>
    public ImmutableArray<SliceEndpoint> Endpoints { get; init; } = [];
}

/// <summary>A port of an EndpointSlice.</summary>
/// <param name="Name">Port name; empty where unnamed.</param>
/// <param name="Port">The port; 0 where unset.</param>
/// <param name="Protocol">Transport protocol.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record EndpointSlicePort(string Name, int Port, Protocol Protocol, int Line);

/// <summary>An endpoint of an EndpointSlice.</summary>
public sealed record SliceEndpoint
{
    /// <summary><c>addresses</c>; of slices of type FQDN none are kept.</summary>
    public ImmutableArray<IpAddress> Addresses { get; init; } = [];

    /// <summary><c>conditions.ready</c>; unset counts as true.</summary>
    public bool Ready { get; init; } = true;

    /// <summary><c>conditions.serving</c>; unset counts as serving.</summary>
    public bool Serving { get; init; } = true;

    /// <summary><c>conditions.terminating</c>.</summary>
    public bool Terminating { get; init; }

    /// <summary><c>hostname</c>; empty where unset.</summary>
    public string Hostname { get; init; } = "";

    /// <summary><c>nodeName</c>; empty where unset.</summary>
    public string NodeName { get; init; } = "";

    /// <summary><c>zone</c>; empty where unset.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Name of the Pod in <c>targetRef</c>, in the slice's namespace unless it says otherwise, as <c>NS/NAME</c>; empty where unset.</summary>
    public string TargetPod { get; init; } = "";

    /// <summary><c>hints.forZones</c>.</summary>
    public ImmutableArray<string> ForZones { get; init; } = [];

    /// <summary><c>hints.forNodes</c>.</summary>
    public ImmutableArray<string> ForNodes { get; init; } = [];

    /// <summary>Line of the entry.</summary>
    public int Line { get; init; }
}

/// <summary>Address types of an EndpointSlice.</summary>
public enum AddressType
{
    /// <summary>IPv4 addresses.</summary>
    IPv4,

    /// <summary>IPv6 addresses.</summary>
    IPv6,

    /// <summary>Host names; kube-proxy ignores such slices.</summary>
    FQDN,
}
