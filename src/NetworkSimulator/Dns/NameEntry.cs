using System.Diagnostics.CodeAnalysis;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>What a DNS server has under one name, whatever the type asked for.</summary>
/// <remarks>It is handed from plugin to plugin by value, so what few entries need shares one field.</remarks>
internal readonly struct NameEntry
{
    private readonly IpAddress _single;

    // Several addresses, the label of a single one, or the public name.
    private readonly object? _more;

    private NameEntry(NameKind kind, int service, IpAddress single, object? more) =>
        (Kind, Service, _single, _more) = (kind, service, single, more);

    public NameEntry(NameKind kind, int service = -1)
        : this(kind, service, default, null) { }

    public NameKind Kind { get; }

    /// <summary>Number of the Service, or -1.</summary>
    public int Service { get; }

    /// <summary>The part of the name below its Service: an endpoint's label, or port and protocol; empty elsewhere.</summary>
    public string Label => _more as string ?? (_more as Several)?.Label ?? "";

    /// <summary>The public name, for a name of that kind.</summary>
    public PublicName? Public => _more as PublicName;

    public bool Exists => Kind is not (NameKind.Missing or NameKind.Failed or NameKind.Unserved);

    public static NameEntry Missing => new(NameKind.Missing);

    public static NameEntry Bare => new(NameKind.Bare);

    /// <summary>An entry with addresses of either family.</summary>
    public static NameEntry Of(NameKind kind, int service, ReadOnlySpan<IpAddress> addresses, string label = "") =>
        addresses.Length == 1
            ? new(kind, service, addresses[0], label)
            : new(kind, service, default, Several.Of(addresses, label));

    /// <summary>An entry with one address.</summary>
    public static NameEntry At(NameKind kind, IpAddress address) => new(kind, -1, address, null);

    public static NameEntry OfPublic(PublicName name) => new(NameKind.Public, -1, name.Address, name);

    [UnscopedRef]
    public ReadOnlySpan<IpAddress> Addresses(bool v6)
    {
        if (_more is Several several)
            return v6 ? several.V6 : several.V4;
        return !_single.IsNone && _single.IsV6 == v6 ? new(in _single) : [];
    }

    private sealed record Several(IpAddress[] V4, IpAddress[] V6, string Label)
    {
        public static Several Of(ReadOnlySpan<IpAddress> addresses, string label)
        {
            var v4 = new List<IpAddress>(addresses.Length);
            var v6 = new List<IpAddress>();
            foreach (var address in addresses)
                (address.IsV6 ? v6 : v4).Add(address);
            return new([.. v4], [.. v6], label);
        }
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
