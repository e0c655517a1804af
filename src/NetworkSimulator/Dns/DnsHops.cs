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
        var component = ComponentOf(client);
        if (trail.Query is not { } query)
            return new(
                component,
                "",
                0,
                0,
                "NXDOMAIN",
                $"'{Shortened(trail.Name)}' is no DNS name: labels of 1 to 63 characters, 253 in all, are joined by dots."
            );
        var text = ReasonText.Begin();
        AppendWay(text, cluster, client, new(trail.Name, query, trail.Type, trail.Tried.Count), found.IsHit);
        if (found.IsHit)
            return NameSubjects.Of(cluster, trail.Tried[^1], trail).ToHop(component, "resolved", text);
        if (found.Rcode == Rcode.NoError)
        {
            var exists = trail.Tried.Find(t => t.Rcode == Rcode.NoError)!;
            return NameSubjects.WithoutRecord(cluster, exists, trail).ToHop(component, "NODATA", text);
        }
        var missing =
            found.Rcode == Rcode.NxDomain
                ? MissingNames.Explain(cluster, client, trail)
                : ServerFailures.Explain(cluster, trail);
        return missing.ToHop(component, Words.Of(found.Rcode), text);
    }

    /// <summary>The hop of a lookup of a URL's host that a Service answered.</summary>
    public static Hop OfService(Cluster cluster, in DnsClient client, HttpUrl url, in Found found)
    {
        var text = ReasonText.Begin();
        AppendWay(text, cluster, client, new(url.Host, url.Name, null, found.Tried), isHit: true);
        return NameSubjects.OfService(cluster, found.Entry, null).ToHop(ComponentOf(client), "resolved", text);
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

    private static string ComponentOf(in DnsClient client) => client.Server.IsClusterDns ? "CoreDNS" : "DNS";

    private static void AppendWay(
        ReasonText text,
        Cluster cluster,
        in DnsClient client,
        in Candidates candidates,
        bool isHit
    )
    {
        AppendPath(text, cluster, client, candidates, isHit);
        if (client.Server.IsClusterDns && cluster.Dns.Server.Corefile.HasRewrites)
            text.Append(Rewritten(cluster, candidates.NameOf(client.Resolver, candidates.Count - 1)));
    }

    /// <summary>Which names were asked for in which order, and what it cost.</summary>
    private static void AppendPath(
        ReasonText text,
        Cluster cluster,
        in DnsClient client,
        in Candidates candidates,
        bool isHit
    )
    {
        var resolver = client.Resolver;
        var (query, count) = (candidates.Query, candidates.Count);
        if (count == 1 && resolver.Searches.Length == 0)
            return;
        if (query.IsAbsolute)
        {
            text.Append(candidates.Name).Append(" ends in a dot, so no search path completes it. ");
            return;
        }
        var first = resolver.TriesFirst(query);
        text.Append(candidates.Name.AsSpan().TrimEnd('.')).Append(" has ").Append(query.Dots);
        text.Append(query.Dots == 1 ? " dot" : " dots");
        text.Append(first ? ", not fewer than ndots:" : ", fewer than ndots:").Append(resolver.Ndots);
        if (first)
            text.Append(", so it is tried as it stands first");
        else
            AppendCaller(text.Append(", so the search path of "), cluster, client).Append(" comes first");
        var missed = count - (isHit ? 1 : 0);
        if (missed > 0)
            AppendMissed(text.Append(": "), resolver, candidates, missed);
        if (isHit)
        {
            candidates.Append(text.Append(missed == 0 ? ", and " : ", then "), resolver, count - 1);
            text.Append(missed == 0 ? " answers at once" : " answers");
        }
        if (count > 1 && candidates.Type is null)
            text.Append(" (").Append(count).Append(" names, ");
        else if (count > 1)
            text.Append(" (");
        if (count > 1)
            text.Append(count * (candidates.Type is null ? 2 : 1))
                .Append(candidates.Type is null ? " queries with A and AAAA)" : " queries)");
        text.Append(". ");
    }

    private static void AppendMissed(ReasonText text, Resolver resolver, in Candidates candidates, int missed)
    {
        for (var i = 0; i < Math.Min(missed, MaxListed); i++)
            candidates.Append(i == 0 ? text : text.Append(", "), resolver, i);
        text.Append(
            missed == 1 ? " has no such record"
            : missed > MaxListed ? ", … have no such record"
            : " have no such record"
        );
    }

    private static string Rewritten(Cluster cluster, string name)
    {
        if (cluster.Dns.Server.Corefile.ServerOf(name) is not { } server)
            return "";
        foreach (var rule in server.Rewrites)
            if (Rewriting.TryFind(rule, name + ".", out _))
                return $"CoreDNS rewrites {name} (line {rule.Line} of the Corefile: {rule.From} becomes {rule.To}). ";
        return "";
    }

    private static ReasonText AppendCaller(ReasonText text, Cluster cluster, in DnsClient client) =>
        client.Pod >= 0 ? text.Append("Pod ").Append(cluster.Index.PodKeys[client.Pod]) : text.Append("the caller");

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

    /// <param name="component">What acted.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="text">What the reason starts with; given back here.</param>
    public Hop ToHop(string component, string decision, ReasonText text) =>
        new(component, Object, Document, Line, decision, text.Append(Reason).End());
}
