namespace KnowledgeApi.Search;

/// <summary>What an unknown word was taken for.</summary>
public sealed record Correction(string From, string To);

/// <summary>Repairs words that the index does not know, and only those: a doubtful guess beats no match, not a match.</summary>
public sealed class Speller(Vocabulary vocabulary)
{
    // Each repair looks through the whole vocabulary.
    private const int MostRepairs = 12;

    /// <summary>The words with the unknown ones repaired where that is possible.</summary>
    public (List<string> Terms, List<Correction> Corrections) Repair(
        IReadOnlyList<string> terms,
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
            else if (Nearest(term) is { } near)
                Take([near], term);
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

    private string? Nearest(string term)
    {
        var limit = term.Length < 6 ? 1 : 2;
        return vocabulary
            .Like(term, limit)
            .Where(IsWord)
            .Select(word => (word, distance: Distance(term, word, limit)))
            .Where(pair => pair.distance <= limit && (term.Length > 3 || HasSameLetters(term, pair.word)))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.word[0] == term[0] ? 0 : 1)
            .ThenByDescending(pair => vocabulary.SectionsWith(pair.word))
            .ThenBy(pair => pair.word, StringComparer.Ordinal)
            .Select(pair => pair.word)
            .FirstOrDefault();
    }

    // Any three letters are one letter from some other abbreviation: only exchanged ones are a slip.
    private static bool HasSameLetters(string a, string b) => a.Order().SequenceEqual(b.Order());

    /// <summary>Letters added, dropped, changed, or exchanged with their neighbour; more than the limit is as good as any.</summary>
    public static int Distance(string a, string b, int limit)
    {
        Span<int> rows = stackalloc int[3 * (b.Length + 1)];
        var before = rows[..(b.Length + 1)];
        var last = rows.Slice(b.Length + 1, b.Length + 1);
        var row = rows[(2 * (b.Length + 1))..];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                best = Math.Min(best, row[j]);
            }
            if (best > limit)
                return limit + 1;
            var spent = before;
            before = last;
            last = row;
            row = spent;
        }
        return last[b.Length];
    }
}
