namespace KnowledgeApi.Search;

/// <summary>Everyday words and those that may stand for them in a text on software, whatever its subject.</summary>
internal static class Synonyms
{
    private const string Resource = "synonyms.txt";

    private static readonly Lazy<Dictionary<string, string[]>> Groups = new(Read);

    public static IReadOnlyList<string> Of(string term) => Groups.Value.GetValueOrDefault(Stem.Of(term), []);

    public static IEnumerable<string> All => Groups.Value.Values.SelectMany(words => words);

    private static Dictionary<string, string[]> Read()
    {
        using var reader = new StreamReader(typeof(Synonyms).Assembly.GetManifestResourceStream(Resource)!);
        return reader
            .ReadToEnd()
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .SelectMany(words => Pairs(words))
            .GroupBy(pair => pair.From, pair => pair.To)
            .ToDictionary(group => group.Key, group => group.Distinct().ToArray());
    }

    private static IEnumerable<(string From, string To)> Pairs(string[] words)
    {
        foreach (var a in words)
        foreach (var b in words)
            if (a != b)
                yield return (Stem.Of(a), Words.Fold(b));
    }
}
