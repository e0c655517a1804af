using System.Buffers;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>A line about the article rather than of it: <c>Tags: …</c>, <c>Previous: …</c>, <c>[Ingress →](…)</c>.</summary>
internal static partial class MetadataLine
{
    private const int LongestLine = 1000;
    private const int LongestLabel = 60;

    private static readonly SearchValues<char> Arrows = SearchValues.Create("←→«»‹›⬅➡<>");

    /// <summary>Whether all of it is about the article.</summary>
    public static bool Matches(string markdown) =>
        markdown.Length < LongestLine
        && (
            IsLabelled(markdown) && Labels().IsMatch(markdown)
            || HasArrow(markdown) && Navigation().IsMatch(markdown)
            || Hashtags().IsMatch(markdown)
            || ArePropertiesAlone(markdown)
        );

    /// <summary>The labelled parts; one line may hold both directions, separated by a bar.</summary>
    public static IEnumerable<(string Label, string Value)> Of(string markdown)
    {
        if (markdown.Length >= LongestLine)
            yield break;
        if (Hashtags().IsMatch(markdown))
        {
            yield return ("tags", markdown);
            yield break;
        }
        var whole = Matches(markdown);
        foreach (var line in markdown.Split('\n'))
        {
            if (whole)
            {
                foreach (var part in Bar().Split(line))
                    if (Part(part) is { } found)
                        yield return found;
            }
            // At the end of a paragraph, or among the properties that a tool exports.
            else if (IsLabelled(line) && Part(line) is { Label: "tags" } tags)
                yield return tags;
        }
    }

    private static (string Label, string Value)? Part(string part)
    {
        if (LinkLabel().Match(part) is { Success: true } link)
            return (Canonical(link.Groups[1].Value), part.Trim());
        if (Labels().Match(part) is { Success: true } match)
            return (
                Canonical(match.Groups[1].Value),
                part[match.Length..].Trim(' ', '*', '_', '→', '»', '›', '>', '➡', '\uFE0F')
            );
        return Back().IsMatch(part) ? ("previous", part.Trim())
            : Forth().IsMatch(part) ? ("next", part.Trim())
            : null;
    }

    private static bool IsLabelled(string text) =>
        text.AsSpan(0, Math.Min(text.Length, LongestLabel)).IndexOfAny(':', '：') >= 0;

    private static bool HasArrow(string text) => text.AsSpan().IndexOfAny(Arrows) >= 0;

    // "Created: …, Status: …, Tags: …", as exports put them below the title.
    private static bool ArePropertiesAlone(string markdown) =>
        IsLabelled(markdown) && Array.TrueForAll(markdown.Split('\n'), line => Property().IsMatch(line));

    private static string Canonical(string label) =>
        label.ToLowerInvariant() switch
        {
            var text when text.StartsWith("prev", StringComparison.Ordinal) => "previous",
            var text
                when text.StartsWith("tag", StringComparison.Ordinal)
                    || text.StartsWith("key", StringComparison.Ordinal)
                    || text is "filed under" or "posted in" or "标签" or "標籤" or "关键词" or "タグ" => "tags",
            var text
                when text.Contains("next", StringComparison.Ordinal)
                    || text.StartsWith("continue", StringComparison.Ordinal) => "next",
            _ => "related",
        };

    [GeneratedRegex(
        @"^[^\p{L}\p{N}\n]{0,12}(tags?|keywords?|tagged(?: with| as)?|filed under|posted in|标签|標籤|关键词|タグ|prev(?:ious(?:ly)?)?(?: (?:article|part|chapter|post|reading|in (?:this|the) series))?|(?:up |read )?next(?: (?:article|part|chapter|post|reading|up|in (?:this|the) series))?|continue (?:with|reading)|related(?: (?:reading|articles?|posts?))?|see also|further reading|read also)[*_]{0,3}\s*[:：][*_]{0,3}\s*(?=\S)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Labels();

    [GeneratedRegex(@"^[\s*_]*\[[\s←«‹<]*(prev(?:ious)?|next)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LinkLabel();

    // Links alone, with an arrow at one of them.
    [GeneratedRegex(
        @"^(?=.*(?:[←→«»‹›⬅➡]|<<|>>))[^\p{L}\p{N}\n\[]*\[[^\]\n]*\]\([^)\s]*\)(?:[^\p{L}\p{N}\n\[]*\[[^\]\n]*\]\([^)\s]*\))*[^\p{L}\p{N}\n]*$"
    )]
    private static partial Regex Navigation();

    [GeneratedRegex(@"^[\s*_]*(?:(?:[←«‹⬅]\uFE0F?|<<?)\s*\[|\[\s*(?:[←«‹⬅]|<<))")]
    private static partial Regex Back();

    [GeneratedRegex(@"(?:[→»›➡]\uFE0F?|>>)\s*\]\([^)]*\)|\]\([^)]*\)[\s*_]*(?:[→»›➡]|>>?)")]
    private static partial Regex Forth();

    [GeneratedRegex(@"^\s*#[\p{L}\p{N}_/-]+(?:[ \t,]+#[\p{L}\p{N}_/-]+)+\s*$")]
    private static partial Regex Hashtags();

    [GeneratedRegex(
        @"^[^\p{L}\p{N}]{0,6}(created( by| time)?|last (edited|updated|modified)( by| time)?|edited|updated|published|posted|date|status|owner|author|authors|written by|reviewed( by)?|type|version|url|reading time|tags?|keywords?)[*_]{0,3}\s*:[*_]{0,3}\s*\S.{0,120}$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Property();

    [GeneratedRegex(@"\s+[|·•]\s+")]
    private static partial Regex Bar();
}
