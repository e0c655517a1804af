using System.Runtime.InteropServices;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Finds numbered things by their labels: bitmaps instead of asking each thing each selector.</summary>
internal sealed class LabelIndex
{
    private readonly Dictionary<string, Dictionary<string, List<int>>> _byKey = new(StringComparer.Ordinal);
    private readonly ulong[] _matched;

    public LabelIndex(IReadOnlyList<Labels> things)
    {
        Words = (things.Count + 63) / 64;
        _matched = new ulong[Words];
        for (var i = 0; i < things.Count; i++)
            foreach (var (key, value) in things[i].Entries)
            {
                ref var values = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, key, out _);
                values ??= new(StringComparer.Ordinal);
                ref var posting = ref CollectionsMarshal.GetValueRefOrAddDefault(values, value, out _);
                (posting ??= []).Add(i);
            }
    }

    /// <summary>Words of a bitmap over all things.</summary>
    public int Words { get; }

    /// <summary>Leaves in the bitmap only what the selector matches.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="bitmap">The candidates, as a window of whole words.</param>
    /// <param name="first">Number of the window's first word.</param>
    public void Narrow(LabelSelector selector, Span<ulong> bitmap, int first)
    {
        var matched = _matched.AsSpan(first, bitmap.Length);
        foreach (var requirement in selector.Requirements)
        {
            matched.Clear();
            if (_byKey.TryGetValue(requirement.Key, out var values))
                Collect(values, requirement, matched, first);
            var negative = requirement.Operator is LabelOperator.NotIn or LabelOperator.DoesNotExist;
            for (var i = 0; i < bitmap.Length; i++)
                bitmap[i] &= negative ? ~matched[i] : matched[i];
        }
    }

    private static void Collect(
        Dictionary<string, List<int>> values,
        LabelRequirement requirement,
        Span<ulong> matched,
        int first
    )
    {
        if (requirement.Operator is LabelOperator.Exists or LabelOperator.DoesNotExist)
            foreach (var posting in values.Values)
                Mark(posting, matched, first);
        else
            foreach (var value in requirement.Values)
                if (values.TryGetValue(value, out var posting))
                    Mark(posting, matched, first);
    }

    private static void Mark(List<int> posting, Span<ulong> matched, int first)
    {
        var start = posting.BinarySearch(first << 6);
        var end = (first + matched.Length) << 6;
        for (var i = start < 0 ? ~start : start; i < posting.Count && posting[i] < end; i++)
            matched[(posting[i] >> 6) - first] |= 1UL << posting[i];
    }
}
