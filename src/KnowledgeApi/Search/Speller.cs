namespace KnowledgeApi.Search;

/// <summary>What an unknown word was taken for.</summary>
public sealed record Correction(string From, string To);

/// <summary>Repairs words that the index does not know, and only those: a doubtful guess beats no match, not a match.</summary>
public sealed class Speller(Vocabulary vocabulary)
{
    // Each repair looks through the whole vocabulary.
    private const int MostRepairs = 12;

    /// <summary>The words with the unknown ones repaired where that is possible.</summary>
    /// <param name="typed">How a term was typed, where its ending was taken for a plural's: "headles" is no plural.</param>
    public (List<string> Terms, List<Correction> Corrections) Repair(
        IReadOnlyList<string> terms,
        IReadOnlyDictionary<string, string> typed,
        Func<string, bool> known
    )
    {
        var repaired = new List<string>();
        var corrections = new List<Correction>();
        for (var i = 0; i < terms.Count; i++)
        {
            var term = terms[i];
            if (known(term) || !IsWord(term) || corrections.Count == MostRepairs)
            {
                // "side car" is known only as one word, though "side" may stand alone elsewhere.
                if (i + 1 < terms.Count && !known(terms[i + 1]) && vocabulary.Knows(term + terms[i + 1]))
                    Take([term + terms[i + 1]], $"{term} {terms[++i]}");
                else
                    repaired.Add(term);
            }
            else if (i + 1 < terms.Count && vocabulary.Knows(term + terms[i + 1]))
                Take([term + terms[i + 1]], $"{term} {terms[++i]}");
            else if (Lexicon.KindOf(term) != WordKind.Unlisted)
                repaired.Add(term);
            else if (Split(term) is { } parts)
                Take(parts, term);
            else if (Nearest(term, typed.GetValueOrDefault(term)) is { } near)
                Take([near], typed.GetValueOrDefault(term, term));
            else
                repaired.Add(term);
        }
        return (repaired, corrections);

        void Take(string[] words, string from)
        {
            repaired.AddRange(words);
            corrections.Add(new(from, string.Join(' ', words)));
        }
    }

    private static bool IsWord(string term) => term.Length is > 2 and < 40 && term.All(char.IsLetter);

    private string[]? Split(string term) =>
        Enumerable
            .Range(3, Math.Max(0, term.Length - 5))
            .Select(at => new[] { term[..at], Words.Fold(term[at..]) })
            .Where(parts => parts.All(part => vocabulary.SectionsWith(part) > 0 && !StopWords.Contains(part)))
            .MaxBy(parts => parts.Min(vocabulary.SectionsWith));

    private string? Nearest(string term, string? typed)
    {
        var like = vocabulary.Like(term, Limit(term));
        if (typed is not null)
            like.AddRange(vocabulary.Like(typed, Limit(typed)));
        return like.Where(near => IsWord(near.Word) && (term.Length > 3 || HasSameLetters(term, near.Word)))
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Word[0] == term[0] ? 0 : 1)
            .ThenByDescending(near => vocabulary.SectionsWith(near.Word))
            .ThenBy(near => near.Word, StringComparer.Ordinal)
            .Select(near => near.Word)
            .FirstOrDefault();
    }

    private static int Limit(string term) => term.Length < 6 ? 1 : 2;

    // Any three letters are one letter from some other abbreviation: only exchanged ones are a slip.
    private static bool HasSameLetters(string a, string b) => a.Order().SequenceEqual(b.Order());
}
