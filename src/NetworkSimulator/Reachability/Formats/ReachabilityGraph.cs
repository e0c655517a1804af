using System.Collections.Immutable;
using System.Globalization;

namespace NetworkSimulator.Reachability.Formats;

/// <summary>
/// A listing as it is drawn: workloads by namespace, or namespaces alone where there are more connections than an eye can
/// follow.
/// </summary>
internal sealed record ReachabilityGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges)
{
    private const int MostDrawn = 2_000;

    public static ReachabilityGraph Of(ReachabilityListing listing) =>
        listing.Total <= MostDrawn && listing.Connections.Length == listing.Total
            ? ByWorkload(listing)
            : ByNamespace(listing);

    private static ReachabilityGraph ByWorkload(ReachabilityListing listing)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var nodes = ImmutableArray.CreateBuilder<GraphNode>();
        foreach (
            var peer in listing
                .Connections.SelectMany(c => (ReachabilityPeer[])[c.From, c.To])
                .DistinctBy(peer => peer.Name)
                .OrderBy(peer => peer.Name, StringComparer.Ordinal)
        )
        {
            numbers.Add(peer.Name, nodes.Count);
            var label = peer.Namespace.Length == 0 ? peer.Name : peer.Name[(peer.Namespace.Length + 1)..];
            nodes.Add(new(peer.Name, label, peer.Namespace, peer.Kind == ReachabilityPeerKind.External));
        }
        return new(
            nodes.ToImmutable(),
            [
                .. listing.Connections.Select(c => new GraphEdge(
                    numbers[c.From.Name],
                    numbers[c.To.Name],
                    c.Ports.ToString()
                )),
            ]
        );
    }

    private static ReachabilityGraph ByNamespace(ReachabilityListing listing)
    {
        var drawn = listing.Namespaces.Take(MostDrawn).ToList();
        var names = drawn
            .SelectMany(n => (string[])[n.From, n.To])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var numbers = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i, StringComparer.Ordinal);
        return new(
            [.. names.Select(name => new GraphNode(name, name, "", name == "[External]"))],
            [
                .. drawn.Select(n => new GraphEdge(
                    numbers[n.From],
                    numbers[n.To],
                    string.Create(CultureInfo.InvariantCulture, $"{n.Connections} connections")
                )),
            ]
        );
    }
}

/// <summary>Something that is drawn as one box.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Group">The frame it stands in; empty for none.</param>
/// <param name="IsOutside">Whether it is outside the cluster.</param>
internal sealed record GraphNode(string Name, string Label, string Group, bool IsOutside);

/// <summary>An arrow between boxes, by their numbers.</summary>
internal sealed record GraphEdge(int From, int To, string Label);
