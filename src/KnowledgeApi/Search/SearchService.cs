using System.Security.Cryptography;
using System.Text;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Search;

/// <summary>Search as callers see it.</summary>
public sealed class SearchService(Library library, SearchEngine engine)
{
    public Outcome<SearchAnswer> Search(string text, SearchFilter filter, int limit, string? cursor)
    {
        if (filter.Article is { } slug && library.FindArticle(slug) is null)
            return ArticleCatalog.Find(library, slug).Fault!;
        var arguments = new Arguments();
        filter = filter with { Topic = arguments.Known("topic", filter.Topic, library.Topics.Select(t => t.Id)) };
        if (arguments.Fault is { } fault)
            return fault;
        var question = Fingerprint(text, filter);
        if (Offset(cursor, question) is not { } offset)
            return Cursor.Fault(cursor!);
        var found = engine.Find(text, filter);
        var words = engine.Shown(found);
        var more = offset + limit < found.Results.Count;
        return new SearchAnswer(
            [
                .. found
                    .Results.Skip(offset)
                    .Take(limit)
                    .Select(result => SearchResult.Of(result, engine.BestUnit(found, result), words)),
            ],
            more ? Cursor.Write($"{question} {offset + limit}") : null,
            found.Corrections.Count == 0 ? null : found.Corrections,
            found.Expansions.Count == 0 ? null : found.Expansions
        );
    }

    // A cursor counts results, so it fits only the question and the content it came from.
    private static int? Offset(string? cursor, string question)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        return
            Cursor.Read(cursor)?.Split(' ') is [var asked, var count]
            && asked == question
            && int.TryParse(count, out var offset)
            && offset is > 0 and < SearchEngine.Deepest
            ? offset
            : null;
    }

    private string Fingerprint(string text, SearchFilter filter) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{library.Revision}\n{filter}\n{text}")))[
            ..12
        ];
}

/// <param name="Corrections">Words the content does not know, and what they were taken for.</param>
/// <param name="Expansions">Words of the glossary that were looked for too.</param>
public sealed record SearchAnswer(
    IReadOnlyList<SearchResult> Results,
    string? NextCursor,
    IReadOnlyList<Correction>? Corrections,
    IReadOnlyList<Expansion>? Expansions
);

/// <param name="Article">The article's slug.</param>
/// <param name="Section">The heading.</param>
/// <param name="Score">Comparable within one answer only.</param>
/// <param name="Excerpt">Plain text; the words looked for stand in <c>**</c>.</param>
/// <param name="Id">Of a question or a term, the slug of a scenario.</param>
public sealed record SearchResult(
    ResultKind Kind,
    string? Article,
    string? Section,
    string? Anchor,
    string Url,
    double Score,
    string Excerpt,
    string? Id = null,
    string? Title = null
)
{
    public static SearchResult Of(Found found, Unit? unit, IReadOnlySet<string> words)
    {
        var score = Math.Round(found.Score, 4);
        if (found.Section is not { } section)
        {
            var entry = found.Entry!;
            return new(
                entry.Kind,
                entry.Article,
                entry.Section,
                entry.Anchor,
                entry.Url,
                score,
                Search.Excerpt.Of(entry.Text, words),
                entry.Id,
                entry.Title.Length == 0 ? null : entry.Title
            );
        }
        var excerpt = unit?.Text ?? (section.Units.IsEmpty ? section.Heading : section.Units[0].Text);
        return new(
            ResultKind.Section,
            section.ArticleSlug,
            section.Heading,
            section.Anchor,
            section.Url,
            score,
            Search.Excerpt.Of(excerpt, words)
        );
    }
}
