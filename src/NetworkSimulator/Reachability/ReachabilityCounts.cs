using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NetworkSimulator.Reachability;

/// <summary>Counts connections class by class.</summary>
/// <param name="Total">All connections.</param>
/// <param name="Namespaces">Those between namespaces, the most first.</param>
/// <param name="OfFocused">Those of one source in focus, by its class.</param>
/// <param name="OfOthers">Those of one source that is not in focus, by its class.</param>
internal sealed record ReachabilityCounts(
    long Total,
    ImmutableArray<NamespaceConnections> Namespaces,
    long[] OfFocused,
    long[] OfOthers
)
{
    private const int MostNamespaces = 10_000;

    public static ReachabilityCounts Of(
        ReachabilityAnalysis analysis,
        ReachabilityFocus? focus,
        CancellationToken cancellationToken
    )
    {
        var ends = analysis.Ends;
        var inFocus = Array.ConvertAll(ends.To, end => InFocus(end, focus));
        var (placeOf, places) = Places(ends.To);
        var (ofFocused, ofOthers) = (new long[ends.From.Length], new long[ends.From.Length]);
        var (connections, unlimited) = (new long[places.Length], new long[places.Length]);
        var found = new Dictionary<(string, string), (long Connections, long Unlimited)>();
        var (total, row) = (0L, new PortSet?[ends.To.Length]);
        for (var i = 0; i < ends.From.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = ends.From[i];
            var focused = InFocus(from, focus);
            analysis.Fill(i, row);
            for (var j = 0; j < row.Length; j++)
            {
                if (row[j] is not { IsEmpty: false } open)
                    continue;
                // Ends of one class reach each other, but none is listed as reaching itself.
                var all = ends.To[j].Peers.Count - (ReferenceEquals(from, ends.To[j]) ? 1 : 0);
                ofFocused[i] += all;
                ofOthers[i] += inFocus[j];
                var count = (long)focused * all + (long)(from.Peers.Count - focused) * inFocus[j];
                connections[placeOf[j]] += count;
                unlimited[placeOf[j]] += open.IsAll ? count : 0;
            }
            for (var place = 0; place < places.Length; place++)
                Add(from.Place, places[place], connections[place], unlimited[place]);
            Array.Clear(connections);
            Array.Clear(unlimited);
        }
        foreach (var connection in analysis.Exposure)
            if (ReachabilityListing.IsAsked(connection, focus))
                Add(connection.From.Name, connection.To.Namespace, 1, connection.Ports.IsAll ? 1 : 0);
        return new(total, Ordered(found), ofFocused, ofOthers);

        void Add(string from, string to, long count, long ofAllPorts)
        {
            total += count;
            if (count == 0 || (found.Count >= MostNamespaces && !found.ContainsKey((from, to))))
                return;
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(found, (from, to), out _);
            known = (known.Connections + count, known.Unlimited + ofAllPorts);
        }
    }

    private static int InFocus(EndClass end, ReachabilityFocus? focus) =>
        focus is null ? end.Peers.Count : end.Peers.Count(focus.Contains);

    private static (int[] PlaceOf, string[] Places) Places(EndClass[] ends)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var end in ends)
            numbers.TryAdd(end.Place, numbers.Count);
        return (Array.ConvertAll(ends, end => numbers[end.Place]), [.. numbers.Keys]);
    }

    private static ImmutableArray<NamespaceConnections> Ordered(
        Dictionary<(string From, string To), (long Connections, long Unlimited)> counts
    ) =>
        [
            .. counts
                .Select(n => new NamespaceConnections(n.Key.From, n.Key.To, n.Value.Connections, n.Value.Unlimited))
                .OrderByDescending(n => n.Connections)
                .ThenBy(n => n.From, StringComparer.Ordinal)
                .ThenBy(n => n.To, StringComparer.Ordinal),
        ];
}
