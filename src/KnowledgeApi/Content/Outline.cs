using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Content;

/// <summary>A document cut at its headings; those inside quotes, lists, code and comments are text.</summary>
internal sealed partial class Outline
{
    /// <param name="title">The article's, where it is known before the text is read.</param>
    /// <param name="otherwise">Where no heading gives one either.</param>
    public Outline(Body body, string? title, string otherwise)
    {
        Body = body;
        Document = MarkdownReader.Parse(body.Markdown);
        Title = title ?? FirstTitle(Document) ?? otherwise;
        Entries = Cut(Title);
        AssignAnchors();
    }

    public string Title { get; }

    public Body Body { get; }

    public MarkdownDocument Document { get; }

    public IReadOnlyList<OutlineEntry> Entries { get; }

    /// <summary>The first top heading, which names the document; without one, a beginning that stands out.</summary>
    public static string? FirstTitle(MarkdownDocument document)
    {
        var headings = document.OfType<HeadingBlock>().ToList();
        var heading = headings.Find(heading => heading.Level == 1);
        if (heading is null && document.Count > 0)
        {
            if (document[0] is ParagraphBlock paragraph && OutlinePart.BoldLine(paragraph) is { } line)
                return HeadingRoles.Of(line) == HeadingRole.Text ? line : null;
            // The only heading of its level, above all others.
            if (
                document[0] == headings.FirstOrDefault()
                && headings.Skip(1).All(other => other.Level > headings[0].Level)
            )
                heading = headings.Count > 1 ? headings[0] : null;
        }
        return heading is not null && HeadingText(heading).Text is { Length: > 0 } title ? title : null;
    }

    public static void RemoveExplicitAnchor(HeadingBlock heading)
    {
        if (
            heading.Inline?.LastChild is LiteralInline literal
            && ExplicitAnchor().Match(literal.Content.ToString()) is { Success: true } match
        )
            literal.Content.End = literal.Content.Start + match.Index - 1;
    }

    public static string WithoutAnchor(string heading) => ExplicitAnchor().Replace(heading, "");

    private static (string Text, string? Anchor) HeadingText(HeadingBlock heading)
    {
        var text = MarkdownReader.PlainText(heading.Inline);
        var match = ExplicitAnchor().Match(text);
        return match.Success ? (text[..match.Index].TrimEnd(), match.Groups[1].Value) : (text, null);
    }

    private List<OutlineEntry> Cut(string title)
    {
        var entries = new List<OutlineEntry>();
        foreach (var block in Document)
        {
            if (block is HeadingBlock heading)
            {
                var (text, anchor) = HeadingText(heading);
                var start = entries.Count == 0 ? 0 : heading.Span.Start;
                entries.Add(
                    new OutlineEntry(
                        text.Length > 0 ? text : title,
                        heading.Level,
                        start,
                        Body.LineAt(heading.Span.Start)
                    )
                    {
                        Heading = heading,
                        Anchor = anchor ?? "",
                    }
                );
            }
            else if (block is LinkReferenceDefinitionGroup or BlankLineBlock)
                continue;
            else
            {
                if (entries.Count == 0)
                {
                    if (block is HtmlBlock html && HtmlText.Strip(html.Lines.ToString()).Length == 0)
                        continue;
                    entries.Add(new OutlineEntry(title, 1, 0, Body.LineAt(block.Span.Start)));
                }
                entries[^1].Blocks.Add(block);
            }
        }
        if (entries.Count == 0)
            entries.Add(new OutlineEntry(title, 1, 0, Body.LineAt(0)));
        return entries;
    }

    private void AssignAnchors()
    {
        var slugger = new Slugger();
        foreach (var entry in Entries.Where(entry => entry.Heading is not null))
            entry.Anchor = entry.Anchor.Length > 0 ? slugger.Claim(entry.Anchor) : slugger.Next(entry.Text);
        // The text before the first heading comes last: it must not take a heading's anchor from it.
        foreach (var entry in Entries.Where(entry => entry.Heading is null))
            entry.Anchor = slugger.Next(entry.Text);
    }

    [GeneratedRegex(@"\s*\{#([\w.:-]+)\}\s*$")]
    private static partial Regex ExplicitAnchor();
}

/// <summary>A heading (or the article's beginning) and the blocks down to the next heading.</summary>
internal sealed record OutlineEntry(string Text, int Level, int Start, int StartLine)
{
    public HeadingBlock? Heading { get; init; }

    public string Anchor { get; set; } = "";

    public HeadingRole Role { get; } = HeadingRoles.Of(Text);

    public List<Block> Blocks { get; } = [];

    /// <summary>The blocks, cut where a bold line takes the place of a heading that promises something.</summary>
    public IReadOnlyList<OutlinePart> Parts => field ??= OutlinePart.Of(this);
}
