using System.Collections.Frozen;

namespace KnowledgeApi.Search;

/// <summary>What kind of word an author or a reader uses, whatever the content.</summary>
public enum WordKind
{
    /// <summary>In no list: a typing error, or something very special.</summary>
    Unlisted,

    /// <summary>Of everyday language: one of many ways to say a thing.</summary>
    Everyday,

    /// <summary>Of the vocabulary of software.</summary>
    Software,

    /// <summary>Of a product or a language: nothing else can be meant.</summary>
    Name,
}

/// <summary>Words that are spelt right though the content may not hold them; compared by their stems.</summary>
public static class Lexicon
{
    private const string Resource = "words.txt";

    private static readonly Lazy<FrozenDictionary<string, WordKind>> Words = new(Read);

    public static WordKind KindOf(string term) => Words.Value.GetValueOrDefault(Stem.Of(term));

    private static FrozenDictionary<string, WordKind> Read()
    {
        using var reader = new StreamReader(typeof(Lexicon).Assembly.GetManifestResourceStream(Resource)!);
        var kinds = new Dictionary<string, WordKind>();
        var kind = WordKind.Unlisted;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
                kind = Enum.Parse<WordKind>(line.Trim('[', ']'), ignoreCase: true);
            else if (!line.StartsWith('#'))
                foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    kinds.TryAdd(Stem.Of(Search.Words.Fold(word)), kind);
        }
        foreach (var stem in Synonyms.Stems)
            kinds.TryAdd(stem, WordKind.Everyday);
        return kinds.ToFrozenDictionary();
    }
}
