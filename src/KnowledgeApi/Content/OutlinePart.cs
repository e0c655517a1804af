using KnowledgeApi.Questions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Content;

/// <summary>Blocks that stand under one heading, or under a bold line that reads like one: <c>**Key takeaways**</c>.</summary>
internal sealed record OutlinePart(HeadingRole Role, IReadOnlyList<Block> Blocks)
{
    public static IReadOnlyList<OutlinePart> Of(OutlineEntry entry)
    {
        List<OutlinePart>? parts = null;
        var (start, role) = (0, entry.Role);
        for (var i = 0; i < entry.Blocks.Count; i++)
        {
            // What follows a rule has left the subject.
            if (entry.Blocks[i] is ThematicBreakBlock && parts is not null && role != HeadingRole.Questions)
            {
                parts.Add(new OutlinePart(role, entry.Blocks[start..i]));
                (start, role) = (i, entry.Role);
            }
            if (entry.Blocks[i] is not ParagraphBlock paragraph || BoldLine(paragraph) is not { } line)
                continue;
            // "**TL;DR: keep it short**" keeps its promise itself.
            var promised =
                QuestionText.EndsWithMark(line) || LabelledText.Is(line) ? HeadingRole.Text : HeadingRoles.Of(line);
            // Any bold line ends what another began, but questions are bold lines themselves.
            if (promised == HeadingRole.Text && (parts is null || role == HeadingRole.Questions))
                continue;
            (parts ??= []).Add(new OutlinePart(role, entry.Blocks[start..i]));
            (start, role) = promised == HeadingRole.Text ? (i, entry.Role) : (i + 1, promised);
        }
        if (parts is null)
            return [new OutlinePart(role, entry.Blocks)];
        parts.Add(new OutlinePart(role, entry.Blocks[start..]));
        return parts;
    }

    /// <summary>The text of a paragraph that is bold as a whole.</summary>
    public static string? BoldLine(ParagraphBlock paragraph) =>
        paragraph.Inline?.FirstChild is EmphasisInline { DelimiterCount: 2 } bold
        && (bold.NextSibling is null || bold.NextSibling is LiteralInline { NextSibling: null } rest && IsColon(rest))
        && MarkdownReader.PlainText(bold) is { Length: > 0 and < 100 } text
            ? text.TrimEnd(':', '：', ' ')
            : null;

    private static bool IsColon(LiteralInline rest) => rest.Content.AsSpan().Trim() is ":" or "：";
}
