using System.Text;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeApi.Content;

public static class ArticleEndpoints
{
    private const string MarkdownType = "text/markdown";
    private const string HtmlType = "text/html";
    private const string JsonType = "application/json";

    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        var articles = api.MapGroup("/articles").WithTags("Articles");
        articles
            .MapGet("", List)
            .WithSummary("The articles of the series, in order")
            .Produces<Page<ArticleSummary>>()
            .ProducesProblem(400);
        articles
            .MapGet("/{slug}", Read)
            .WithSummary("An article: JSON with all that was read out of it, or Markdown or an HTML page by Accept")
            .Produces<ArticleView>(200, JsonType, MarkdownType, HtmlType)
            .ProducesProblem(404)
            .ProducesProblem(406);
        articles
            .MapGet("/{slug}/sections/{anchor}", ReadSection)
            .WithSummary("A section and those below it, as JSON, Markdown or HTML by Accept")
            .Produces<SectionView>(200, JsonType, MarkdownType, HtmlType)
            .ProducesProblem(404)
            .ProducesProblem(406);
    }

    private static IResult List(Library library, string? topic, string? tag, string? limit, string? cursor)
    {
        var arguments = new Arguments();
        var filter = new ArticleFilter(
            arguments.Known("topic", topic, library.Topics.Select(t => t.Id)),
            arguments.Known("tag", tag, library.Articles.SelectMany(a => a.Tags).Distinct())
        );
        var most = arguments.Limit(limit);
        return arguments.Fault?.ToProblem() ?? ArticleCatalog.List(library, filter, most, cursor).ToResult();
    }

    private static IResult Read(Library library, string slug, HttpRequest request) =>
        ArticleCatalog
            .Find(library, slug)
            .ToResult(article =>
                Accepts.Best(request, JsonType, MarkdownType, HtmlType) switch
                {
                    JsonType => TypedResults.Json(ArticleView.Of(article), Json.Options),
                    MarkdownType => Text(WithTitle(article), MarkdownType),
                    HtmlType => Page(article.Title, article.Html, HasTitle(article)),
                    _ => Problem.NotAcceptable(JsonType, MarkdownType, HtmlType),
                }
            );

    private static IResult ReadSection(Library library, string slug, string anchor, HttpRequest request) =>
        ArticleCatalog
            .FindSection(library, slug, anchor)
            .ToResult(found =>
                Accepts.Best(request, JsonType, MarkdownType, HtmlType) switch
                {
                    JsonType => TypedResults.Json(SectionView.Of(found.Article, found.Section), Json.Options),
                    MarkdownType => Text(SectionView.Of(found.Article, found.Section).Markdown, MarkdownType),
                    HtmlType => Page(
                        $"{found.Section.Heading} – {found.Article.Title}",
                        string.Concat(found.Article.SectionWithSubsections(found.Section).Select(s => s.Html)),
                        hasTitle: true
                    ),
                    _ => Problem.NotAcceptable(JsonType, MarkdownType, HtmlType),
                }
            );

    private static string WithTitle(Article article) =>
        HasTitle(article) ? article.Markdown : $"# {article.Title}\n\n{article.Markdown}";

    private static bool HasTitle(Article article) => article.Sections is [{ Level: 1 }, ..];

    private static ContentHttpResult Text(string text, string type) => TypedResults.Text(text, type, Encoding.UTF8);

    private static IResult Page(string title, string html, bool hasTitle) =>
        HtmlPage.Of(title, hasTitle ? html : $"<h1>{Html.Encode(title)}</h1>\n{html}");
}
