using System.Globalization;
using System.Text;

namespace NetworkSimulator.Capacity;

/// <summary>A report as Markdown tables.</summary>
public static class CapacityMarkdown
{
    /// <summary>Writes the report; names from the plan can't break the tables.</summary>
    public static string Write(CapacityReport report)
    {
        var text = new StringBuilder();
        text.Append(report.Explanation).Append('\n');
        Table(
            text,
            ["Limit", "Pods it alone allows"],
            report.Limits.Select(limit =>
                new[] { CapacityPlanner.Name(limit.Limit), limit.Pods is { } n ? N(n) : "no limit" }
            )
        );
        Table(
            text,
            ["Subnet", "CIDR", "Addresses", "Reserved", "Taken", "Nodes", "ENIs", "Pods", "Warm", "Free", "Free /28"],
            report.Subnets.Select(s =>
                (string[])
                    [
                        s.Name,
                        s.Cidr,
                        N(s.Addresses),
                        N(s.Reserved),
                        N(s.Taken),
                        N(s.NodePrimaries),
                        N(s.EniPrimaries),
                        N(s.Pods),
                        N(s.Warm),
                        N(s.Free),
                        N(s.FreePrefixes),
                    ]
            )
        );
        Table(
            text,
            ["Node group", "Type", "Nodes", "Started", "max-pods", "By interfaces", "Recommended", "Pods running"],
            report.NodeGroups.Select(g =>
                (string[])
                    [
                        g.Name,
                        g.InstanceType,
                        N(g.Nodes),
                        N(g.Started),
                        N(g.MaxPods),
                        N(g.FormulaMaxPods),
                        N(g.RecommendedMaxPods),
                        N(g.Running),
                    ]
            )
        );
        Table(
            text,
            ["Pending", "Count", "Which", "Event", "Why"],
            report.PendingPods.Select(p => (string[])[p.Group, N(p.Count), p.Pods, p.Event.Reason, p.Reason])
        );
        Table(
            text,
            ["Remedy", "Change", "Pods running", "Gain", "At most", "Note"],
            report.Remedies.Select(r =>
                (string[])
                    [
                        Name(r.Kind),
                        r.Change,
                        r.Possible ? N(r.Running) : "not possible",
                        r.Possible ? r.Gain.ToString("+0;-0;0", CultureInfo.InvariantCulture) : "",
                        r.Possible ? N(r.Fits) : "",
                        r.Note,
                    ]
            )
        );
        return text.ToString();
    }

    /// <summary>The remedy in words.</summary>
    internal static string Name(RemedyKind kind) =>
        kind switch
        {
            RemedyKind.LargerSubnets => "Larger subnets",
            RemedyKind.PrefixDelegation => "Prefix delegation",
            RemedyKind.SecondaryCidr => "Secondary CIDR",
            RemedyKind.Ipv6 => "IPv6",
            RemedyKind.SmallerWarmPool => "Smaller warm pool",
            RemedyKind.RecommendedMaxPods => "Recommended max-pods",
            _ => "More nodes",
        };

    private static string N(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static void Table(StringBuilder text, string[] header, IEnumerable<string[]> rows) =>
        MarkdownTable.Append(text, header, rows);
}
