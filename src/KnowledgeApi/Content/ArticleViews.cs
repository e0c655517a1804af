using System.Collections.Immutable;

namespace KnowledgeApi.Content;

/// <summary>An article in a list.</summary>
/// <param name="Part">Its place in the series.</param>
public sealed record ArticleSummary(
    string Slug,
    string Title,
    string Url,
    int? Part,
    string? Series,
    Level Level,
    string Description,
    ImmutableArray<string> Topics,
    ImmutableArray<string> Tags
)
{
    public static ArticleSummary Of(Article article) =>
        new(
            article.Slug,
            article.Title,
            article.Url,
            article.Part,
            article.Series,
            article.Level,
            article.Description.Text,
            article.Topics,
            article.Tags
        );
}

/// <summary>An article with all that was read out of it; texts are Markdown.</summary>
public sealed record ArticleView(
    string Slug,
    string Title,
    string Url,
    int? Part,
    string? Series,
    Level Level,
    string Description,
    string? ShortAnswer,
    string? Summary,
    ImmutableArray<string> KeyTakeaways,
    ImmutableArray<string> Topics,
    ImmutableArray<string> Tags,
    ArticleLink? Previous,
    ArticleLink? Next,
    ImmutableArray<ArticleLink> Related,
    ImmutableArray<SectionLink> Sections,
    ImmutableArray<DefinitionView> Definitions,
    ImmutableArray<CodeFence> CodeFences,
    ImmutableArray<Link> Links,
    ImmutableArray<Source> Sources,
    string SourceFile,
    string ContentHash,
    string Markdown
)
{
    public static ArticleView Of(Article article) =>
        new(
            article.Slug,
            article.Title,
            article.Url,
            article.Part,
            article.Series,
            article.Level,
            article.Description.Markdown,
            article.ShortAnswer?.Markdown,
            article.Summary?.Markdown,
            [.. article.KeyTakeaways.Select(takeaway => takeaway.Markdown)],
            article.Topics,
            article.Tags,
            article.Previous,
            article.Next,
            article.Related,
            [.. article.Sections.Select(SectionLink.Of)],
            [.. article.Definitions.Select(d => new DefinitionView(d.Term, d.Text.Markdown, d.Anchor, d.Line))],
            article.CodeFences,
            article.Links,
            article.Sources,
            article.SourceFile,
            article.ContentHash,
            article.Markdown
        );
}

public sealed record DefinitionView(string Term, string Text, string Anchor, int Line);

/// <summary>A section in an article's table of contents.</summary>
/// <param name="Section">The heading.</param>
/// <param name="Level">The heading's, 1 to 6.</param>
public sealed record SectionLink(string Section, string Anchor, string Url, int Level)
{
    public static SectionLink Of(Section section) => new(section.Heading, section.Anchor, section.Url, section.Level);
}

/// <summary>A section with those below it.</summary>
/// <param name="Article">The article's slug.</param>
/// <param name="Section">The heading.</param>
/// <param name="Path">The article's title and the headings down to this one.</param>
/// <param name="StartLine">In the source file, from 1.</param>
/// <param name="Markdown">With its subsections.</param>
public sealed record SectionView(
    string Article,
    string Section,
    string Anchor,
    string Url,
    int Level,
    ImmutableArray<string> Path,
    int StartLine,
    int EndLine,
    ImmutableArray<SectionLink> Subsections,
    string Markdown
)
{
    public static SectionView Of(Article article, Section section)
    {
        ImmutableArray<Section> all = [.. article.SectionWithSubsections(section)];
        return new(
            article.Slug,
            section.Heading,
            section.Anchor,
            section.Url,
            section.Level,
            section.Path,
            section.StartLine,
            all[^1].EndLine,
            [.. all.Skip(1).Select(SectionLink.Of)],
            string.Join("\n\n", all.Select(part => part.Markdown.Trim()))
        );
    }
}
