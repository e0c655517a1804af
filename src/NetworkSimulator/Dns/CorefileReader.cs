using System.Collections.Frozen;
using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Reads the Corefile of ConfigMap <c>kube-system/coredns</c>; without one, that of the Kubernetes add-on counts.</summary>
/// <remarks>Follows <c>plugin/kubernetes/setup.go</c>, <c>plugin/hosts/setup.go</c> and <c>plugin/rewrite/name.go</c>.</remarks>
internal sealed class CorefileReader
{
    // Each lookup walks blocks, zones and rules, so their numbers are bounded; no real Corefile comes near.
    private const int MaxServers = 100;
    private const int MaxZones = 500;
    private const int MaxRewrites = 1000;
    private const int MaxImports = 100;

    // What a ConfigMap can hold.
    private const int MaxLength = 1024 * 1024;

    private readonly ConfigMap _map;
    private readonly Dictionary<string, ImmutableArray<CorefileDirective>> _snippets = [];
    private readonly List<(string, int)> _unsimulated = [];
    private int _imports;

    private CorefileReader(ConfigMap map) => _map = map;

    public static Corefile Read(ClusterObjects objects)
    {
        foreach (var map in objects.ConfigMaps)
            if (map is { Namespace: "kube-system", Name: "coredns" } && map.Data["Corefile"] is { } text)
                return new CorefileReader(map).Read(text);
        return new(null, [AddOn(objects.Settings.ClusterDomain.ToLowerInvariant())]);
    }

    private static ServerBlock AddOn(string domain) =>
        new(
            [""],
            [],
            null,
            new()
            {
                Zones = [domain, "in-addr.arpa", "ip6.arpa"],
                PrimaryZone = domain,
                Pods = PodRecords.Insecure,
                FallthroughZones = ["in-addr.arpa", "ip6.arpa"],
            },
            [""],
            0
        );

    private Corefile Read(string text)
    {
        var blocks = CorefileSyntax.Parse(text.Length > MaxLength ? text[..MaxLength] : text);
        foreach (var block in blocks)
            if (block.Name.StartsWith('('))
                _snippets.TryAdd(block.Name.Trim('(', ')'), block.Body);
        var servers = ImmutableArray.CreateBuilder<ServerBlock>();
        foreach (var block in blocks)
            if (servers.Count < MaxServers && !block.Name.StartsWith('(') && Keys(block) is { Length: > 0 } zones)
                servers.Add(ReadServer(block, zones));
        return new(_map, servers.ToImmutable()) { Unsimulated = [.. _unsimulated] };
    }

    private static string[] Keys(CorefileDirective block)
    {
        var zones = new List<string>();
        foreach (var part in block.Arguments.Prepend(block.Name))
        foreach (var key in part.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var scheme = key.IndexOf("://", StringComparison.Ordinal);
            if (scheme >= 0 && !key.StartsWith("dns://", StringComparison.OrdinalIgnoreCase))
                continue;
            var host = scheme < 0 ? key : key[(scheme + 3)..];
            var colon = host.LastIndexOf(':');
            if (colon >= 0 && host[(colon + 1)..] != "53")
                continue;
            zones.AddRange(ReverseZones.Of(colon < 0 ? host : host[..colon]));
        }
        return [.. zones.Take(MaxZones)];
    }

    private ServerBlock ReadServer(CorefileDirective block, string[] zones)
    {
        var rewrites = ImmutableArray.CreateBuilder<RewriteRule>();
        var forwards = new List<string>();
        HostsPlugin? hosts = null;
        KubernetesPlugin? kubernetes = null;
        foreach (var plugin in Imported(block.Body))
            switch (plugin.Name)
            {
                case "rewrite" when rewrites.Count < MaxRewrites && ReadRewrite(plugin) is { } rule:
                    rewrites.Add(rule);
                    break;
                case "rewrite" when plugin.Arguments.Contains("ttl"):
                    break;
                case "rewrite"
                or "template"
                or "file"
                or "auto"
                or "secondary"
                or "etcd"
                or "k8s_external"
                or "dns64"
                or "acl"
                or "view":
                    _unsimulated.Add((plugin.Name, plugin.Line));
                    break;
                case "hosts":
                    hosts ??= ReadHosts(plugin, zones);
                    break;
                case "kubernetes":
                    kubernetes ??= ReadKubernetes(plugin, zones);
                    break;
                case "forward" or "proxy" or "grpc" when plugin.Arguments.Length > 1:
                    forwards.AddRange(ReverseZones.Of(plugin.Arguments[0]));
                    break;
            }
        return new(zones, rewrites.ToImmutable(), hosts, kubernetes, [.. forwards.Take(MaxZones)], block.Line);
    }

