using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NetworkSimulator.Flows;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Answers lookups as CoreDNS does, through the resolver of the Pod that asks.</summary>
internal static class DnsStage
{
    /// <summary>A lookup of any type, with its records as text.</summary>
    public static (Rcode Rcode, ImmutableArray<string> Records) Resolve<TRecorder>(
        Cluster cluster,
        in DnsClient client,
        string name,
        DnsRecordType type,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var trail = new SearchTrail(name, type);
        var found = SearchPath.Walk(cluster.Dns.Server, client, QueryName.Of(name), type, trail);
        recorder.Add(DnsHops.Of(cluster, client, trail, found));
        return (found.Rcode, found.IsHit ? [.. trail.Records] : []);
    }

    /// <summary>The addresses that a client connects to for a host: of its primary family, else of the other.</summary>
    public static DnsAnswer ResolveAddresses<TRecorder>(
        Cluster cluster,
        in DnsClient client,
        in Party source,
        HttpUrl url,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var found = SearchPath.Walk(cluster.Dns.Server, client, url.Name, null, null);
        if (TRecorder.Records)
            recorder.Add(Explain(cluster, client, url, found));
        return new(found, source.PrefersV6);
    }

    /// <summary>The hop of a lookup. Most end at a Service, and say nothing that takes notes; for the others the way is gone again with them.</summary>
    private static Hop Explain(Cluster cluster, in DnsClient client, HttpUrl url, in Found found)
    {
        if (found is { IsHit: true, IsAlias: false, Entry.Kind: NameKind.Service })
            return DnsHops.OfService(cluster, client, url, found);
        var trail = new SearchTrail(url.Host, null);
        SearchPath.Walk(cluster.Dns.Server, client, url.Name, null, trail);
        return DnsHops.Of(cluster, client, trail, found);
    }
}

/// <summary>Who looks a name up.</summary>
/// <param name="Pod">The Pod, or -1.</param>
/// <param name="Resolver">Its resolver.</param>
/// <param name="Server">The nameserver that answers.</param>
internal readonly record struct DnsClient(int Pod, Resolver Resolver, Nameserver Server);

/// <summary>The answer to a lookup of addresses.</summary>
internal readonly ref struct DnsAnswer(Found found, bool prefersV6)
{
    private readonly NameEntry _entry = found.Entry;

    /// <summary>Addresses of the family that the client prefers, else of the other; empty where the name has none.</summary>
    [UnscopedRef]
    public ReadOnlySpan<IpAddress> Addresses
    {
        get
        {
            var preferred = _entry.Addresses(prefersV6);
            return preferred.IsEmpty ? _entry.Addresses(!prefersV6) : preferred;
        }
    }

    /// <summary>What the name leads to where it is one outside the cluster, else null.</summary>
    public PublicName? Public => found.IsHit ? _entry.Public : null;
}
