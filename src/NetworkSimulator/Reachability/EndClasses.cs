using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>Ends of connections that nothing tells apart: workloads with Pods of the same groups, or one range of addresses.</summary>
/// <param name="Place">Namespace, or what stands for it in a summary.</param>
/// <param name="Members">The groups of their Pods, or the address that stands for a range.</param>
/// <param name="Peers">The ends.</param>
internal sealed record EndClass(string Place, PodGroup[] Members, List<ReachabilityPeer> Peers)
{
    public bool IsOutside => Members[0].Pod < 0;
}

/// <summary>All ends of connections in classes. Replicas and workloads under the same policies make large clusters small.</summary>
internal sealed class EndClasses
{
    private const string Outside = "[External]";

    public EndClasses(PodGroups groups, IEnumerable<NetworkPolicy> splitting)
    {
        var workloads = Workloads(groups);
        From = [.. workloads, .. Ranges(groups, splitting, ingress: true)];
        To = [.. workloads, .. Ranges(groups, splitting, ingress: false)];
        Targets = [.. To.SelectMany((end, number) => end.Members.Select(member => member with { Class = number }))];
        Sources = InOrder(From);
        Destinations = InOrder(To);
    }

    /// <summary>Classes of sources; those of workloads come first and have the same numbers among destinations.</summary>
    public EndClass[] From { get; }

    /// <summary>Classes of destinations.</summary>
    public EndClass[] To { get; }

    /// <summary>The groups and ranges of all destinations.</summary>
    public PodGroup[] Targets { get; }

    /// <summary>The sources by name, with their classes.</summary>
    public (ReachabilityPeer Peer, int Class)[] Sources { get; }

    /// <summary>The destinations by name, with their classes.</summary>
    public (ReachabilityPeer Peer, int Class)[] Destinations { get; }

    private static List<EndClass> Workloads(PodGroups groups)
    {
        var classes = new Dictionary<string, EndClass>(StringComparer.Ordinal);
        foreach (var ((kind, ns, name), members) in groups.Workloads)
        {
            // A group is of one namespace, so the numbers alone tell classes apart.
            var key = string.Join(' ', members);
            if (!classes.TryGetValue(key, out var found))
                classes.Add(key, found = new(ns, [.. members.Select(number => groups.Groups[number])], []));
            found.Peers.Add(new(ReachabilityPeerKind.Workload, $"{ns}/{name}[{kind}]", ns));
        }
        return [.. classes.Values];
    }

    private static IEnumerable<EndClass> Ranges(PodGroups groups, IEnumerable<NetworkPolicy> splitting, bool ingress)
    {
        foreach (var v6 in (bool[])[false, true])
            if (groups.Groups.Any(group => !group.Party.AddressOf(v6).IsNone))
                foreach (var (peer, address) in AddressSplit.Of(splitting, v6, ingress, !ingress).Pieces())
                    yield return new(Outside, [new(-1, -1, Party.Outside(address), "")], [peer]);
    }

    private static (ReachabilityPeer, int)[] InOrder(EndClass[] classes) =>
        [
            .. classes
                .SelectMany((end, number) => end.Peers.Select(peer => (peer, number)))
                .OrderBy(end => end.peer.Name, StringComparer.Ordinal),
        ];
}
