using System.Globalization;
using System.Text;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Words for what DNS answered.</summary>
internal static class DnsHops
{
    private const int MaxListed = 6;

    /// <summary>The hop of a lookup that a server answered.</summary>
    public static Hop Of(Cluster cluster, in DnsClient client, SearchTrail trail, in Found found)
    {
        var component = client.Server.IsClusterDns ? "CoreDNS" : "DNS";
        if (!trail.IsName)
            return new(
                component,
                "",
                0,
                0,
                "NXDOMAIN",
                $"'{Shortened(trail.Name)}' is no DNS name: labels of 1 to 63 characters, 253 in all, are joined by dots."
            );
        var path = Path(cluster, client, trail, found) + Rewritten(cluster, client, trail.Tried[^1].Name);
        if (found.IsHit)
        {
            var subject = NameSubjects.Of(cluster, trail.Tried[^1], trail);
            return subject.ToHop(component, "resolved", path);
        }
        if (found.Rcode == Rcode.NoError)
        {
            var exists = trail.Tried.Find(t => t.Rcode == Rcode.NoError)!;
            return NameSubjects.WithoutRecord(cluster, exists, trail).ToHop(component, "NODATA", path);
        }
        var missing =
            found.Rcode == Rcode.NxDomain
                ? MissingNames.Explain(cluster, client, trail)
                : ServerFailures.Explain(cluster, trail);
        return missing.ToHop(component, Words.Of(found.Rcode), path);
    }

    /// <summary>The hop of a lookup that reached no server.</summary>
    public static Hop NoServer(Cluster cluster, int pod, Resolver resolver, Verdict? blocked)
    {
        if (resolver.Servers.IsEmpty)
        {
            var asking = cluster.Index.Pods[pod];
            return new(
                "DNS",
                $"Pod {asking.Key}",
                asking.Source.Document,
                asking.Source.LineOf("spec.dnsPolicy"),
                "no nameserver",
                $"dnsPolicy None leaves Pod {asking.Key} with what dnsConfig says, and that names no nameserver."
            );
        }
        var servers = string.Join(", ", resolver.Servers.Select(s => s.Address.ToString()));
        var why = blocked switch
        {
            Verdict.Denied => "a policy drops the query, so the lookup times out and no connection is tried",
            Verdict.Unreachable => "nothing has that address",
            _ => "nothing answers there",
        };
        return new(
            "DNS",
            "",
            0,
            0,
            "no answer",
            $"The lookup goes to {servers}, port 53/UDP, and gets no answer: {why}."
        );
    }

    /// <summary>Which names were asked for in which order, and what it cost.</summary>
    private static string Path(Cluster cluster, in DnsClient client, SearchTrail trail, in Found found)
    {
        var name = trail.Name.TrimEnd('.');
        if (trail.Tried.Count == 1 && client.Resolver.Searches.Length == 0)
            return "";
        if (trail.IsAbsolute)
            return $"{trail.Name} ends in a dot, so no search path completes it. ";
        var ndots = client.Resolver.Ndots;
        var order = trail.AsItStandsFirst
            ? $"{name} has {Dots(trail.Dots)}, not fewer than ndots:{ndots}, so it is tried as it stands first"
            : $"{name} has {Dots(trail.Dots)}, fewer than ndots:{ndots}, so the search path of {Caller(cluster, client)} comes first";
        var missed = trail.Tried.Count - (found.IsHit ? 1 : 0);
        var misses = missed == 0 ? "" : $": {Missed(trail, missed)}";
        var hit =
            !found.IsHit ? ""
            : missed == 0 ? $", and {trail.Tried[^1].Name} answers at once"
            : $", then {trail.Tried[^1].Name} answers";
        var queries = trail.Tried.Count * (trail.Type is null ? 2 : 1);
        var cost =
            trail.Tried.Count == 1 ? ""
            : trail.Type is null ? $" ({trail.Tried.Count} names, {queries} queries with A and AAAA)"
            : $" ({queries} queries)";
        return $"{order}{misses}{hit}{cost}. ";
    }

    private static string Missed(SearchTrail trail, int missed)
    {
        if (missed == 1)
            return $"{trail.Tried[0].Name} has no such record";
        var names = new StringBuilder();
        for (var i = 0; i < Math.Min(missed, MaxListed); i++)
            names.Append(i == 0 ? "" : ", ").Append(trail.Tried[i].Name);
        return names.Append(missed > MaxListed ? ", … have no such record" : " have no such record").ToString();
    }

    private static string Rewritten(Cluster cluster, in DnsClient client, string name)
    {
        if (!client.Server.IsClusterDns || cluster.Dns.Server.Corefile.ServerOf(name) is not { } server)
            return "";
        foreach (var rule in server.Rewrites)
            if (Rewriting.TryFind(rule, name + ".", out _))
                return $"CoreDNS rewrites {name} (line {rule.Line} of the Corefile: {rule.From} becomes {rule.To}). ";
        return "";
    }

    private static string Caller(Cluster cluster, in DnsClient client) =>
        client.Pod >= 0 ? $"Pod {cluster.Index.Pods[client.Pod].Key}" : "the caller";

    private static string Dots(int dots) => dots == 1 ? "1 dot" : $"{dots.ToString(CultureInfo.InvariantCulture)} dots";

    private static string Shortened(string name) => name.Length <= 80 ? name : name[..80] + "…";
}

/// <summary>The object and line that decided about a name, and why.</summary>
internal sealed record Subject(string Object, int Document, int Line, string Reason)
{
    public static Subject Nothing(string reason) => new("", 0, 0, reason);

    public static Subject Of(KubernetesObject @object, int line, string reason) =>
        new($"{@object.Kind} {@object.Key}", @object.Source.Document, line, reason);

    /// <summary>The line of the Corefile's ConfigMap; nothing where the add-on's own Corefile is assumed.</summary>
    public static Subject Of(Corefile corefile, string reason) =>
        corefile.Map is { } map ? Of(map, map.Source.LineOf("data.Corefile"), reason) : Nothing(reason);

    public Hop ToHop(string component, string decision, string path) =>
        new(component, Object, Document, Line, decision, path + Reason);
}
