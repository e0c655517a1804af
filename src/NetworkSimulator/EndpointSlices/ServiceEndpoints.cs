using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.EndpointSlices;

/// <summary>The endpoints of a Service, from its selector or from hand-written slices, for kube-proxy and for DNS.</summary>
/// <param name="Entries">One entry for each endpoint of each slice.</param>
/// <param name="HandWritten">Whether some entries come from slices in the manifests, which may repeat an endpoint.</param>
internal sealed record ServiceEndpoints(ImmutableArray<EndpointEntry> Entries, bool HandWritten)
{
    public static ServiceEndpoints None { get; } = new([], false);
}

/// <summary>One endpoint of one slice.</summary>
/// <param name="Addresses">Its addresses, of one family; kube-proxy uses the first only.</param>
/// <param name="Ports">The slice's ports.</param>
/// <param name="Pod">The Pod behind it, or -1.</param>
/// <param name="Node">The node it is on, or -1.</param>
internal sealed record EndpointEntry(
    ImmutableArray<IpAddress> Addresses,
    ImmutableArray<EndpointSlicePort> Ports,
    int Pod,
    int Node
)
{
    public bool IsV6 { get; init; }

    public bool Ready { get; init; }

    public bool Serving { get; init; }

    public bool Terminating { get; init; }

    public string Hostname { get; init; } = "";

    public ImmutableArray<string> ForZones { get; init; } = [];

    public ImmutableArray<string> ForNodes { get; init; } = [];
}
