using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>A line about the article rather than of it: <c>Tags: …</c>, <c>Previous: …</c>, <c>Next: …</c>.</summary>
internal static partial class MetadataLine
{
    public static bool Matches(string markdown) =>
        markdown.Length < LongestLine
        && markdown.AsSpan(0, Math.Min(markdown.Length, LongestLabel)).IndexOfAny(':', '：') >= 0
        && Labels().IsMatch(markdown);

    private const int LongestLine = 1000;
    private const int LongestLabel = 60;

    /// <summary>The labelled parts; one line may hold both directions, separated by a bar.</summary>
    public static IEnumerable<(string Label, string Value)> Of(string markdown)
    {
        if (!Matches(markdown))
            yield break;
        foreach (var line in markdown.Split('\n'))
        {
            foreach (var part in Bar().Split(line))
            {
                if (LinkLabel().Match(part) is { Success: true } link)
                    yield return (Canonical(link.Groups[1].Value), part.Trim());
                else if (Labels().Match(part) is { Success: true } match)
                    yield return (
                        Canonical(match.Groups[1].Value),
                        part[match.Length..].Trim(' ', '*', '_', '→', '»', '›', '>')
                    );
            }
        }
    }

    private static string Canonical(string label) =>
        label.ToLowerInvariant() switch
        {
            var text when text.StartsWith("prev", StringComparison.Ordinal) => "previous",
            var text
                when text.StartsWith("tag", StringComparison.Ordinal)
                    || text.StartsWith("key", StringComparison.Ordinal) => "tags",
            var text when text.Contains("next", StringComparison.Ordinal) => "next",
            _ => "related",
        };

    [GeneratedRegex(
        @"^[\s*_←«‹<>\[(#-]*(tags?|keywords?|tagged(?: with| as)?|prev(?:ious)?(?: (?:article|part|chapter|post|reading|in (?:this|the) series))?|(?:up |read )?next(?: (?:article|part|chapter|post|reading|up|in (?:this|the) series))?|related(?: (?:reading|articles?|posts?))?|see also|further reading|read also)[*_]{0,3}\s*[:：][*_]{0,3}\s*(?=\S)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Labels();

    [GeneratedRegex(@"^[\s*_]*\[[\s←«‹<]*(prev(?:ious)?|next)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LinkLabel();

    [GeneratedRegex(@"\s+[|·•]\s+")]
    private static partial Regex Bar();
}
