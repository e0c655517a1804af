using System.Collections.Immutable;
using System.Text;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace KnowledgeApi.Content;

/// <summary>An article's body, kept once: sections slice it, and its HTML is made when first asked for.</summary>
internal sealed class ArticleText
{
    // UTF-8, since a large series would take twice the memory as strings.
    private readonly byte[] utf8;
    private readonly int[] sectionEnds;
    private readonly LinkResolver links;
    private readonly Lazy<string[]> html;

    /// <param name="utf8">The body without front matter and without keys; what follows it is text of units.</param>
    /// <param name="sectionEnds">For each section the byte it ends before.</param>
    /// <param name="anchors">For each section the id of its heading.</param>
    public ArticleText(byte[] utf8, int[] sectionEnds, ImmutableArray<string> anchors, LinkResolver links)
    {
        (this.utf8, this.sectionEnds, this.links, Anchors) = (utf8, sectionEnds, links, anchors);
        html = new(() => RenderSections(Written, Starts(), anchors, links));
    }

    public ImmutableArray<string> Anchors { get; }

    /// <summary>The body, then text of units.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8;

    public ReadOnlySpan<int> SectionEnds => sectionEnds;

    /// <summary>With links to articles and scenarios as addresses.</summary>
    public string Markdown => MarkdownLinks.Resolve(Written, links);

    private string Written => Encoding.UTF8.GetString(utf8, 0, sectionEnds[^1]);

    public string Html => string.Concat(html.Value);

    public string SectionMarkdown(int index)
    {
        var start = index == 0 ? 0 : sectionEnds[index - 1];
        return MarkdownLinks.Resolve(
            Encoding.UTF8.GetString(utf8, start, sectionEnds[index] - start).Trim('\n'),
            links
        );
    }

    public string SectionHtml(int index) => html.Value[index];

    private ImmutableArray<int> Starts() =>
        [.. sectionEnds[..^1].Select(end => Encoding.UTF8.GetCharCount(utf8, 0, end)).Prepend(0)];

    // Parsed as a whole, since link definitions and footnotes may stand in another section.
    private static string[] RenderSections(
        string markdown,
        ImmutableArray<int> starts,
        ImmutableArray<string> anchors,
        LinkResolver links
    )
    {
        var document = MarkdownReader.Parse(markdown);
        HtmlWriter.ResolveLinks(document, links);
        var blocks = document.ToLookup(block => SectionAt(starts, block.Span.Start));
        var sections = new string[starts.Length];
        for (var i = 0; i < sections.Length; i++)
        {
            if (blocks[i].FirstOrDefault() is HeadingBlock heading && heading.Span.Start == starts[i])
            {
                heading.GetAttributes().Id = anchors[i];
                Outline.RemoveExplicitAnchor(heading);
            }
            sections[i] = HtmlWriter.Sanitize(HtmlWriter.Render(blocks[i]));
        }
        return sections;
    }

    private static int SectionAt(ImmutableArray<int> starts, int offset)
    {
        var index = starts.BinarySearch(offset);
        return index >= 0 ? index : Math.Max(0, ~index - 1);
    }
}
