using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using YamlDotNet.RepresentationModel;

namespace KnowledgeApi.Content;

/// <summary>What an article says about itself, in front matter or in its text; front matter wins.</summary>
internal sealed partial class MetadataReader
{
    private readonly Outline outline;
    private readonly FrontMatter frontMatter;
    private readonly LinkResolver links;
    private readonly ArticleLinkReader articleLinks;
    private readonly List<string> tags = [];
    private readonly List<ArticleLink> related = [];
    private ArticleLink? previous;
    private ArticleLink? next;

    public MetadataReader(Outline outline, FrontMatter frontMatter, LinkResolver links)
    {
        (this.outline, this.frontMatter, this.links) = (outline, frontMatter, links);
        articleLinks = new(links);
        foreach (var part in outline.Entries.SelectMany(entry => entry.Parts))
        foreach (var block in part.Blocks)
            ReadBlock(block, part.Role);
    }

    public ImmutableArray<string> Tags =>
        [
            .. (frontMatter.List("tags", "tag", "keywords") is { Count: > 0 } own ? own : tags)
                .Select(tag => tag.TrimStart('#'))
                .Distinct(),
        ];

    public ImmutableArray<string> Topics =>
        [.. frontMatter.List("topics", "topic", "categories", "category").Distinct()];

    public ArticleLink? Previous => FromFrontMatter("previous", "prev") ?? previous;

    public ArticleLink? Next => FromFrontMatter("next") ?? next;

    public ImmutableArray<ArticleLink> Related =>
        frontMatter.Node("related", "relatedReading", "related_reading", "seeAlso", "see_also") switch
        {
            YamlSequenceNode sequence => [.. sequence.Children.Select(articleLinks.FromNode).OfType<ArticleLink>()],
            _ => [.. related.DistinctBy(link => (link.Slug, link.Url, link.Title))],
        };

    public ImmutableArray<Source> Sources
    {
        get
        {
            if (frontMatter.Node("sources", "source", "references") is YamlSequenceNode sequence)
                return [.. sequence.Children.Select(ReadSource).OfType<Source>()];
            return
            [
                .. LinksUnder(HeadingRole.Sources)
                    .Where(link => LinkResolver.IsExternal(link.Url ?? ""))
                    .Select(link => new Source(MarkdownReader.PlainText(link), link.Url, null, null)),
            ];
        }
    }

    /// <summary>All that stands under the first heading of a kind, else what a label in the text names so.</summary>
    public MarkdownText? TextUnder(HeadingRole role) =>
        BlocksUnder(role) is { Count: > 0 } blocks ? new MarkdownText(Slices.Of(blocks, outline.Body), links)
        : LabelledText.Find(outline, role) is { } text ? new MarkdownText(text, links)
        : null;

    /// <summary>The points under a heading that promises them; a summary in bullets gives them too.</summary>
    public ImmutableArray<MarkdownText> Takeaways
    {
        get
        {
            var blocks = BlocksUnder(HeadingRole.Takeaways);
            var items = Items(blocks);
            if (blocks.Count == 0)
                items = Items(BlocksUnder(HeadingRole.Summary)) is { Count: > 0 } summary
                    ? summary
                    : Items(BlocksUnder(HeadingRole.ShortAnswer));
            var texts =
                items.Count > 0
                    ? items.Select(item => Slices.Of([.. item], outline.Body))
                    : blocks.OfType<ParagraphBlock>().Select(paragraph => Slices.Of(paragraph, outline.Body));
            if (blocks.Count + items.Count == 0 && LabelledText.Find(outline, HeadingRole.Takeaways) is { } labelled)
                texts = [labelled];
            return [.. texts.Where(text => text.Length > 0).Select(text => new MarkdownText(text, links))];
        }
    }

    private static List<ListItemBlock> Items(List<Block> blocks) =>
        [.. blocks.OfType<ListBlock>().SelectMany(list => list.OfType<ListItemBlock>())];

