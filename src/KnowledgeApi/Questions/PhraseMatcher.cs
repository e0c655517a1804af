using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions;

/// <summary>Finds an author's phrases in a learner's text, whatever the endings and the articles, and sees when one is denied.</summary>
internal sealed partial class PhraseMatcher(string text)
{
    // As far back as a negation reaches, as in "it is not because the …".
    private const int NegationReach = 5;

    private const int LeastLoose = 2;
    private const int LongestGap = 2;

    private static readonly HashSet<string> Fillers =
    [
        "a",
        "an",
        "the",
        "its",
        "their",
        "own",
        "also",
        "of",
        "just",
        "then",
        "any",
    ];

    private static readonly HashSet<string> Negations =
    [
        "not",
        "no",
        "never",
        "none",
        "without",
        "neither",
        "nor",
        "nobody",
        "nothing",
        "instead",
        "rather",
        "unlike",
        "false",
        "wrong",
    ];

    private static readonly HashSet<string> Connectives =
    [
        "but",
        "because",
        "since",
        "whereas",
        "while",
        "so",
        "therefore",
        "however",
    ];

    private readonly List<Token> tokens = Tokens(text);

    /// <summary>The text holds the phrase somewhere and does not deny it there.</summary>
    public bool Asserts(string phrase)
    {
        var wanted = Tokens(phrase);
        if (wanted.Count == 0)
            return false;
        var negative = wanted.Exists(token => Negations.Contains(token.Word));
        for (var at = 0; at + wanted.Count <= tokens.Count; at++)
            if (Holds(wanted, at) && (negative || !Denied(at)))
                return true;
        return !negative && wanted.Count >= LeastLoose && HoldsLoosely(wanted);
    }

    // All the words in their order, with a few others between, as in "the policy of that namespace also blocks DNS".
    private bool HoldsLoosely(List<Token> wanted)
    {
        for (var start = 0; start + wanted.Count <= tokens.Count; start++)
        {
            if (tokens[start].Word != wanted[0].Word || Denied(start))
                continue;
            var (at, next, gap) = (start + 1, 1, 0);
            for (; at < tokens.Count && next < wanted.Count && gap <= LongestGap; at++)
            {
                if (tokens[at].StartsSentence || Negations.Contains(tokens[at].Word))
                    break;
                (next, gap) = tokens[at].Word == wanted[next].Word ? (next + 1, 0) : (next, gap + 1);
            }
            if (next == wanted.Count)
                return true;
        }
        return false;
    }

    private bool Holds(List<Token> wanted, int at)
    {
        for (var i = 0; i < wanted.Count; i++)
            if (tokens[at + i].Word != wanted[i].Word || (i > 0 && tokens[at + i].StartsSentence))
                return false;
        return true;
    }

    private bool Denied(int at)
    {
        for (var i = at; i > 0 && i > at - NegationReach && !tokens[i].StartsClause; i--)
            if (Negations.Contains(tokens[i - 1].Word))
                return true;
        return false;
    }

    private static List<Token> Tokens(string text)
    {
        var plain = Contraction().Replace(text.ToLowerInvariant().Replace('’', '\''), " not");
        var tokens = new List<Token>();
        var (end, sentence, clause) = (0, true, true);
        foreach (Match match in Word().Matches(plain))
        {
            var between = plain.AsSpan(end, match.Index - end);
            sentence |= SentenceEnd().IsMatch(between);
            clause |= sentence || ClauseEnd().IsMatch(between) || Connectives.Contains(match.Value);
            end = match.Index + match.Length;
            if (Fillers.Contains(match.Value))
                continue;
            tokens.Add(new Token(Stem(match.Value), sentence, clause));
            (sentence, clause) = (false, false);
        }
        return tokens;
    }

    // Crude, and the same on both sides: enough for "blocks" and "blocked", "Pods" and "Pod".
    private static string Stem(string word) =>
        Negations.Contains(word) ? word
        : word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y"
        : word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3]
        : word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2]
        : word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1]
        : word;

    private readonly record struct Token(string Word, bool StartsSentence, bool StartsClause);

    [GeneratedRegex(@"n't\b|(?<=\bcan)not\b")]
    private static partial Regex Contraction();

    // A dot inside a name, as in api.example, ends nothing.
    [GeneratedRegex(@"[.;!?]\W*\s|\n\s*[\n*•-]")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[,:—–()]")]
    private static partial Regex ClauseEnd();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
