using System.Text.RegularExpressions;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>A regular expression from the manifests: made on first use, matched in time linear to the input.</summary>
/// <remarks>
/// ingress-nginx matches with PCRE; look-around and back-references, which a linear-time engine cannot do, count as invalid.
/// </remarks>
internal sealed class Pattern(string text, bool ignoreCase)
{
    /// <summary>Longest pattern that is compiled, in characters.</summary>
    public const int MaxLength = 512;

    private readonly Lazy<Regex?> _regex = new(() => Compile(text, ignoreCase));

    /// <summary>The pattern as written.</summary>
    public string Text => text;

    /// <summary>Whether the pattern can be compiled; an invalid one never matches.</summary>
    public bool IsValid => _regex.Value is not null;

    public bool IsMatch(ReadOnlySpan<char> input) => _regex.Value is { } regex && regex.IsMatch(input);

    /// <summary>The first match, or null.</summary>
    public Match? Match(string input) => _regex.Value?.Match(input) is { Success: true } match ? match : null;

    private static Regex? Compile(string text, bool ignoreCase)
    {
        if (text.Length > MaxLength)
            return null;
        try
        {
            return new(
                text,
                RegexOptions.NonBacktracking
                    | RegexOptions.CultureInvariant
                    | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None)
            );
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