    private List<Block> BlocksUnder(HeadingRole role)
    {
        var entries = outline.Entries;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Parts.FirstOrDefault(part => part.Role == role) is not { } found)
                continue;
            var blocks = found.Blocks.AsEnumerable();
            if (entries[i].Role == role)
                blocks = blocks.Concat(
                    entries
                        .Skip(i + 1)
                        .TakeWhile(deeper => deeper.Level > entries[i].Level)
                        .Where(deeper => deeper.Role == HeadingRole.Text)
                        .SelectMany(deeper => deeper.Blocks)
                );
            List<Block> own = [.. blocks.Where(block => !IsMetadata(block))];
            // What follows a rule has left the subject: calls to follow, to subscribe, to share.
            var rule = own.FindIndex(block => block is ThematicBreakBlock);
            if (rule >= 0)
                own.RemoveRange(rule, own.Count - rule);
            if (own.Count > 0)
                return own;
        }
        return [];
    }

    private bool IsMetadata(Block block) =>
        block is ParagraphBlock paragraph && MetadataLine.Matches(Slices.Of(paragraph, outline.Body));

    private IEnumerable<LinkInline> LinksUnder(HeadingRole role) =>
        BlocksUnder(role).SelectMany(block => block.Descendants<LinkInline>()).Where(link => !link.IsImage);

    private void ReadBlock(Block block, HeadingRole role)
    {
        switch (block)
        {
            case ListBlock list:
                foreach (var item in list.OfType<ListItemBlock>())
                foreach (var child in item)
                    ReadBlock(child, role);
                break;
            case QuoteBlock quote:
                foreach (var child in quote)
                    ReadBlock(child, role);
                break;
            case ParagraphBlock paragraph:
                ReadParagraph(paragraph, role);
                break;
            case Table table:
                ReadTable(table);
                break;
        }
    }

    /// <summary>A table with a column for each direction.</summary>
    private void ReadTable(Table table)
    {
        if (table.Count < 2 || table[0] is not TableRow header)
            return;
        for (var column = 0; column < header.Count; column++)
            if (
                Direction(MarkdownReader.PlainText(Slices.Of(header[column], outline.Body)))
                    is var direction
                        and not "related"
                && ((TableRow)table[1]).ElementAtOrDefault(column)?.Descendants<LinkInline>().FirstOrDefault()
                    is { } link
            )
                Keep(direction, articleLinks.Of(link));
    }

    private void ReadParagraph(ParagraphBlock paragraph, HeadingRole role)
    {
        var text = Slices.Of(paragraph, outline.Body);
        var labelled = MetadataLine.Of(text).ToList();
        foreach (var (label, value) in labelled)
        {
            if (label == "tags")
                tags.AddRange(SplitTags(value));
            else
                Keep(label, articleLinks.FromMarkdown(value));
        }
        if (labelled.Count > 0 || role is HeadingRole.Text or HeadingRole.Questions)
            return;
        switch (role)
        {
            case HeadingRole.Tags:
                tags.AddRange(
                    paragraph.Inline!.Any(inline => inline is CodeInline)
                        ? paragraph.Inline!.OfType<CodeInline>().Select(code => code.Content)
                        : SplitTags(MarkdownReader.PlainText(paragraph.Inline))
                );
                break;
            case HeadingRole.Previous:
                Keep("previous", articleLinks.FromMarkdown(text));
                break;
            case HeadingRole.Next:
                Keep("next", articleLinks.FromMarkdown(text));
                break;
            case HeadingRole.Related when paragraph.Inline!.Descendants<LinkInline>().Any():
                related.AddRange(paragraph.Inline!.Descendants<LinkInline>().Select(articleLinks.Of));
                break;
            case HeadingRole.Related:
                related.AddRange(text.Split('\n').Select(articleLinks.FromMarkdown));
                break;
            case HeadingRole.PreviousAndNext:
                foreach (var link in paragraph.Inline!.Descendants<LinkInline>())
                    Keep(Direction(MarkdownReader.PlainText(link)), articleLinks.Of(link));
                break;
        }
    }

    private static string Direction(string text) =>
        text.Contains('←') || text.Contains('«') || text.StartsWith("prev", StringComparison.OrdinalIgnoreCase)
            ? "previous"
        : text.Contains('→') || text.Contains('»') || text.StartsWith("next", StringComparison.OrdinalIgnoreCase)
            ? "next"
        : "related";

    private void Keep(string label, ArticleLink link)
    {
        if (label == "previous")
            previous ??= link;
        else if (label == "next")
            next ??= link;
        else
            related.Add(link);
    }

    private static IEnumerable<string> SplitTags(string text) =>
        TagSeparator()
            .Split(text)
            .Select(tag => tag.Trim(' ', '#', '*', '_', '`', '.', '[', ']', '-', '•'))
            .Where(tag => tag.Length is > 0 and < 60);

    private ArticleLink? FromFrontMatter(params ReadOnlySpan<string> keys) =>
        frontMatter.Node(keys) is { } node ? articleLinks.FromNode(node) : null;

    private static Source? ReadSource(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping
                when (Yaml.Text(mapping, "title") ?? Yaml.Text(mapping, "name") ?? Yaml.Text(mapping, "url"))
                    is { } title => new Source(
                title,
                Yaml.Text(mapping, "url") ?? Yaml.Text(mapping, "link"),
                Yaml.Text(mapping, "version"),
                Yaml.Text(mapping, "date") ?? Yaml.Text(mapping, "accessed")
            ),
            YamlScalarNode { Value: { Length: > 0 } text } => new Source(
                text,
                text.Contains("://", StringComparison.Ordinal) ? text : null,
                null,
                null
            ),
            _ => null,
        };

    [GeneratedRegex(@"\s*[,;|·•\n]\s*|\s+(?=#)")]
    private static partial Regex TagSeparator();
}
