using System.Runtime.InteropServices;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Keeps one copy of equal strings and label sets: the Pods of a workload share theirs.</summary>
internal sealed class Pool
{
    private readonly Dictionary<string, string> _strings = [];
    private readonly Dictionary<int, List<Labels>> _labels = [];

    public string Intern(string text)
    {
        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(_strings, text, out var known);
        if (!known)
            kept = text;
        return kept!;
    }

    /// <summary>The set of the entries, which it sorts in place.</summary>
    public Labels Intern(List<KeyValuePair<string, string>> entries)
    {
        if (entries.Count == 0)
            return Labels.Empty;
        entries.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var hash = new HashCode();
        foreach (var (key, value) in entries)
        {
            hash.Add(key);
            hash.Add(value);
        }
        ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(_labels, hash.ToHashCode(), out _);
        kept ??= [];
        foreach (var labels in kept)
            if (labels.Entries.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(entries)))
                return labels;
        var made = Labels.Of(entries);
        kept.Add(made);
        return made;
    }
}
