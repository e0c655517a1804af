using System.Collections.Immutable;

namespace NetworkSimulator.Reachability;

/// <summary>A part of the connections that are possible, and a summary of all. A workload's connections to itself are left out.</summary>
/// <param name="Connections">The part, by source and destination in the order of their names.</param>
/// <param name="Skipped">How many connections stand before the part.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Namespaces">How many there are between namespaces, the most first; of very many namespaces the first 10,000 pairs.</param>
public sealed record ReachabilityListing(
    ImmutableArray<ReachabilityConnection> Connections,
    long Skipped,
    long Total,
    ImmutableArray<NamespaceConnections> Namespaces
)
{
    /// <summary>Whether connections stand behind the part.</summary>
    public bool HasMore => Skipped + Connections.Length < Total;

    /// <summary>Lists what an analysis finds.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="focus">Only connections of these ends; null for all.</param>
    /// <param name="skip">How many connections are left out first.</param>
    /// <param name="limit">How many are listed at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The cluster is too large (<see cref="ReachabilityAnalysis.IsTooMuch"/>).</exception>
    public static ReachabilityListing Of(
        ReachabilityAnalysis analysis,
        ReachabilityFocus? focus = null,
        long skip = 0,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    )
    {
        if (analysis.IsTooMuch)
            throw new InvalidOperationException("The cluster is too large to be listed.");
        var counts = ReachabilityCounts.Of(analysis, focus, cancellationToken);
        var row = new PortSet?[analysis.Ends.To.Length];
        var part = ImmutableArray.CreateBuilder<ReachabilityConnection>();
        var at = 0L;
        foreach (var (from, number) in analysis.Ends.Sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isFocused = focus is null || focus.Contains(from);
            var count = isFocused ? counts.OfFocused[number] : counts.OfOthers[number];
            if (part.Count < limit && at + count > skip)
            {
                analysis.Fill(number, row);
                foreach (var (to, target) in analysis.Ends.Destinations)
                    if (
                        row[target] is { IsEmpty: false } open
                        && (isFocused || focus!.Contains(to))
                        && !ReferenceEquals(from, to)
                        && at++ >= skip
                        && part.Count < limit
                    )
                        part.Add(new(from, to, open));
            }
            else
                at += count;
        }
        foreach (var connection in analysis.Exposure)
            if (IsAsked(connection, focus) && at++ >= skip && part.Count < limit)
                part.Add(connection);
        return new(part.ToImmutable(), skip, counts.Total, counts.Namespaces);
    }

    internal static bool IsAsked(ReachabilityConnection connection, ReachabilityFocus? focus) =>
        focus is null || focus.Contains(connection.From) || focus.Contains(connection.To);
}

/// <summary>How many connections lead from one namespace to another.</summary>
/// <param name="From">A namespace, <c>[External]</c> or <c>{ingress-controller}</c>.</param>
/// <param name="To">A namespace or <c>[External]</c>.</param>
/// <param name="Connections">How many pairs of ends are connected.</param>
/// <param name="Unlimited">How many of them by every port.</param>
public sealed record NamespaceConnections(string From, string To, long Connections, long Unlimited);
