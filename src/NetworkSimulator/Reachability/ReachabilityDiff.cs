using System.Collections.Immutable;

namespace NetworkSimulator.Reachability;

/// <summary>What a change of manifests does to who can reach whom.</summary>
/// <param name="Changes">The changes: of ports first, then added, then removed connections, each in the order of names.</param>
/// <param name="Total">How many there are, ranges of addresses counted piece by piece where not all are listed.</param>
public sealed record ReachabilityDiff(ImmutableArray<ReachabilityChange> Changes, long Total)
{
    // Beyond this many the first are put in order, not all.
    private const int MostHeld = 100_000;

    /// <summary>Compares two clusters.</summary>
    /// <param name="before">The cluster as it was.</param>
    /// <param name="after">The cluster as it is meant to be.</param>
    /// <param name="limit">How many changes are listed at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The changes; null where a cluster is too large to be compared in one call.</returns>
    public static ReachabilityDiff? Of(
        Cluster before,
        Cluster after,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    )
    {
        // Both are split at the blocks of either, so that ranges can be compared one by one.
        var old = ReachabilityAnalysis.Of(before, after.Objects.NetworkPolicies);
        var current = ReachabilityAnalysis.Of(after, before.Objects.NetworkPolicies);
        if (old.IsTooMuch || current.IsTooMuch)
            return null;
        var (held, total) = (new List<ReachabilityChange>(), 0L);
        foreach (var change in JointClasses.Differences(old, current, cancellationToken))
            if (total++ < MostHeld)
                held.Add(change);
        var merged = MergedRanges.Of(held);
        var (lost, gained) = (Missing(old, current, "removed"), Missing(current, old, "added"));
        return new(
            [
                .. merged
                    .OrderBy(change => change.Type)
                    .Take(limit)
                    .Select(change =>
                        change with
                        {
                            Workloads = Info(change.Before.IsEmpty ? gained : lost, change.From, change.To),
                        }
                    ),
            ],
            total > MostHeld ? total : merged.Count
        );
    }

    private static HashSet<string> NamesOf(ReachabilityAnalysis analysis) =>
        [.. analysis.Peers.Where(peer => peer.Kind == ReachabilityPeerKind.Workload).Select(peer => peer.Name)];

    private static Dictionary<string, string> Missing(
        ReachabilityAnalysis of,
        ReachabilityAnalysis other,
        string word
    ) => NamesOf(of).Except(NamesOf(other)).ToDictionary(name => name, name => $"workload {name} {word}");

    private static string Info(Dictionary<string, string> known, params ReachabilityPeer[] ends) =>
        string.Join(", ", ends.Where(end => known.ContainsKey(end.Name)).Select(end => known[end.Name]));
}

/// <summary>A connection that a change adds, removes or changes the ports of.</summary>
/// <param name="From">Who opens it.</param>
/// <param name="To">Who is called.</param>
/// <param name="Before">The ports as they were.</param>
/// <param name="After">The ports as they become.</param>
/// <param name="Workloads">Which of the two workloads is new or gone, such as <c>workload shop/web[Deployment] added</c>; else empty.</param>
public sealed record ReachabilityChange(
    ReachabilityPeer From,
    ReachabilityPeer To,
    PortSet Before,
    PortSet After,
    string Workloads = ""
)
{
    /// <summary>What the change does.</summary>
    public ReachabilityChangeType Type =>
        Before.IsEmpty ? ReachabilityChangeType.Added
        : After.IsEmpty ? ReachabilityChangeType.Removed
        : ReachabilityChangeType.Changed;
}

/// <summary>What a change does to a connection.</summary>
public enum ReachabilityChangeType
{
    /// <summary>Its ports change.</summary>
    Changed,

    /// <summary>It was not possible before.</summary>
    Added,

    /// <summary>It is not possible any more.</summary>
    Removed,
}
