using System.Text.RegularExpressions;

namespace KnowledgeApi.Search;

/// <summary>A question as typed, cut into what can be looked up.</summary>
/// <param name="Terms">The words that tell something, in order.</param>
/// <param name="Names">Those of them that are written as names are: with a capital inside a sentence, or several.</param>
/// <param name="Phrases">Quoted: each must stand there word for word.</param>
/// <param name="Excluded">With a minus: none may stand there.</param>
/// <param name="Typed">The terms that were typed otherwise, with an ending that was taken for a plural's.</param>
/// <param name="Missed">Identifiers that the index does not hold whole; they are looked for by their parts.</param>
public sealed partial record Asked(
    IReadOnlyList<string> Terms,
    IReadOnlySet<string> Names,
    IReadOnlyDictionary<string, string> Typed,
    IReadOnlyList<string> Phrases,
    IReadOnlyList<string> Excluded,
    IReadOnlyList<string> Missed
)
{
    // What a person means fits in fewer; a pasted log does not make the search slow.
    private const int MostTerms = 64;

    /// <param name="known">Whether the index holds a word: unknown ones with digits are addresses, hashes and ids.</param>
    public static Asked Of(string text, Func<string, bool> known)
    {
        var phrases = Quoted()
            .Matches(text)
            .Select(match => Words.Terms(match.Groups[1].Value))
            .Where(p => p.Length > 0);
        var rest = Quoted().Replace(text, " $1 ");
        var excluded = Minus().Matches(rest).SelectMany(match => Words.Of(match.Groups[1].Value)).Where(w => !w.IsPart);
        rest = Minus().Replace(rest, " ");
        var words = Words.Of(rest).Take(MostTerms * 4).ToList();
        var all = words.Where((word, i) => known(word.Term) || IsPlain(word, words.ElementAtOrDefault(i + 1))).ToList();
        var missed = words.Where(word => word.Term.All(char.IsLetter) && !word.IsPart).Except(all);
        var telling = all.Where(word => !StopWords.Contains(word.Term)).ToList();
        return new(
            [.. (telling.Count > 0 ? telling : all).Select(word => word.Term).Distinct().Take(MostTerms)],
            telling.Where(word => IsName(rest, word)).Select(word => word.Term).ToHashSet(),
            all.Select(word => (word.Term, Typed: rest.Substring(word.Start, word.Length).ToLowerInvariant()))
                .Where(word => word.Typed != word.Term && word.Typed.All(char.IsLetter))
                .DistinctBy(word => word.Term)
                .ToDictionary(word => word.Term, word => word.Typed),
            [.. phrases.Take(8)],
            [.. excluded.Select(word => word.Term).Take(8)],
            [.. missed.Select(word => word.Term).Distinct()]
        );
    }

    // An unknown identifier is looked up by its parts, which follow it.
    private static bool IsPlain(Word word, Word next) => word.Term.All(char.IsLetter) && !(next.IsPart && !word.IsPart);

    private static bool IsName(string text, Word word)
    {
        var capitals = 0;
        foreach (var c in text.AsSpan(word.Start, word.Length))
            capitals += char.IsUpper(c) ? 1 : 0;
        return capitals > 1 || (capitals == 1 && !StartsSentence(text, word.Start));
    }

    private static bool StartsSentence(string text, int start)
    {
        var before = text.AsSpan(0, start).TrimEnd();
        return before.IsEmpty || before[^1] is '.' or '?' or '!' or ':' or ';';
    }

    [GeneratedRegex("[\"“”]([^\"“”]{1,200})[\"“”]")]
    private static partial Regex Quoted();

    // At least three letters: -n and -o are options of a pasted command.
    [GeneratedRegex(@"(?<=^|\s)-(\p{L}[^\s]{2,80})")]
    private static partial Regex Minus();
}
