namespace KnowledgeApi.Search;

/// <summary>Everyday words and those that may stand for them in a text on software, whatever its subject.</summary>
internal static class Synonyms
{
    private const string Resource = "synonyms.txt";

    private static readonly Lazy<Dictionary<string, string[]>> Groups = new(Read);

    public static IReadOnlyList<string> Of(string term) => Groups.Value.GetValueOrDefault(Stem.Of(term), []);

    /// <summary>The stems of all words in it.</summary>
    public static IEnumerable<string> Stems =>
        Groups.Value.Keys.Concat(Groups.Value.Values.SelectMany(words => words).Select(Stem.Of));

    private static Dictionary<string, string[]> Read()
    {
        using var reader = new StreamReader(typeof(Synonyms).Assembly.GetManifestResourceStream(Resource)!);
        return reader
            .ReadToEnd()
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .SelectMany(Pairs)
            .GroupBy(pair => pair.From, pair => pair.To)
            .ToDictionary(group => group.Key, group => group.Distinct().ToArray());
    }

    // "a b c": each may stand for each. "a: b c": whoever says a may mean b or c, but who says b never means a.
    private static IEnumerable<(string From, string To)> Pairs(string line)
    {
        var (from, to) = line.Split(": ") is [var word, var meant] ? ([word], meant.Split(' ')) : Group(line);
        foreach (var a in from)
        foreach (var b in to)
            if (a != b)
                yield return (Stem.Of(a), Words.Fold(b));
    }

    private static (string[] From, string[] To) Group(string line)
    {
        var words = line.Split(' ');
        return (words, words);
    }
}