    private IEnumerable<CorefileDirective> Imported(ImmutableArray<CorefileDirective> directives)
    {
        foreach (var directive in directives)
            if (directive.Name != "import")
                yield return directive;
            else if (
                directive.Arguments.Length > 0
                && _snippets.TryGetValue(directive.Arguments[0], out var snippet)
                && _imports++ < MaxImports
            )
                foreach (var imported in Imported(snippet))
                    yield return imported;
    }

    private static RewriteRule? ReadRewrite(CorefileDirective plugin)
    {
        var words = plugin.Arguments.ToList();
        var continues = words.FirstOrDefault() == "continue";
        if (words.FirstOrDefault() is "continue" or "stop")
            words.RemoveAt(0);
        if (words.Count == 0)
            foreach (var line in plugin.Body)
                if (line.Name == "name")
                    words = [line.Name, .. line.Arguments];
        if (words.Count < 3 || words[0] != "name")
            return null;
        if (words.Count == 3)
            return new(RewriteMatch.Exact, Fqdn(words[1]), Fqdn(words[2]), continues, plugin.Line);
        return Enum.TryParse<RewriteMatch>(words[1], ignoreCase: true, out var match) && char.IsAsciiLetter(words[1][0])
            ? new(match, Fqdn(words[2]), Fqdn(words[3]), continues, plugin.Line)
            : null;
    }

    private static string Fqdn(string name) => name.ToLowerInvariant().TrimEnd('.') + ".";

    private HostsPlugin ReadHosts(CorefileDirective plugin, string[] serverZones)
    {
        var names = new Dictionary<string, List<IpAddress>>(StringComparer.Ordinal);
        var addresses = new Dictionary<IpAddress, List<string>>();
        string[] fallthrough = [];
        var file = plugin.Arguments.IsEmpty ? "" : plugin.Arguments[0];
        // A file that the ConfigMap carries too, such as the NodeHosts of k3s, is mounted from it.
        if (_map.Data[file[(file.LastIndexOf('/') + 1)..]] is { } content)
            foreach (var line in content.Split('\n'))
                if (
                    line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is
                    { Length: > 1 } words
                )
                    Add(words[0], words.AsSpan(1));
        foreach (var line in plugin.Body)
            if (line.Name == "fallthrough")
                fallthrough = Zones(line);
            else
                Add(line.Name, line.Arguments.AsSpan());
        return new(
            plugin.Arguments.Length > 1
                ? [.. plugin.Arguments.Skip(1).SelectMany(ReverseZones.Of).Take(MaxZones)]
                : serverZones,
            names.ToFrozenDictionary(
                n => n.Key,
                n => NameEntry.Of(NameKind.Hosts, -1, [.. n.Value]),
                StringComparer.Ordinal
            ),
            addresses.ToFrozenDictionary(a => a.Key, a => a.Value.ToArray()),
            fallthrough,
            plugin.Line
        );

        void Add(string address, ReadOnlySpan<string> hosts)
        {
            if (!IpAddress.TryParse(address, out var parsed))
                return;
            foreach (var host in hosts)
            {
                var name = host.ToLowerInvariant().TrimEnd('.');
                if (!names.TryGetValue(name, out var known))
                    names[name] = known = [];
                known.Add(parsed);
                if (!addresses.TryGetValue(parsed, out var aliases))
                    addresses[parsed] = aliases = [];
                aliases.Add(name);
            }
        }
    }

    private static KubernetesPlugin ReadKubernetes(CorefileDirective plugin, string[] serverZones)
    {
        var zones = plugin.Arguments.IsEmpty
            ? serverZones
            : [.. plugin.Arguments.SelectMany(ReverseZones.Of).Take(MaxZones)];
        var read = new KubernetesPlugin
        {
            Zones = zones,
            PrimaryZone = Array.Find(zones, z => !ReverseZones.IsReverse(z)) ?? "",
            Lines = (plugin.Line, plugin.Line),
        };
        foreach (var option in plugin.Body)
            read = option.Name switch
            {
                "pods" when Enum.TryParse<PodRecords>(option.Arguments.FirstOrDefault(), true, out var pods) =>
                    read with
                    {
                        Pods = pods,
                        Lines = (plugin.Line, option.Line),
                    },
                "endpoint_pod_names" => read with { EndpointPodNames = true },
                "ignore" when option.Arguments is ["empty_service"] => read with { IgnoreEmptyService = true },
                "noendpoints" => read with { NoEndpoints = true },
                "namespaces" => read with { Namespaces = option.Arguments },
                "fallthrough" => read with { FallthroughZones = Zones(option) },
                _ => read,
            };
        return read;
    }

    private static string[] Zones(CorefileDirective fallthrough) =>
        fallthrough.Arguments.IsEmpty ? [""] : [.. fallthrough.Arguments.SelectMany(ReverseZones.Of).Take(MaxZones)];
}
