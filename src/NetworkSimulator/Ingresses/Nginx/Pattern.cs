using System.Text.RegularExpressions;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>A regular expression from the manifests, made on first use, of which is known beforehand what a match costs at most.</summary>
/// <remarks>
/// ingress-nginx matches with PCRE. Simple patterns, the most there are, go to the backtracking engine, whose work on them
/// is bounded; others to the linear-time one, which needs a thousand times as much to be made, so there are only
/// <see cref="PatternBudget.Complex"/> of them. Look-around and back-references count as invalid.
/// </remarks>
internal sealed class Pattern
{
    /// <summary>Longest pattern that is compiled, in characters.</summary>
    public const int MaxLength = 512;

    private const int MaxRepeats = 2;
    private const int MaxChoices = 4;
    private const long CostOfSimple = 2_000;
    private const long CostOfComplex = 100_000;

    private readonly Lazy<Regex?> _regex;
    private readonly int _repeats;
    private readonly int _choices;
    private readonly bool _isSimple;

    /// <param name="text">The pattern.</param>
    /// <param name="isAnchored">Whether it is compared from the start of the input only.</param>
    /// <param name="ignoreCase">Whether case plays no part.</param>
    /// <param name="budget">How many complex patterns may still be made.</param>
    public Pattern(string text, bool isAnchored, bool ignoreCase, PatternBudget budget)
    {
        Text = text;
        _isSimple = isAnchored && TryMeasure(text, out _repeats, out _choices);
        var isAllowed = IsAllowed = text.Length <= MaxLength && (_isSimple || budget.TryTake());
        var options = (ignoreCase ? RegexOptions.IgnoreCase : 0) | (_isSimple ? 0 : RegexOptions.NonBacktracking);
        _regex = new(() => isAllowed ? Compile(isAnchored ? "^" + text : text, options) : null);
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Whether the pattern is within the bounds on length and on the number of complex ones.</summary>
    public bool IsAllowed { get; }

    /// <summary>Whether the pattern can be used; one that cannot never matches.</summary>
    public bool IsValid => _regex.Value is not null;

    /// <summary>Steps that a match against an input of the length takes at most, the making of the pattern included.</summary>
    public long CostOf(int length) =>
        !IsAllowed ? 0
        : _isSimple ? CostOfSimple + (1L << _choices) * (long)Math.Pow(length + 1, _repeats)
        : CostOfComplex + 50L * length;

    public bool IsMatch(ReadOnlySpan<char> input) => _regex.Value is { } regex && regex.IsMatch(input);

    /// <summary>The first match, or null.</summary>
    public Match? Match(string input) => _regex.Value?.Match(input) is { Success: true } match ? match : null;

    /// <summary>Counts what makes a backtracking engine try again; false where that cannot be bounded by counting.</summary>
    private static bool TryMeasure(ReadOnlySpan<char> text, out int repeats, out int choices)
    {
        (repeats, choices) = (0, 0);
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            switch (text[i])
            {
                case '\\':
                    if (char.IsAsciiDigit(next) || next == 'k')
                        return false;
                    i++;
                    break;
                case '[':
                    i = EndOfClass(text, i);
                    if (i < 0)
                        return false;
                    break;
                case '(':
                    depth++;
                    if (next == '?')
                    {
                        if (i + 2 >= text.Length || text[i + 2] != ':')
                            return false;
                        i += 2;
                    }
                    break;
                case ')':
                    depth--;
                    if (next is '*' or '+' or '?' or '{')
                        return false;
                    break;
                case '|':
                    // At the top it would free what follows from the anchor.
                    if (depth == 0)
                        return false;
                    choices++;
                    break;
                case '?':
                    choices++;
                    break;
                case '*' or '+' or '{':
                    repeats++;
                    break;
            }
        }
        return repeats <= MaxRepeats && choices <= MaxChoices;
    }

    /// <summary>Index of the bracket that closes a character class; -1 where it holds another, or never ends.</summary>
    private static int EndOfClass(ReadOnlySpan<char> text, int start)
    {
        var first = start + 1 < text.Length && text[start + 1] == '^' ? start + 2 : start + 1;
        for (var i = first; i < text.Length; i++)
            if (text[i] == ']' && i > first)
                return i;
            else if (text[i] == '[')
                return -1;
            else if (text[i] == '\\')
                i++;
        return -1;
    }

    private static Regex? Compile(string text, RegexOptions options)
    {
        try
        {
            return new(text, options | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>How many patterns of a cluster may go to the engine that is costly to make.</summary>
internal sealed class PatternBudget
{
    /// <summary>Patterns of a cluster that are too complex to be bounded by counting; those beyond never match.</summary>
    public const int Complex = 200;

    /// <summary>Steps that the regular expressions of a host may take for one request; then it counts as not found.</summary>
    public const long StepsPerRequest = 10_000_000;

    private int _left = Complex;

    /// <summary>Takes one; false where none is left. Called while the cluster is compiled, by one thread.</summary>
    public bool TryTake() => _left-- > 0;
}
