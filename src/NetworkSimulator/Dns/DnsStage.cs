using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Answers lookups as CoreDNS does, through the resolver of the Pod that asks.</summary>
internal static class DnsStage
{
    /// <summary>A lookup of any type, with the records as text where hops are recorded.</summary>
    public static DnsAnswer Resolve<TRecorder>(
        Cluster cluster,
        in Party client,
        string name,
        DnsRecordType type,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder => new(Rcode.NxDomain, [], []);

    /// <summary>The addresses that a client connects to for a host: of its primary family, else of the other.</summary>
    public static DnsAnswer ResolveAddresses<TRecorder>(
        Cluster cluster,
        in Party client,
        string host,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder => new(Rcode.NxDomain, [], []);
}

/// <summary>The answer to a lookup.</summary>
internal readonly ref struct DnsAnswer(Rcode rcode, ReadOnlySpan<IpAddress> addresses, ImmutableArray<string> records)
{
    public Rcode Rcode { get; } = rcode;

    /// <summary>Addresses, for A and AAAA lookups.</summary>
    public ReadOnlySpan<IpAddress> Addresses { get; } = addresses;

    /// <summary>Records as <c>TYPE value</c>; empty where hops are not recorded.</summary>
    public ImmutableArray<string> Records { get; } = records;
}
