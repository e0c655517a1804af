using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Content;

[McpServerToolType]
public sealed class ArticleTools(Library library)
{
    [McpServerTool(
        Title = "Read a section of an article",
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(SectionPart)
    )]
    [Description(
        "Reads one section, with those below it, as Markdown. search_knowledge gives article and anchor. Where nextOffset is given there is more: ask again with it."
    )]
    public CallToolResult ReadSection(
        [Description("The article's slug.")] string article,
        [Description("The section's anchor, or its heading.")] string section,
        [Description("Where in the text to go on, the nextOffset of the answer before."), Range(0, int.MaxValue)]
            int offset = 0,
        [Description("How many characters at most."), Range(500, 40_000)] int maxChars = 8_000
    ) =>
        Find(article, section)
            .Then(found => SectionPart.Of(SectionView.Of(found.Article, found.Section), offset, maxChars))
            .ToTool(Markdown);

    // A model that has seen the heading only need not ask for the anchor first.
    private Outcome<SectionOf> Find(string article, string section) =>
        library.FindArticle(article) is { } known
        && library.FindSection(article, section) is null
        && known.Sections.FirstOrDefault(s => s.Heading.Equals(section, StringComparison.OrdinalIgnoreCase))
            is { } named
            ? new SectionOf(known, named)
            : ArticleCatalog.FindSection(library, article, section);

    private static string Markdown(SectionPart part)
    {
        var more = part.NextOffset is { } next ? $"\n\n(More with offset {next}.)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{part.Markdown}\n\nSource: {part.Url}{more}");
    }
}

/// <summary>A section's text, or a part of it.</summary>
/// <param name="NextOffset">Where the next part begins; absent at the end.</param>
public sealed record SectionPart(
    string Article,
    string Section,
    string Anchor,
    string Url,
    IReadOnlyList<string> Path,
    IReadOnlyList<SectionLink> Subsections,
    string Markdown,
    int? NextOffset
)
{
    public static Outcome<SectionPart> Of(SectionView section, int offset, int most)
    {
        var text = section.Markdown;
        if (offset > 0 && offset >= text.Length)
            return Fault.BadArgument(
                "offset",
                offset.ToString(CultureInfo.InvariantCulture),
                $"0 to {text.Length - 1}, the end of the section"
            );
        var end = Math.Min(text.Length, offset + most);
        // A line is not torn where one ends within the last quarter.
        if (end < text.Length && text.LastIndexOf('\n', end - 1, most / 4) is > 0 and var line)
            end = line + 1;
        return new SectionPart(
            section.Article,
            section.Section,
            section.Anchor,
            section.Url,
            section.Path,
            section.Subsections,
            text[offset..end],
            end < text.Length ? end : null
        );
    }
}
