using System.Buffers;
using System.Text.RegularExpressions;
using KnowledgeApi.Search;

namespace KnowledgeApi.Questions.FreeText;

/// <param name="Spelling">In lower case.</param>
/// <param name="AfterComma">Whether punctuation parts it from the word before.</param>
internal readonly record struct Token(string Spelling, string Stem, bool AfterComma);

/// <summary>A sentence or a part of one, as far as its meaning shows in words: what it speaks of, and whether it says so or denies it.</summary>
internal sealed partial class Statement
{
    private static readonly SearchValues<char> Parting = SearchValues.Create(",:;()—–");

    private static readonly HashSet<string> Connectives =
    [
        "but",
        "whereas",
        "while",
        "because",
        "since",
        "so",
        "although",
    ];

    private Statement(IReadOnlyList<Token> tokens)
    {
        Tokens = tokens;
        Content = [.. tokens.Where(IsContent)];
        var (subjects, denied) = (new HashSet<string>(), Negation.Stands(tokens));
        foreach (var token in Content)
        {
            var (stem, isOpposite) = Opposites.Of(token.Stem);
            denied ^= isOpposite;
            subjects.Add(stem);
        }
        (Subjects, IsDenied) = (subjects, denied);
        Numbers = tokens.Select(token => NumberWords.Of(token.Spelling)).OfType<string>().ToHashSet();
    }

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The words that tell something, without numbers and negations.</summary>
    public IReadOnlyList<Token> Content { get; }

    /// <summary>Their stems, the opposite of a word under the word itself.</summary>
    public IReadOnlySet<string> Subjects { get; }

    /// <summary>Whether it is negated; each opposite turns that round.</summary>
    public bool IsDenied { get; }

    public IReadOnlySet<string> Numbers { get; }

    /// <summary>The whole text as one.</summary>
    public static Statement Of(string text) => new(Cut(text));

    /// <summary>Its sentences, and below them the parts that a "but" or a "while" joins.</summary>
    public static IEnumerable<Statement> Sentences(string text) =>
        SentenceEnd().Split(text).Select(sentence => new Statement(Cut(sentence))).Where(s => s.Tokens.Count > 0);

    /// <summary>The parts of the sentences: what stands between commas and before or after a connective.</summary>
    public static IEnumerable<Statement> Clauses(string text)
    {
        foreach (var sentence in Sentences(text))
        {
            var part = new List<Token>();
            foreach (var token in sentence.Tokens)
            {
                if (part.Count > 0 && (token.AfterComma || Connectives.Contains(token.Spelling)))
                {
                    yield return new Statement([.. part]);
                    part.Clear();
                }
                part.Add(token);
            }
            if (part.Count > 0)
                yield return new Statement(part);
        }
    }

    /// <summary>Which share of the other's subjects this one speaks of too.</summary>
    public double Share(Statement other) =>
        other.Subjects.Count == 0 ? 0 : (double)other.Subjects.Count(Subjects.Contains) / other.Subjects.Count;

    private static bool IsContent(Token token) =>
        token.Stem.Length > 1
        && !StopWords.Contains(Words.Fold(token.Spelling))
        && !Negation.Is(token.Spelling)
        && NumberWords.Of(token.Spelling) is null;

    private static List<Token> Cut(string text)
    {
        var plain = Contraction().Replace(text.ToLowerInvariant().Replace('’', '\''), " not");
        var tokens = new List<Token>();
        var end = 0;
        foreach (System.Text.RegularExpressions.Match match in Word().Matches(plain))
        {
            var comma = plain.AsSpan(end, match.Index - end).ContainsAny(Parting);
            end = match.Index + match.Length;
            tokens.Add(new(match.Value, Stem.Of(match.Value), comma));
        }
        return tokens;
    }

    [GeneratedRegex(@"n't\b|(?<=\bcan)not\b")]
    private static partial Regex Contraction();

    // A dot inside a name, as in api.example, ends nothing.
    [GeneratedRegex(@"(?<=[.!?;])\s+(?=\S)|\n")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:[._/-][\p{L}\p{N}]+)*")]
    private static partial Regex Word();
}
