using System.Globalization;
using System.Text;

namespace NetworkSimulator.Reachability.Formats;

/// <summary>Listings and diffs as tables in Markdown, the columns those of np-guard's netpol-analyzer.</summary>
public static class ReachabilityMarkdown
{
    /// <summary>Columns src, dst and conn.</summary>
    /// <param name="listing">The listing.</param>
    public static string Of(ReachabilityListing listing)
    {
        var text = new StringBuilder("| src | dst | conn |\n|-----|-----|------|\n");
        foreach (var (from, to, ports) in listing.Connections)
            text.Append("| ").Append(from).Append(" | ").Append(to).Append(" | ").Append(ports).Append(" |\n");
        if (listing.HasMore || listing.Skipped > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{listing.Connections.Length} of {listing.Total} connections, from number {listing.Skipped + 1} on.\n"
            );
        return text.ToString();
    }

    /// <summary>Columns diff-type, source, destination, before, after and workloads-diff-info.</summary>
    /// <param name="diff">The diff.</param>
    public static string Of(ReachabilityDiff diff)
    {
        var text = new StringBuilder(
            "| diff-type | source | destination | before | after | workloads-diff-info |\n|-----------|--------|-------------|------|------|---------------------|\n"
        );
        foreach (var change in diff.Changes)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {ReachabilityText.NameOf(change.Type)} | {change.From} | {change.To} | {change.Before} | {change.After} | {change.Workloads} |\n"
            );
        if (diff.Changes.Length < diff.Total)
            text.Append(CultureInfo.InvariantCulture, $"\n{diff.Changes.Length} of {diff.Total} changes.\n");
        return text.ToString();
    }
}
