using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>What stands in a caller's <c>/etc/resolv.conf</c>.</summary>
/// <param name="Servers">Nameservers in order; the next is asked only where one does not answer.</param>
/// <param name="Searches">Search domains in order, in lower case; empty text is the root.</param>
/// <param name="Ndots">A name with fewer dots goes through the search path first.</param>
internal sealed record Resolver(ImmutableArray<Nameserver> Servers, string[] Searches, int Ndots)
{
    /// <summary>The resolver of a node, and of everything outside: it knows no cluster names.</summary>
    public static Resolver OfNode { get; } = new([new(default, false)], [], 1);

    /// <summary>Whether a name is tried as it stands before the search path.</summary>
    public bool TriesFirst(QueryName name) => name.IsAbsolute || name.Dots >= Ndots;
}

/// <summary>A nameserver.</summary>
/// <param name="Address">Its address; none where the manifests do not hold it, so that nothing can stand in the way.</param>
/// <param name="IsClusterDns">Whether it is the cluster's CoreDNS; any other knows public names only.</param>
internal readonly record struct Nameserver(IpAddress Address, bool IsClusterDns);
