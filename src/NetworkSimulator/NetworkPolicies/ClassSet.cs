namespace NetworkSimulator.NetworkPolicies;

/// <summary>An immutable set of Pod classes: a bitmap cut down to the words that hold something.</summary>
internal sealed class ClassSet
{
    private readonly int _first;
    private readonly ulong[] _words;

    private ClassSet(int first, ulong[] words) => (_first, _words) = (first, words);

    public static ClassSet Empty { get; } = new(0, []);

    public bool IsEmpty => _words.Length == 0;

    /// <summary>Size in words, which a budget of memory counts.</summary>
    public int Length => _words.Length;

    public bool Contains(int number)
    {
        var word = (number >> 6) - _first;
        return (uint)word < (uint)_words.Length && (_words[word] >> number & 1) != 0;
    }

    /// <summary>The members in ascending order.</summary>
    public IEnumerable<int> Members()
    {
        for (var i = 0; i < _words.Length; i++)
        for (var word = _words[i]; word != 0; word &= word - 1)
            yield return ((_first + i) << 6) + System.Numerics.BitOperations.TrailingZeroCount(word);
    }

    /// <summary>Adds the members to a bitmap that starts at class 0.</summary>
    public void AddTo(Span<ulong> bitmap)
    {
        for (var i = 0; i < _words.Length; i++)
            bitmap[_first + i] |= _words[i];
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
