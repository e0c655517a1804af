namespace NetworkSimulator.Reachability;

/// <summary>Puts ranges of addresses together again that lie side by side and change in the same way.</summary>
internal static class MergedRanges
{
    public static List<ReachabilityChange> Of(IEnumerable<ReachabilityChange> changes)
    {
        var merged = new List<ReachabilityChange>();
        var open = new Dictionary<(string Other, bool Inbound, PortSet, PortSet), int>();
        foreach (var change in changes.OrderBy(change => RangeOf(change)?.FirstAddress ?? UInt128.Zero))
        {
            if (RangeOf(change) is not { } range)
            {
                merged.Add(change);
                continue;
            }
            var inbound = ReferenceEquals(range, change.From);
            var key = (inbound ? change.To.Name : change.From.Name, inbound, change.Before, change.After);
            if (
                open.TryGetValue(key, out var at)
                && RangeOf(merged[at]) is { } before
                && before.LastAddress + UInt128.One == range.FirstAddress
                && before.IsV6 == range.IsV6
            )
            {
                var whole = ReachabilityPeer.External(before.FirstAddress, range.LastAddress, range.IsV6);
                merged[at] = inbound ? merged[at] with { From = whole } : merged[at] with { To = whole };
                continue;
            }
            open[key] = merged.Count;
            merged.Add(change);
        }
        merged.Sort(
            (a, b) =>
                string.CompareOrdinal(a.From.Name, b.From.Name) is var c and not 0
                    ? c
                    : string.CompareOrdinal(a.To.Name, b.To.Name)
        );
        return merged;
    }

    private static ReachabilityPeer? RangeOf(ReachabilityChange change) =>
        change.From.Kind == ReachabilityPeerKind.External ? change.From
        : change.To.Kind == ReachabilityPeerKind.External ? change.To
        : null;
}
