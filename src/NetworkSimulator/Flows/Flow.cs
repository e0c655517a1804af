using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Flows;

/// <summary>Who asks for what.</summary>
/// <param name="From">The caller.</param>
/// <param name="To">What it asks for.</param>
public sealed record Flow(FlowSource From, FlowTarget To);

/// <summary>The caller of a flow.</summary>
public abstract record FlowSource;

/// <summary>From inside a Pod.</summary>
/// <param name="Key"><c>NS/NAME</c>.</param>
public sealed record FromPod(string Key) : FlowSource;

/// <summary>From any Pod of a workload; the first by name stands for all.</summary>
/// <param name="Workload">The workload.</param>
public sealed record FromWorkload(WorkloadReference Workload) : FlowSource;

/// <summary>From a process in a node's own network namespace.</summary>
/// <param name="Name">The node.</param>
public sealed record FromNode(string Name) : FlowSource;

/// <summary>From outside the cluster.</summary>
/// <param name="Address">The caller's address.</param>
public sealed record FromExternal(IpAddress Address) : FlowSource;

/// <summary>What a flow asks for.</summary>
public abstract record FlowTarget;

/// <summary>Straight to a Pod's address.</summary>
/// <param name="Key"><c>NS/NAME</c>.</param>
/// <param name="Port">Port, 1 to 65535.</param>
/// <param name="Protocol">Transport protocol.</param>
public sealed record ToPod(string Key, int Port, Protocol Protocol = Protocol.TCP) : FlowTarget;

/// <summary>To a Service's cluster IP, without DNS.</summary>
/// <param name="Key"><c>NS/NAME</c>.</param>
/// <param name="Port">Port, 1 to 65535.</param>
/// <param name="Protocol">Transport protocol.</param>
public sealed record ToService(string Key, int Port, Protocol Protocol = Protocol.TCP) : FlowTarget;

/// <summary>To any address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">Port, 1 to 65535.</param>
/// <param name="Protocol">Transport protocol.</param>
public sealed record ToAddress(IpAddress Address, int Port, Protocol Protocol = Protocol.TCP) : FlowTarget;

/// <summary>An HTTP request: resolve the host, connect, route.</summary>
/// <param name="Url">The URL.</param>
public sealed record ToUrl(HttpUrl Url) : FlowTarget
{
    /// <summary>HTTP method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Request headers.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Where the connection goes although the host names something else, or null.</summary>
    public Via? Via { get; init; }
}

/// <summary>A DNS lookup only.</summary>
/// <param name="Name">The name as given to the resolver; a trailing dot makes it absolute.</param>
/// <param name="Type">Record type.</param>
public sealed record ToName(string Name, DnsRecordType Type = DnsRecordType.A) : FlowTarget;

/// <summary>Where a request goes although its host names something else.</summary>
public abstract record Via;

/// <summary>To an address.</summary>
/// <param name="Address">The address.</param>
public sealed record ViaAddress(IpAddress Address) : Via;

/// <summary>To the controller of an IngressClass.</summary>
/// <param name="Name">The class.</param>
public sealed record ViaIngressClass(string Name) : Via;

/// <summary>To a Gateway.</summary>
/// <param name="Key"><c>NS/NAME</c>.</param>
public sealed record ViaGateway(string Key) : Via;
