namespace KnowledgeApi.Search;

/// <summary>A word of a text as the index knows it.</summary>
/// <param name="Term">Lower case, plural folded.</param>
/// <param name="Start">Where it stands in the text.</param>
/// <param name="IsPart">Whether it is a piece of the identifier before it.</param>
public readonly record struct Word(string Term, int Start, int Length, bool IsPart);

/// <summary>
/// Cuts text into words, for the index and for questions alike. An identifier (<c>PooledConnectionLifetime</c>,
/// <c>kubernetes.io/ingress.class</c>, <c>kube-proxy</c>) counts whole and in its parts, so that both find it.
/// </summary>
public static class Words
{
    private const int Longest = 80;

    // These end in s and are no plurals.
    private static readonly HashSet<string> Singular =
    [
        "kubernetes",
        "https",
        "always",
        "does",
        "redis",
        "prometheus",
        "series",
    ];

    public static IEnumerable<Word> Of(string text)
    {
        for (var (i, end) = (0, 0); Next(text, ref i, out end); i = end)
        {
            if (end - i <= Longest)
                yield return new Word(Term(text[i..end]), i, end - i, IsPart: false);
            foreach (var (from, to) in Parts(text, i, end))
                yield return new Word(Term(text[from..to]), from, to - from, IsPart: true);
        }
    }

    /// <summary>The next whole word at or after <paramref name="start"/>; what it is cut into depends on it alone.</summary>
    public static bool Next(ReadOnlySpan<char> text, ref int start, out int end)
    {
        while (start < text.Length && !char.IsLetterOrDigit(text[start]))
            start++;
        end = start + 1;
        if (start == text.Length)
            return false;
        while (end < text.Length && Continues(text, end))
            end++;
        return true;
    }

    public static string Terms(string text) => string.Join(' ', Of(text).Select(word => word.Term));

    /// <summary>Plurals only: deeper stemming finds nothing more and makes corrections unreadable.</summary>
    public static string Fold(string word)
    {
        var (kept, isY) = Folded(word);
        return kept == word.Length ? word
            : isY ? $"{word[..kept]}y"
            : word[..kept];
    }

    /// <summary>The term of a whole word or a part of one, without making a string of it.</summary>
    /// <param name="into">At least as long as the word.</param>
    internal static ReadOnlySpan<char> Term(ReadOnlySpan<char> word, Span<char> into)
    {
        var term = into[..word.ToLowerInvariant(into)];
        if (term.ContainsAny('\'', '’'))
            term = WithoutApostrophes(term);
        var (kept, isY) = Folded(term);
        if (isY)
            term[kept++] = 'y';
        return term[..kept];
    }

    private static string Term(string word)
    {
        Span<char> into = stackalloc char[Longest];
        return new(Term(word, into));
    }

    // How many letters stay of a word that is folded, and whether a y follows them.
    private static (int Kept, bool IsY) Folded(ReadOnlySpan<char> word)
    {
        if (word.Length < 4 || word[^1] != 's' || word[^2] is 's' or 'u' or 'i' || IsSingular(word))
            return (word.Length, false);
        if (word.EndsWith("ies") && word.Length > 4)
            return (word.Length - 3, true);
        var twoLetters = word.EndsWith("sses") || word.EndsWith("xes") || word.EndsWith("ches");
        return (word.Length - (twoLetters ? 2 : 1), false);
    }

    private static bool IsSingular(ReadOnlySpan<char> word) =>
        Singular.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static Span<char> WithoutApostrophes(Span<char> term)
    {
        if (term.EndsWith("'s") || term.EndsWith("’s"))
            return term[..^2];
        var kept = 0;
        foreach (var c in term)
            if (c is not ('\'' or '’'))
                term[kept++] = c;
        return term[..kept];
    }

    private static bool Continues(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        if (char.IsLetterOrDigit(c) || c == '_')
            return true;
        var followed = at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);
        if (c == '#')
            return !followed && text[at - 1] is 'c' or 'C' or 'f' or 'F';
        return c is '.' or '/' or '-' or ':' or '\'' or '’' && followed && char.IsLetterOrDigit(text[at - 1]);
    }

    // Numbers and single letters mean nothing by themselves: ndots:5 is found by ndots, an address only whole.
    private static List<(int From, int To)> Parts(string text, int start, int end)
    {
        var parts = new List<(int From, int To)>();
        var from = start;
        for (var i = start; i <= end; i++)
        {
            if (i < end && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’' or '#'))
                continue;
            AddHumps(text, from, i, parts);
            from = i + 1;
        }
        return parts is [var only] && only == (start, end) ? [] : parts;
    }

    private static void AddHumps(string text, int start, int end, List<(int From, int To)> parts)
    {
        var humps = new List<(int From, int To)>();
        var from = start;
        for (var i = start + 1; i <= end; i++)
        {
            if (i < end && !IsHump(text, i, end))
                continue;
            humps.Add((from, i));
            from = i;
        }
        // mTLS and IPv4 would fall apart into letters.
        if (humps.Exists(hump => hump.To - hump.From < 2))
            humps = [(start, end)];
        foreach (var hump in humps)
            if (
                hump.To - hump.From is > 1 and <= Longest
                && text.AsSpan(hump.From, hump.To - hump.From).ContainsAnyExceptInRange('0', '9')
            )
                parts.Add(hump);
    }

    private static bool IsHump(string text, int i, int end) =>
        char.IsUpper(text[i])
        && (char.IsLower(text[i - 1]) || (char.IsUpper(text[i - 1]) && i + 1 < end && char.IsLower(text[i + 1])));
}
