using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Classes that selectors pick; every distinct combination is worked out once and shared.</summary>
/// <remarks>
/// Selectors times Pods can outgrow any text that names them, so work and memory have a budget. Beyond it the answer
/// is null, and whoever asks compares labels instead: slower for each flow, but never more than the text's own size.
/// </remarks>
internal sealed class SelectedClasses
{
    private const int MaxStored = 1 << 21;
    private const int MaxWork = 1 << 26;

    private readonly Dictionary<(string, LabelSelector), ClassSet> _own = [];
    private readonly Dictionary<(LabelSelector, LabelSelector?), ClassSet> _anywhere = [];
    private readonly PodClasses _classes;
    private readonly (int First, int Last)[] _ranges;
    private readonly LabelIndex _namespaces;
    private readonly LabelIndex _pods;
    private readonly ulong[] _picked;
    private readonly ulong[] _pickedNamespaces;
    private int _stored;
    private int _work;

    public SelectedClasses(ClusterIndex index)
    {
        var classes = _classes = index.Classes;
        _ranges = [.. classes.Ranges.Values];
        _namespaces = new([
            .. classes.Ranges.Keys.Select(name =>
                index.NamespaceByName.TryGetValue(name, out var found) ? found.Metadata.Labels : Labels.Empty
            ),
        ]);
        _pods = new(Array.ConvertAll(classes.Representatives, pod => index.Pods[pod].Metadata.Labels));
        _picked = new ulong[_pods.Words];
        _pickedNamespaces = new ulong[_namespaces.Words];
    }

    /// <summary>The classes of one namespace that a selector picks.</summary>
    public ClassSet? In(string @namespace, LabelSelector selector)
    {
        if (!_classes.Ranges.TryGetValue(@namespace, out var range))
            return ClassSet.Empty;
        if (_own.TryGetValue((@namespace, selector), out var known))
            return known;
        var first = range.First >> 6;
        var window = _picked.AsSpan(first, (range.Last >> 6) - first + 1);
        if (!Spend(window.Length * (1 + selector.Requirements.Length)))
            return null;
        window.Clear();
        Fill(window, range.First - (first << 6), range.Last - (first << 6));
        _pods.Narrow(selector, window, first);
        return Keep(window, first) is { } set ? _own[(@namespace, selector)] = set : null;
    }

    /// <summary>The classes that the selectors of any of the peers pick; blocks of addresses pick none.</summary>
    public ClassSet? Of(string policyNamespace, ImmutableArray<NetworkPolicyPeer> peers)
    {
        if (peers.Length <= 1)
            return peers.IsEmpty ? ClassSet.Empty : Of(policyNamespace, peers[0]);
        var union = new ulong[_pods.Words];
        foreach (var peer in peers)
        {
            if (!Spend(union.Length) || Of(policyNamespace, peer) is not { } set)
                return null;
            set.AddTo(union);
        }
        return Keep(union, 0);
    }

    /// <summary>The classes that the selectors of a peer pick.</summary>
    public ClassSet? Of(string policyNamespace, NetworkPolicyPeer peer) =>
        (peer.NamespaceSelector, peer.PodSelector) switch
        {
            (null, null) => ClassSet.Empty,
            (null, { } pods) => In(policyNamespace, pods),
            ({ } namespaces, var pods) => InNamespaces(namespaces, pods),
        };

    private ClassSet? InNamespaces(LabelSelector namespaces, LabelSelector? pods)
    {
        if (_anywhere.TryGetValue((namespaces, pods), out var known))
            return known;
        var passes = 2 + namespaces.Requirements.Length + (pods?.Requirements.Length ?? 0);
        if (!Spend(_ranges.Length + passes * (_picked.Length + _pickedNamespaces.Length)))
            return null;
        if (_ranges.Length > 0)
            Fill(_pickedNamespaces, 0, _ranges.Length - 1);
        _namespaces.Narrow(namespaces, _pickedNamespaces, 0);
        Array.Clear(_picked);
        for (var i = 0; i < _ranges.Length; i++)
            if ((_pickedNamespaces[i >> 6] >> i & 1) != 0)
                Fill(_picked, _ranges[i].First, _ranges[i].Last);
        if (pods is not null)
            _pods.Narrow(pods, _picked, 0);
        return Keep(_picked, 0) is { } set ? _anywhere[(namespaces, pods)] = set : null;
    }

    private static void Fill(Span<ulong> bitmap, int first, int last)
    {
        for (var word = first >> 6; word <= last >> 6; word++)
        {
            var from = word == first >> 6 ? ulong.MaxValue << first : ulong.MaxValue;
            var to = word == last >> 6 ? ulong.MaxValue >> (63 - (last & 63)) : ulong.MaxValue;
            bitmap[word] |= from & to;
        }
    }

    private ClassSet? Keep(ReadOnlySpan<ulong> bitmap, int first)
    {
        if (_stored > MaxStored)
            return null;
        var set = ClassSet.Of(bitmap, first);
        _stored += set.Words.Length;
        return set;
    }

    private bool Spend(int work)
    {
        if (_work > MaxWork)
            return false;
        _work += work;
        return true;
    }
}
