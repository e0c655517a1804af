using System.Text;

namespace NetworkSimulator.Reachability.Formats;

/// <summary>Listings and diffs as comma-separated values (RFC 4180), the columns those of np-guard's netpol-analyzer.</summary>
public static class ReachabilityCsv
{
    /// <summary>Columns <c>src,dst,conn</c>.</summary>
    /// <param name="listing">The listing.</param>
    public static string Of(ReachabilityListing listing)
    {
        var text = new StringBuilder("src,dst,conn\n");
        foreach (var (from, to, ports) in listing.Connections)
            Row(text, from.Name, to.Name, ports.ToString());
        return text.ToString();
    }

    /// <summary>Columns <c>diff-type,source,destination,before,after,workloads-diff-info</c>.</summary>
    /// <param name="diff">The diff.</param>
    public static string Of(ReachabilityDiff diff)
    {
        var text = new StringBuilder("diff-type,source,destination,before,after,workloads-diff-info\n");
        foreach (var change in diff.Changes)
            Row(
                text,
                ReachabilityText.NameOf(change.Type),
                change.From.Name,
                change.To.Name,
                change.Before.ToString(),
                change.After.ToString(),
                change.Workloads
            );
        return text.ToString();
    }

    private static void Row(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            if (cells[i].AsSpan().ContainsAny(',', '"', '\n'))
                text.Append('"').Append(cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                text.Append(cells[i]);
        }
        text.Append('\n');
    }
}
