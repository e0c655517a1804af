using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A set of labels or annotations, sorted by key; equal sets are equal by value.</summary>
public sealed class Labels : IEquatable<Labels>
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _entries;
    private readonly int _hash;

    private Labels(ImmutableArray<KeyValuePair<string, string>> entries)
    {
        _entries = entries;
        var hash = new HashCode();
        foreach (var (key, value) in entries)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }
        _hash = hash.ToHashCode();
    }

    /// <summary>No labels.</summary>
    public static Labels Empty { get; } = new([]);

    /// <summary>The labels, sorted by key.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Entries => _entries;

    /// <summary>Makes a set of labels; of a repeated key the last value counts.</summary>
    public static Labels Of(IEnumerable<KeyValuePair<string, string>> entries)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            sorted[key] = value;
        return sorted.Count == 0 ? Empty : new([.. sorted]);
    }

    /// <summary>The value of a key, or null where the set lacks it.</summary>
    public string? this[string key]
    {
        get
        {
            // Sets are small: a scan beats hashing, and keeps the memory of 10,000 Pods low.
            foreach (var entry in _entries)
                if (entry.Key == key)
                    return entry.Value;
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(Labels? other) =>
        other is not null
        && (
            ReferenceEquals(this, other)
            || (_hash == other._hash && _entries.AsSpan().SequenceEqual(other._entries.AsSpan()))
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Labels);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The set as <c>key=value,key=value</c>, as kubectl prints it.</summary>
    public override string ToString() => string.Join(',', _entries.Select(e => $"{e.Key}={e.Value}"));
}
