using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Content;

/// <summary>What may be asked about the articles, whichever way it is asked.</summary>
public static class ArticleCatalog
{
    public static Outcome<Page<ArticleSummary>> List(
        Library library,
        ArticleFilter filter,
        int limit,
        string? cursor
    ) =>
        Page.Of([.. library.Articles.Where(filter.Matches)], article => article.Slug, limit, cursor)
            .Select(page => page.Select(ArticleSummary.Of));

    public static Outcome<Article> Find(Library library, string slug) =>
        library.FindArticle(slug) is { } article
            ? article
            : Fault.NotFound("article", slug, library.NearestArticles(slug), "/api/v1/articles");

    public static Outcome<SectionOf> FindSection(Library library, string slug, string anchor) =>
        Find(library, slug)
            .Then(article =>
                library.FindSection(slug, anchor) is { } section
                    ? (Outcome<SectionOf>)new SectionOf(article, section)
                    : Fault.NotFound(
                        $"section of '{slug}' with the anchor",
                        anchor,
                        library.NearestSections(article, anchor),
                        $"/api/v1/articles/{slug}"
                    )
            );
}

public sealed record SectionOf(Article Article, Section Section);

public sealed record ArticleFilter(string? Topic, string? Tag)
{
    public bool Matches(Article article) =>
        (Topic is null || article.Topics.Contains(Topic))
        && (Tag is null || article.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase));
}
