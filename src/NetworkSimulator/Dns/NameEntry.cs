using System.Diagnostics.CodeAnalysis;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>What a DNS server has under one name, whatever the type asked for.</summary>
internal readonly struct NameEntry(NameKind kind, int service = -1, IpAddress[]? v4 = null, IpAddress[]? v6 = null)
{
    private readonly IpAddress[] _v4 = v4 ?? [];
    private readonly IpAddress[] _v6 = v6 ?? [];
    private readonly IpAddress _single;

    private NameEntry(NameKind kind, IpAddress single)
        : this(kind) => _single = single;

    public NameKind Kind { get; } = kind;

    /// <summary>Number of the Service, or -1.</summary>
    public int Service { get; } = service;

    /// <summary>The part of the name below its Service: an endpoint's label, or port and protocol; empty elsewhere.</summary>
    public string Label { get; init; } = "";

    /// <summary>The public name, for a name of that kind.</summary>
    public PublicName Public { get; private init; }

    public bool Exists => Kind is not (NameKind.Missing or NameKind.Failed or NameKind.Unserved);

    public static NameEntry Missing => new(NameKind.Missing);

    public static NameEntry Bare => new(NameKind.Bare);

    /// <summary>An entry with addresses of either family.</summary>
    public static NameEntry Of(NameKind kind, int service, ReadOnlySpan<IpAddress> addresses, string label = "")
    {
        var v6 = 0;
        foreach (var address in addresses)
            v6 += address.IsV6 ? 1 : 0;
        var (first, second) = (new IpAddress[addresses.Length - v6], new IpAddress[v6]);
        var (next4, next6) = (0, 0);
        foreach (var address in addresses)
            if (address.IsV6)
                second[next6++] = address;
            else
                first[next4++] = address;
        return new(kind, service, first, second) { Label = label };
    }

    public static NameEntry At(NameKind kind, IpAddress address) => new(kind, address);

    public static NameEntry OfPublic(PublicName name) => new(NameKind.Public, name.Address) { Public = name };

    [UnscopedRef]
    public ReadOnlySpan<IpAddress> Addresses(bool v6)
    {
        if (_single.IsNone)
            return v6 ? _v6 : _v4;
        return _single.IsV6 == v6 ? new(in _single) : [];
    }
}

/// <summary>Kinds of names.</summary>
internal enum NameKind
{
    /// <summary>The name does not exist: NXDOMAIN.</summary>
    Missing,

    /// <summary>It exists without records: a zone, <c>svc</c>, a namespace.</summary>
    Bare,

    /// <summary>A Service.</summary>
    Service,

    /// <summary>An endpoint below a Service.</summary>
    Endpoint,

    /// <summary>A port below a Service, such as <c>_http._tcp</c>.</summary>
    Port,

    /// <summary>An ExternalName Service.</summary>
    Alias,

    /// <summary>A Pod's address.</summary>
    Pod,

    /// <summary>The schema version.</summary>
    Version,

    /// <summary>The name server of the zone.</summary>
    NameServer,

    /// <summary>An address that has names.</summary>
    Reverse,

    /// <summary>An entry of the hosts plugin.</summary>
    Hosts,

    /// <summary>A name outside the cluster: a load balancer's or a routed host.</summary>
    Public,

    /// <summary>The server has no plugin that answers: SERVFAIL.</summary>
    Failed,

    /// <summary>The server does not serve the zone: REFUSED.</summary>
    Unserved,
}
