namespace KnowledgeApi.Search;

/// <summary>One thing a question asks for: a word with those that may stand in its place.</summary>
/// <param name="Word">As looked for.</param>
/// <param name="Weight">How much it tells for the rank.</param>
/// <param name="Evidence">How much an answer lacks without it; 0 for what the question did not hold itself.</param>
/// <param name="IsHeard">Whether the content holds the word itself, in whatever form.</param>
/// <param name="Variants">Numbers of words in the index, each with its share of the weight.</param>
/// <param name="Credit">How much of the evidence finding it gives: less where the word may have been another.</param>
/// <param name="Leads">Numbers of words to which a glossary leads from it: where they stand, it need not.</param>
internal readonly record struct Concept(
    string Word,
    double Weight,
    double Evidence,
    double Credit,
    bool IsHeard,
    (int Term, float Share)[] Variants,
    int[] Leads
);
