using System.Collections.Immutable;

namespace NetworkSimulator.Reachability;

/// <summary>The ends that a listing is limited to: it shows their connections, in and out, and no others.</summary>
public sealed class ReachabilityFocus
{
    private readonly HashSet<string> _names;

    private ReachabilityFocus(ImmutableArray<string> names)
    {
        Names = names;
        _names = [.. names];
    }

    /// <summary>Names of the ends.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Whether an end is in focus.</summary>
    /// <param name="peer">The end.</param>
    public bool Contains(ReachabilityPeer peer) => _names.Contains(peer.Name);

    /// <summary>Finds the ends that a text means: <c>NAME</c>, <c>NS/NAME</c>, a peer's full name, or <c>ingress-controller</c>.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="text">The text.</param>
    /// <returns>The focus; null where it means no end of the cluster.</returns>
    public static ReachabilityFocus? Find(ReachabilityAnalysis analysis, string text)
    {
        ImmutableArray<string> names = [.. analysis.Peers.Where(peer => IsMeant(peer, text)).Select(p => p.Name)];
        return names.IsEmpty ? null : new(names);
    }

    private static bool IsMeant(ReachabilityPeer peer, string text) =>
        peer.Name == text
        || peer.Kind switch
        {
            ReachabilityPeerKind.Workload => IsWorkload(peer, text),
            ReachabilityPeerKind.IngressController => text == "ingress-controller",
            _ => peer.Name == $"{text}[External]",
        };

    private static bool IsWorkload(ReachabilityPeer peer, string text)
    {
        var key = peer.Name.AsSpan(0, peer.Name.IndexOf('['));
        return key.SequenceEqual(text) || key[(peer.Namespace.Length + 1)..].SequenceEqual(text);
    }
}
