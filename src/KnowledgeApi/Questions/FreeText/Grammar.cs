using KnowledgeApi.Search;

namespace KnowledgeApi.Questions.FreeText;

/// <summary>Whether words make sentences. Terms thrown together show that somebody read them, not that they know how they relate.</summary>
internal static class Grammar
{
    private const int LeastWords = 6;

    private static readonly HashSet<string> Determiners =
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "each",
        "every",
        "your",
        "our",
    ];
    private static readonly HashSet<string> Prepositions =
    [
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "into",
    ];
    private static readonly HashSet<string> Verbs = ["is", "are", "was", "were", "has", "does"];
    private static readonly HashSet<string> Joins =
    [
        "and",
        "or",
        "but",
        "because",
        "if",
        "that",
        "which",
        "so",
        "than",
        "when",
    ];
    private static readonly HashSet<string> Pronouns = ["it", "they", "you", "we"];

    /// <summary>Single terms in a row, without a word that relates them.</summary>
    public static bool IsWordList(Statement text)
    {
        var relating = text.Tokens.Count(token => StopWords.Contains(token.Spelling) || Negation.Is(token.Spelling));
        if (text.Tokens.Count < LeastWords || relating > text.Tokens.Count / 8)
            return false;
        var parts = 1 + text.Tokens.Skip(1).Count(token => token.AfterComma);
        return parts == 1 ? text.Tokens.Count >= LeastWords + 2 : text.Tokens.Count < 1.6 * parts;
    }

    /// <summary>Words in an order that no sentence has, as when a text was shuffled.</summary>
    public static bool IsShuffled(string text)
    {
        var (faults, words) = (0, 0);
        foreach (var sentence in Statement.Sentences(text))
        {
            words += sentence.Tokens.Count;
            for (var i = 0; i < sentence.Tokens.Count; i++)
            {
                var next = i + 1 < sentence.Tokens.Count ? sentence.Tokens[i + 1] : default;
                if (IsFault(sentence.Tokens[i].Spelling, next.Spelling, next.AfterComma))
                    faults++;
            }
        }
        return faults >= 2 && words >= LeastWords && faults >= 0.1 * words;
    }

    private static bool IsFault(string word, string? next, bool comma)
    {
        if (next is null || comma)
            return Determiners.Contains(word) || word is "of" or "into" or "and" or "or" or "because" or "than" or "if";
        if (Determiners.Contains(word))
            return Determiners.Contains(next)
                || Prepositions.Contains(next)
                || Verbs.Contains(next)
                || Joins.Contains(next)
                || Pronouns.Contains(next);
        if (Prepositions.Contains(word))
            return Verbs.Contains(next)
                || next is "of" or "and" or "or" or "but" or "because"
                || (word == next)
                || (word is "of" or "into" && Prepositions.Contains(next));
        if (Verbs.Contains(word))
            return next is "of" or "is" or "are" or "was" or "were" or "has" or "does" or "and";
        if (Pronouns.Contains(word))
            return next is "of" or "the" or "a" or "an" || Pronouns.Contains(next);
        return word is "and" or "or" && next is "and" or "or" or "of" or "but" or "than";
    }
}
