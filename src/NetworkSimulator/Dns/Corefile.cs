using System.Collections.Frozen;
using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>What a Corefile makes CoreDNS do, as far as it changes answers.</summary>
/// <param name="Map">The ConfigMap it is from; null where the manifests have none and the add-on's own is assumed.</param>
/// <param name="Servers">The server blocks that listen on port 53.</param>
internal sealed record Corefile(ConfigMap? Map, ImmutableArray<ServerBlock> Servers)
{
    /// <summary>Plugins and rules that change answers and are not simulated, with their lines.</summary>
    public ImmutableArray<(string Plugin, int Line)> Unsimulated { get; init; } = [];

    /// <summary>Whether any block has a <c>rewrite name</c> rule.</summary>
    public bool HasRewrites { get; } = Servers.Any(server => !server.Rewrites.IsEmpty);

    /// <summary>The block whose zone is the longest one that the name is in, or null.</summary>
    public ServerBlock? ServerOf(ReadOnlySpan<char> name)
    {
        ServerBlock? best = null;
        var length = -1;
        foreach (var server in Servers)
            if (DnsName.TryFindZone(name, server.Zones, out var zone) && zone.Length > length)
                (best, length) = (server, zone.Length);
        return best;
    }

    /// <summary>The first kubernetes plugin, or null.</summary>
    public KubernetesPlugin? Kubernetes
    {
        get
        {
            foreach (var server in Servers)
                if (server.Kubernetes is not null)
                    return server.Kubernetes;
            return null;
        }
    }
}

/// <summary>A server block: zones and the plugins that answer for them, asked in CoreDNS' fixed order.</summary>
/// <param name="Zones">Zones, the root as empty text.</param>
/// <param name="Rewrites">Rules of <c>rewrite name</c>, in order.</param>
/// <param name="Hosts">The <c>hosts</c> plugin, or null.</param>
/// <param name="Kubernetes">The <c>kubernetes</c> plugin, or null.</param>
/// <param name="ForwardZones">Zones that are forwarded to resolvers elsewhere.</param>
/// <param name="Line">Line of the block in the Corefile.</param>
internal sealed record ServerBlock(
    string[] Zones,
    ImmutableArray<RewriteRule> Rewrites,
    HostsPlugin? Hosts,
    KubernetesPlugin? Kubernetes,
    string[] ForwardZones,
    int Line
);

/// <summary>A <c>rewrite name</c> rule; both names end in a dot, as CoreDNS compares them.</summary>
internal sealed record RewriteRule(RewriteMatch Match, string From, string To, bool Continues, int Line);

/// <summary>How a rewrite rule finds its names.</summary>
internal enum RewriteMatch
{
    Exact,
    Prefix,
    Suffix,
    Substring,
}

/// <summary>The <c>hosts</c> plugin.</summary>
/// <param name="Zones">Zones it answers for.</param>
/// <param name="Names">Addresses by name.</param>
/// <param name="Addresses">Names by address.</param>
/// <param name="FallthroughZones">Zones in which an unknown name goes on to the next plugin.</param>
/// <param name="Line">Its line in the Corefile.</param>
internal sealed record HostsPlugin(
    string[] Zones,
    FrozenDictionary<string, NameEntry> Names,
    FrozenDictionary<IpAddress, string[]> Addresses,
    string[] FallthroughZones,
    int Line
)
{
    private const int MostNamed = 6;

    /// <summary>Whether an unknown name ends here.</summary>
    public bool Stops(ReadOnlySpan<char> name) =>
        DnsName.TryFindZone(name, Zones, out _) && !DnsName.TryFindZone(name, FallthroughZones, out _);

    /// <summary>The sentence about what it stops.</summary>
    public string Stopping =>
        FallthroughZones is []
            ? $"The hosts plugin (line {Line} of the Corefile) has no 'fallthrough', so CoreDNS fails every name that it does not list (SERVFAIL), Services included."
            : $"The hosts plugin (line {Line} of the Corefile) has 'fallthrough' for {string.Join(", ", FallthroughZones.Take(MostNamed))} only, so CoreDNS fails every other name that it does not list (SERVFAIL), Services included.";
}

/// <summary>The <c>kubernetes</c> plugin.</summary>
internal sealed record KubernetesPlugin
{
    /// <summary>Zones, reverse ones included.</summary>
    public required string[] Zones { get; init; }

    /// <summary>The first zone that is no reverse zone: PTR records point into it.</summary>
    public required string PrimaryZone { get; init; }

    /// <summary>The <c>pods</c> option.</summary>
    public PodRecords Pods { get; init; }

    /// <summary><c>endpoint_pod_names</c>: endpoints without host name are named after their Pods.</summary>
    public bool EndpointPodNames { get; init; }

    /// <summary><c>ignore empty_service</c>: a Service without ready endpoints does not exist.</summary>
    public bool IgnoreEmptyService { get; init; }

    /// <summary><c>noendpoints</c>: endpoints are not watched, so headless Services do not exist.</summary>
    public bool NoEndpoints { get; init; }

    /// <summary><c>namespaces</c>; empty exposes all.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    /// <summary>Zones in which an unknown name goes on to the next plugin.</summary>
    public string[] FallthroughZones { get; init; } = [];

    /// <summary>Its line in the Corefile, and that of its <c>pods</c> option.</summary>
    public (int Plugin, int Pods) Lines { get; init; }

    /// <summary>Whether names of the namespace are served at all.</summary>
    public bool Exposes(ReadOnlySpan<char> @namespace)
    {
        foreach (var exposed in Namespaces)
            if (@namespace.SequenceEqual(exposed))
                return true;
        return Namespaces.IsEmpty;
    }
}

/// <summary>Which <c>…pod.cluster.local</c> names exist.</summary>
internal enum PodRecords
{
    /// <summary>None.</summary>
    Disabled,

    /// <summary>Every address, unchecked.</summary>
    Insecure,

    /// <summary>Addresses of Pods of the namespace.</summary>
    Verified,
}
