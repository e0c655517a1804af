using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KnowledgeApi.Content;

/// <summary>One part of a series, as read from a Markdown or text file.</summary>
public sealed class Article
{
    private readonly ArticleText text;

    internal Article(ArticleText text) => this.text = text;

    internal ArticleText Body => text;

    public required string Slug { get; init; }

    public required string Title { get; init; }

    /// <summary>Absolute address of the article.</summary>
    public required string Url { get; init; }

    /// <summary>Path below the content folder, with <c>/</c>.</summary>
    public required string SourceFile { get; init; }

    /// <summary>Place in the series: front matter's, else the file name's number.</summary>
    public int? Part { get; init; }

    public string? Series { get; init; }

    public required Level Level { get; init; }

    /// <summary>Front matter's description, else the short answer, else the first paragraph.</summary>
    public required MarkdownText Description { get; init; }

    /// <summary>What stands under a heading such as Short answer or TL;DR.</summary>
    public MarkdownText? ShortAnswer { get; init; }

    public MarkdownText? Summary { get; init; }

    public required ImmutableArray<MarkdownText> KeyTakeaways { get; init; }

    public required ImmutableArray<string> Topics { get; init; }

    public required ImmutableArray<string> Tags { get; init; }

    public required ImmutableArray<Source> Sources { get; init; }

    public ArticleLink? Previous { get; internal set; }

    public ArticleLink? Next { get; internal set; }

    public ImmutableArray<ArticleLink> Related { get; internal set; } = [];

    public required ImmutableArray<Section> Sections { get; init; }

    public required ImmutableArray<Definition> Definitions { get; init; }

    public required ImmutableArray<CodeFence> CodeFences { get; init; }

    public required ImmutableArray<Link> Links { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The body without front matter; the keys of question blocks are left out.</summary>
    public string Markdown => text.Markdown;

    /// <summary>The whole body as sanitised HTML.</summary>
    public string Html => text.Html;

    /// <summary>The section and those of deeper level that follow it.</summary>
    public IEnumerable<Section> SectionWithSubsections(Section section) =>
        Sections
            .SkipWhile(candidate => candidate != section)
            .TakeWhile((candidate, i) => i == 0 || candidate.Level > section.Level);
}

/// <summary>Where a fact was checked.</summary>
public sealed record Source(string Title, string? Url, string? Version, string? Date);

/// <summary>Previous, next or related reading; <paramref name="Slug"/> where it is an article of this library.</summary>
public sealed record ArticleLink(string Title, string? Url, string? Slug);

public sealed record Definition(string Term, MarkdownText Text, string Anchor, int Line);

public sealed record CodeFence(string? Language, string Code, string Anchor, int StartLine, int EndLine);

/// <summary>A link as written; slug and anchor where it leads into this library.</summary>
public sealed record Link(
    string Text,
    string Target,
    LinkKind Kind,
    int Line,
    string? Slug = null,
    string? Anchor = null
);

[JsonConverter(typeof(JsonStringEnumConverter<LinkKind>))]
public enum LinkKind
{
    [JsonStringEnumMemberName("anchor")]
    Anchor,

    [JsonStringEnumMemberName("relative")]
    Relative,

    [JsonStringEnumMemberName("external")]
    External,

    [JsonStringEnumMemberName("image")]
    Image,
}
