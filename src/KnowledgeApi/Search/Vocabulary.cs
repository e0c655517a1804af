using System.Numerics;

namespace KnowledgeApi.Search;

/// <summary>Every word the index holds, and how many sections hold it.</summary>
public sealed class Vocabulary
{
    private readonly TermIndex index;

    // By length, so that a comparison need not look at words too long or too short; with the set of each one's letters.
    private readonly (uint Letters, int Number)[][] byLength;

    public Vocabulary(TermIndex index, int sections)
    {
        this.index = index;
        Sections = sections;
        byLength = new (uint, int)[index.Terms.Max(term => (int?)term.Length) + 1 ?? 1][];
        foreach (var group in Enumerable.Range(0, index.Terms.Length).GroupBy(number => index.Terms[number].Length))
            byLength[group.Key] = [.. group.Select(number => (Letters(index.Terms[number]), number))];
    }

    public int Sections { get; }

    public bool Knows(string term) => index.Number(term) >= 0;

    /// <summary>In how many sections the word stands; 0 where it stands in none.</summary>
    public int SectionsWith(string term) =>
        index.Number(term) is >= 0 and var number ? index.Sections.Count(number) : 0;

    /// <summary>How much a word tells: a rare one much, an unknown one most.</summary>
    public double Weight(string term) => Weight(SectionsWith(term));

    public double Weight(int sectionsWith) => Math.Log(1 + (Sections + 1) / (sectionsWith + 0.5));

    /// <summary>Words that may be within so many changes of a letter; none that is within is left out.</summary>
    public IEnumerable<string> Like(string term, int changes)
    {
        var letters = Letters(term);
        for (var length = Math.Max(1, term.Length - changes); length <= term.Length + changes; length++)
            if (length < byLength.Length && byLength[length] is { } words)
                foreach (var (others, number) in words)
                    // Each change takes at most one letter out of the set and brings at most one in.
                    if (BitOperations.PopCount(letters ^ others) <= 2 * changes)
                        yield return index.Terms[number];
    }

    private static uint Letters(string term)
    {
        var letters = 0u;
        foreach (var c in term)
            letters |= 1u << (c & 31);
        return letters;
    }
}
