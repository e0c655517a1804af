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
        var text = SpareText.Begin();
        AppendPath(text, cluster, client, trail, found);
        text.Append(Rewritten(cluster, client, trail.Tried[^1].Name));
        if (found.IsHit)
        {
            var subject = NameSubjects.Of(cluster, trail.Tried[^1], trail);
            return subject.ToHop(component, "resolved", text);
        }
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
    private static void AppendPath(
        StringBuilder text,
        Cluster cluster,
        in DnsClient client,
        SearchTrail trail,
        in Found found
    )
    {
        var name = trail.Name.AsSpan().TrimEnd('.');
        if (trail.Tried.Count == 1 && client.Resolver.Searches.Length == 0)
            return;
        if (trail.IsAbsolute)
        {
            text.Append(trail.Name).Append(" ends in a dot, so no search path completes it. ");
            return;
        }
        text.Append(name).Append(" has ").Append(trail.Dots).Append(trail.Dots == 1 ? " dot" : " dots");
        text.Append(trail.AsItStandsFirst ? ", not fewer than ndots:" : ", fewer than ndots:");
        text.Append(client.Resolver.Ndots);
        if (trail.AsItStandsFirst)
            text.Append(", so it is tried as it stands first");
        else
            text.Append(", so the search path of ").Append(Caller(cluster, client)).Append(" comes first");
        var missed = trail.Tried.Count - (found.IsHit ? 1 : 0);
        if (missed > 0)
            AppendMissed(text.Append(": "), trail, missed);
        if (found.IsHit)
            text.Append(missed == 0 ? ", and " : ", then ")
                .Append(trail.Tried[^1].Name)
                .Append(missed == 0 ? " answers at once" : " answers");
        if (trail.Tried.Count > 1 && trail.Type is null)
            text.Append(" (").Append(trail.Tried.Count).Append(" names, ");
        else if (trail.Tried.Count > 1)
            text.Append(" (");
        if (trail.Tried.Count > 1)
            text.Append(trail.Tried.Count * (trail.Type is null ? 2 : 1))
                .Append(trail.Type is null ? " queries with A and AAAA)" : " queries)");
        text.Append(". ");
    }

    private static void AppendMissed(StringBuilder text, SearchTrail trail, int missed)
    {
        for (var i = 0; i < Math.Min(missed, MaxListed); i++)
            text.Append(i == 0 ? "" : ", ").Append(trail.Tried[i].Name);
        text.Append(
            missed == 1 ? " has no such record"
            : missed > MaxListed ? ", … have no such record"
            : " have no such record"
        );
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
    public Hop ToHop(string component, string decision, StringBuilder text) =>
        new(component, Object, Document, Line, decision, SpareText.End(text.Append(Reason)));
}
