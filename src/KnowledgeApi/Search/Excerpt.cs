using System.Text;

namespace KnowledgeApi.Search;

/// <summary>A short piece of a text with the words that were looked for in <c>**bold**</c>.</summary>
public static class Excerpt
{
    private const int Longest = 300;

    public static string Of(string text, IReadOnlySet<string> terms)
    {
        var words = Words.Of(text).Where(word => terms.Contains(word.Term)).ToList();
        var (from, to) = Window(text, words);
        var excerpt = new StringBuilder(from > 0 ? "… " : "");
        var at = from;
        foreach (var word in words)
        {
            if (word.Start < at || word.Start + word.Length > to)
                continue;
            Append(excerpt, text.AsSpan(at, word.Start - at));
            excerpt.Append("**").Append(text, word.Start, word.Length).Append("**");
            at = word.Start + word.Length;
        }
        Append(excerpt, text.AsSpan(at, to - at));
        return (to < text.Length ? excerpt.Append(" …") : excerpt).Replace("****", "").ToString().Trim();
    }

    /// <summary>A text cut at a word, for quoting without marks.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var space = text.LastIndexOf(' ', most - 1);
        return $"{text.AsSpan(0, Whole(text, space > most / 2 ? space : most))} …";
    }

    // Where most of the words stand together.
    private static (int From, int To) Window(string text, List<Word> words)
    {
        if (text.Length <= Longest)
            return (0, text.Length);
        var best =
            words.Count == 0
                ? 0
                : words.MaxBy(w => words.Count(o => o.Start >= w.Start && o.Start < w.Start + Longest - 40)).Start;
        var from = Math.Max(0, Math.Min(best - 40, text.Length - Longest));
        if (from > 0 && text.IndexOf(' ', from) is >= 0 and var space && space < best)
            from = space + 1;
        var to = Math.Min(text.Length, from + Longest);
        if (to < text.Length && text.LastIndexOf(' ', to) is var last && last > from + Longest / 2)
            to = last;
        return (Whole(text, from), Whole(text, to));
    }

    private static int Whole(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private static void Append(StringBuilder excerpt, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            excerpt.Append(c is '\n' or '\r' or '\t' ? ' ' : c);
    }
}
