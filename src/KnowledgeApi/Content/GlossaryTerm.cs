using System.Collections.Immutable;

namespace KnowledgeApi.Content;

/// <summary>A term of <c>glossary.md</c>, or one that an article defines (then with its article and anchor).</summary>
/// <param name="Synonyms">Other names and abbreviations.</param>
public sealed record GlossaryTerm(
    string Id,
    string Term,
    ImmutableArray<string> Synonyms,
    MarkdownText Definition,
    string File,
    int Line,
    string? ArticleSlug = null,
    string? Anchor = null
)
{
    /// <summary>What people type who do not know the term.</summary>
    public ImmutableArray<string> Symptoms { get; init; } = [];
}
