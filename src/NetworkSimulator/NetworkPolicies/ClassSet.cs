namespace NetworkSimulator.NetworkPolicies;

/// <summary>An immutable set of Pod classes: a bitmap cut down to the words that hold something.</summary>
internal sealed class ClassSet
{
    private ClassSet(int first, ulong[] words) => (FirstWord, Words) = (first, words);

    /// <summary>Number of the first word, 64 classes each.</summary>
    public int FirstWord { get; }

    public ulong[] Words { get; }

    public static ClassSet Empty { get; } = new(0, []);

    public bool IsEmpty => Words.Length == 0;

    public bool Contains(int number)
    {
        var word = (number >> 6) - FirstWord;
        return (uint)word < (uint)Words.Length && (Words[word] >> number & 1) != 0;
    }

    /// <summary>The members in ascending order.</summary>
    public IEnumerable<int> Members()
    {
        for (var i = 0; i < Words.Length; i++)
        for (var word = Words[i]; word != 0; word &= word - 1)
            yield return ((FirstWord + i) << 6) + System.Numerics.BitOperations.TrailingZeroCount(word);
    }

    /// <summary>Adds the members to a bitmap that starts at class 0.</summary>
    public void AddTo(Span<ulong> bitmap)
    {
        for (var i = 0; i < Words.Length; i++)
            bitmap[FirstWord + i] |= Words[i];
    }

    /// <summary>The set of a bitmap's members.</summary>
    /// <param name="bitmap">The bitmap.</param>
    /// <param name="first">Number of its first word, 64 classes each.</param>
    public static ClassSet Of(ReadOnlySpan<ulong> bitmap, int first = 0)
    {
        var start = bitmap.IndexOfAnyExcept(0UL);
        return start < 0 ? Empty : new(first + start, bitmap[start..(bitmap.LastIndexOfAnyExcept(0UL) + 1)].ToArray());
    }
}
