using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NetworkSimulator.Reachability.Formats;

/// <summary>Listings and diffs line by line, as np-guard's netpol-analyzer writes them.</summary>
public static class ReachabilityText
{
    /// <summary>A line <c>SRC => DST : CONNS</c> for each connection; the last line says so where there are more.</summary>
    /// <param name="listing">The listing.</param>
    public static string Of(ReachabilityListing listing)
    {
        var text = new StringBuilder();
        foreach (var connection in listing.Connections)
            text.Append(connection).Append('\n');
        if (listing.HasMore || listing.Skipped > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"# {listing.Connections.Length} of {listing.Total} connections, from number {listing.Skipped + 1} on\n"
            );
        return text.ToString();
    }

    /// <summary>A paragraph for each explanation: the pairs, the ports that are open, and what the policies of both ends say.</summary>
    /// <param name="explanations">The explanations.</param>
    public static string Of(ImmutableArray<ReachabilityExplanation> explanations)
    {
        var text = new StringBuilder();
        foreach (var explanation in explanations)
        {
            text.Append('\n').Append(explanation.Ports).Append(":\n");
            foreach (var (from, to) in explanation.Pairs)
                text.Append(CultureInfo.InvariantCulture, $"  {from} => {to}\n");
            if (explanation.Pairs.Length < explanation.TotalPairs)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  and {explanation.TotalPairs - explanation.Pairs.Length} more pairs\n"
                );
            Append(text, "Egress", explanation.Egress);
            Append(text, "Ingress", explanation.Ingress);
            if (!explanation.ClosedByMesh.IsEmpty)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  Mesh: the destination's proxy takes no plaintext, which closes {explanation.ClosedByMesh}\n"
                );
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string direction, ReachabilityReason reason)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {direction}: {reason.Summary}\n");
        foreach (var place in reason.Rules.IsEmpty ? reason.Policies : reason.Rules)
            text.Append(CultureInfo.InvariantCulture, $"    {place.Object}, line {place.Line}: {place.Text}\n");
    }

    /// <summary>A line for each change, or <c>No connectivity diff</c>.</summary>
    /// <param name="diff">The diff.</param>
    public static string Of(ReachabilityDiff diff)
    {
        if (diff.Total == 0)
            return "No connectivity diff\n";
        var text = new StringBuilder("Connectivity diff:\n");
        foreach (var change in diff.Changes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"diff-type: {NameOf(change.Type)}, source: {change.From}, destination: {change.To}, before: {change.Before}, after: {change.After}"
            );
            if (change.Workloads.Length > 0)
                text.Append(", workloads-diff-info: ").Append(change.Workloads);
            text.Append('\n');
        }
        if (diff.Changes.Length < diff.Total)
            text.Append(CultureInfo.InvariantCulture, $"# {diff.Changes.Length} of {diff.Total} changes\n");
        return text.ToString();
    }

    internal static string NameOf(ReachabilityChangeType type) =>
        type switch
        {
            ReachabilityChangeType.Added => "added",
            ReachabilityChangeType.Removed => "removed",
            _ => "changed",
        };
}
