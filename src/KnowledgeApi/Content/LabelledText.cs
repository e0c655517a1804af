using System.Text.RegularExpressions;
using Markdig.Extensions.Alerts;
using Markdig.Extensions.CustomContainers;
using Markdig.Syntax;

namespace KnowledgeApi.Content;

/// <summary>
/// A summary that a label in the text names, not a heading: <c>**TL;DR**: …</c>, <c>TL;DR: …</c>,
/// <c>&gt; [!summary]</c>, <c>:::tip Short answer</c>.
/// </summary>
internal static partial class LabelledText
{
    private const int LongestLabel = 40;

    public static string? Find(Outline outline, HeadingRole role) =>
        outline
            .Entries.SelectMany(entry => entry.Parts)
            .Where(part => part.Role != HeadingRole.Questions)
            .SelectMany(part => part.Blocks)
            .Select(block => In(block, role, outline.Body))
            .FirstOrDefault(text => text is not null);

    private static string? In(Block block, HeadingRole role, Body body) =>
        block switch
        {
            ParagraphBlock paragraph => Of(Slices.Of(paragraph, body), role),
            AlertBlock alert when RoleOf(alert.Kind.ToString()) == role => Slices.Of([.. alert], body),
            CustomContainer container
                when (
                    RoleOf(container.Arguments ?? "") is var titled and not HeadingRole.Text
                        ? titled
                        : RoleOf(container.Info ?? "")
                ) == role => Slices.Of([.. container], body),
            QuoteBlock or CustomContainer => ((ContainerBlock)block)
                .Select(child => In(child, role, body))
                .FirstOrDefault(text => text is not null),
            _ => null,
        };

    private static string? Of(string markdown, HeadingRole role)
    {
        var match = Label().Match(markdown[..Math.Min(markdown.Length, LongestLabel)]);
        if (RoleOf(match) != role)
            return null;
        var text = markdown[match.Length..].Trim();
        // The emphasis that opened before the label may close after the text.
        if (!match.Groups["closed"].Success && match.Groups["bold"] is { Success: true, Value: var mark })
            text = text.EndsWith(mark, StringComparison.Ordinal) ? text[..^mark.Length].Trim() : text;
        return text.Length > 0 ? text : null;
    }

    /// <summary>Whether a label comes first and what it names after it.</summary>
    public static bool Is(string line) =>
        RoleOf(Label().Match(line[..Math.Min(line.Length, LongestLabel)])) != HeadingRole.Text;

    private static HeadingRole RoleOf(Match label) =>
        label.Success ? RoleOf(label.Groups["label"].Value) : HeadingRole.Text;

    private static HeadingRole RoleOf(string label) =>
        Whole().Match(label.Trim(' ', '[', ']', '"', ':')) is not { Success: true } match ? HeadingRole.Text
        : match.Groups["summary"].Success ? HeadingRole.Summary
        : match.Groups["points"].Success ? HeadingRole.Takeaways
        : HeadingRole.ShortAnswer;

    [GeneratedRegex(
        @"^[^\p{L}\p{N}*_]{0,8}(?:(?<bold>\*{1,3}|__?)\s*)?(?<label>[\p{L};:,’' -]{2,28}?)\s*(?(bold)(?:[:：]?\s*(?<closed>(?>\*{1,3}|__?))\s*[:：—–-]{0,2}|[:：])|[:：])\s*(?=\S)"
    )]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^(?:the )?(?:tl ?[;:,]? ?dr;?|(?:short|quick|brief) (?:answer|version|summary)|in (?:short|brief|a nutshell)|(?<summary>(?:executive |in )?summary|abstract|conclusion|摘要|总结|總結)|(?<points>(?:key |main )?take-?aways?))$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Whole();
}
