using System.Collections.Frozen;

namespace KnowledgeApi.Search;

/// <summary>Every word the index holds, and how many sections hold it.</summary>
public sealed class Vocabulary(IEnumerable<KeyValuePair<string, int>> words, int sections)
{
    private readonly FrozenDictionary<string, int> words = words.ToFrozenDictionary();

    public int Sections => sections;

    public bool Knows(string term) => words.ContainsKey(term);

    /// <summary>In how many sections the word stands; 0 where it stands in none.</summary>
    public int SectionsWith(string term) => words.GetValueOrDefault(term);

    /// <summary>How much a word tells: a rare one much, an unknown one most.</summary>
    public double Weight(string term) => Math.Log(1 + (sections + 1) / (SectionsWith(term) + 0.5));

    public IEnumerable<string> Like(string term, int lengthDifference) =>
        words.Keys.Where(word => Math.Abs(word.Length - term.Length) <= lengthDifference);
}
