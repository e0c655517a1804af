using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>A report as Markdown tables.</summary>
public static class CostMarkdown
{
    /// <summary>Writes the report; names from the manifests can't break the tables.</summary>
    public static string Write(CostReport report)
    {
        var text = new StringBuilder();
        text.Append(report.Explanation).Append('\n');
        Balancers(text, "Load balancer", report.LoadBalancers, report.Total);
        if (report.Consolidation.Merged > 0)
            Balancers(text, "After consolidation", report.Consolidation.LoadBalancers, report.Consolidation.Total);
        MarkdownTable.Append(
            text,
            ["What has to change"],
            report.Consolidation.Changes.Select(change => new[] { change })
        );
        MarkdownTable.Append(
            text,
            ["Object", "Note"],
            report.Notes.Select(note => (string[])[note.Object, note.Message])
        );
        return text.ToString();
    }

    private static void Balancers(
        StringBuilder text,
        string title,
        ImmutableArray<LoadBalancerCost> costs,
        Cost total
    ) =>
        MarkdownTable.Append(
            text,
            [title, "Type", "Scheme", "Listeners", "Targets", "Units", "Hours", "Usage", "Public IPv4", "A month"],
            costs
                .Select(item =>
                    (string[])
                        [
                            item.LoadBalancer.Name,
                            item.LoadBalancer.Kind.ToString().ToUpperInvariant(),
                            item.LoadBalancer.Scheme == LoadBalancerScheme.Internal ? "internal" : "internet-facing",
                            string.Join(", ", item.LoadBalancer.Listeners.Select(l => N($"{l.Protocol} {l.Port}"))),
                            string.Join(
                                ", ",
                                item.LoadBalancer.TargetGroups.Select(t =>
                                        $"{t.Service} ({(t.TargetType == TargetType.Ip ? "ip" : "instance")})"
                                    )
                                    .Distinct()
                            ),
                            item.CapacityUnits is { } units ? N($"{units.Units:0.##} {units.Dimension}").Trim() : "",
                            .. Money(item.Cost),
                        ]
                )
                .Append(["all", "", "", "", "", "", .. Money(total)])
        );

    private static IEnumerable<string> Money(Cost cost) =>
        [
            Month(cost.HoursPerHour),
            Month(cost.UsagePerHour),
            Month(cost.PublicAddressesPerHour),
            N($"{cost.PerMonth:0.00}"),
        ];

    private static string Month(decimal perHour) => N($"{Cost.Month(perHour):0.00}");

    private static string N(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
