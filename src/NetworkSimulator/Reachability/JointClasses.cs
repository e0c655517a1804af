namespace NetworkSimulator.Reachability;

/// <summary>
/// Compares two analyses. Ends that are alike before and alike after make one joint class, so that only what differs is
/// ever looked at end by end.
/// </summary>
internal static class JointClasses
{
    public static IEnumerable<ReachabilityChange> Differences(
        ReachabilityAnalysis old,
        ReachabilityAnalysis current,
        CancellationToken cancellationToken
    )
    {
        var (was, becomes) = (new PortSet?[old.Ends.To.Length], new PortSet?[current.Ends.To.Length]);
        var sources = Joint(old.Ends.Sources, current.Ends.Sources);
        var destinations = Joint(old.Ends.Destinations, current.Ends.Destinations);
        foreach (var (from, froms) in sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fill(old, from.Old, was);
            Fill(current, from.New, becomes);
            foreach (var (to, tos) in destinations)
            {
                var (first, second) = (Cell(was, to.Old), Cell(becomes, to.New));
                if (first.Equals(second))
                    continue;
                foreach (var source in froms)
                foreach (var destination in tos)
                    if (source.Name != destination.Name)
                        yield return new(source, destination, first, second);
            }
        }
        foreach (var change in OfExposure(old, current))
            yield return change;
    }

    private static void Fill(ReachabilityAnalysis analysis, int from, PortSet?[] row)
    {
        if (from < 0)
            Array.Clear(row);
        else
            analysis.Fill(from, row);
    }

    private static PortSet Cell(PortSet?[] row, int number) => number < 0 ? PortSet.None : row[number] ?? PortSet.None;

    private static Dictionary<(int Old, int New), List<ReachabilityPeer>> Joint(
        (ReachabilityPeer Peer, int Class)[] old,
        (ReachabilityPeer Peer, int Class)[] current
    )
    {
        var places = old.ToDictionary(end => end.Peer.Name, end => (end.Class, -1), StringComparer.Ordinal);
        foreach (var (peer, number) in current)
            places[peer.Name] = (places.GetValueOrDefault(peer.Name, (-1, -1)).Item1, number);
        var joint = new Dictionary<(int, int), List<ReachabilityPeer>>();
        foreach (var peer in old.Concat(current).Select(end => end.Peer).DistinctBy(peer => peer.Name))
        {
            if (!joint.TryGetValue(places[peer.Name], out var peers))
                joint.Add(places[peer.Name], peers = []);
            peers.Add(peer);
        }
        return joint;
    }

    private static IEnumerable<ReachabilityChange> OfExposure(ReachabilityAnalysis old, ReachabilityAnalysis current)
    {
        var (before, after) = (
            old.Exposure.ToDictionary(c => c.To.Name, StringComparer.Ordinal),
            current.Exposure.ToDictionary(c => c.To.Name, StringComparer.Ordinal)
        );
        foreach (var name in before.Keys.Union(after.Keys))
        {
            var (was, becomes) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            var (first, second) = (was?.Ports ?? PortSet.None, becomes?.Ports ?? PortSet.None);
            if (!first.Equals(second))
                yield return new(ReachabilityPeer.IngressController, (was ?? becomes)!.To, first, second);
        }
    }
}
