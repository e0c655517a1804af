using System.Collections.Immutable;

namespace KnowledgeApi.Content;

/// <summary>A term of <c>glossary.md</c>, or one that an article defines (then with its article and anchor).</summary>
/// <param name="Synonyms">Synonyms, abbreviations and symptom phrases that lead a search to the term.</param>
public sealed record GlossaryTerm(
    string Id,
    string Term,
    ImmutableArray<string> Synonyms,
    MarkdownText Definition,
    string File,
    int Line,
    string? ArticleSlug = null,
    string? Anchor = null
);
