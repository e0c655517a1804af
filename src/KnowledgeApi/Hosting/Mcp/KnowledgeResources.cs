using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Mcp.Views;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Scenarios;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Articles, sections and scenarios as resources, and the views of the tools.</summary>
public sealed class KnowledgeResources(Library library)
{
    private const string Markdown = "text/markdown";
    private const int PageSize = 100;

    public static IReadOnlyList<ResourceTemplate> Templates { get; } =
    [
        Template(
            KnowledgeUri.ArticleTemplate,
            "article",
            "An article",
            "An article of the series as Markdown; of a long one the beginning and its contents."
        ),
        Template(
            KnowledgeUri.SectionTemplate,
            "section",
            "A section of an article",
            "One section with those below it, as Markdown."
        ),
        Template(
            KnowledgeUri.ScenarioTemplate,
            "scenario",
            "A network scenario",
            "A network story with its manifests and requests, as Markdown; run_scenario tells what comes of them."
        ),
    ];

    // Sections are many and found by template; the rest is listed.
    private IReadOnlyList<Resource> All =>
        field ??= [
            .. library
                .Articles.Select(article =>
                    Resource(KnowledgeUri.Article(article.Slug), article.Slug, article.Title, article.Description.Text)
                )
                .Concat(
                    library.Scenarios.Select(scenario =>
                        Resource(
                            KnowledgeUri.Scenario(scenario.Slug),
                            scenario.Slug,
                            scenario.Title,
                            scenario.Summary ?? scenario.Title
                        )
                    )
                )
                .Concat(AppViews.Resources)
                .OrderBy(resource => resource.Uri, StringComparer.Ordinal),
        ];

    public ListResourcesResult List(string? cursor)
    {
        var page = Page.Of(All, resource => resource.Uri, PageSize, cursor);
        return page.Value is { } found
            ? new() { Resources = [.. found.Items], NextCursor = found.NextCursor }
            : throw new McpProtocolException(page.Fault!.Detail, McpErrorCode.InvalidParams);
    }

    /// <param name="missing">The code that the caller's revision of the protocol has for what does not exist.</param>
    public ReadResourceResult Read(string uri, McpErrorCode missing)
    {
        if (AppViews.Find(uri) is { } view)
            return new() { Contents = [view] };
        var text = KnowledgeUri.Parts(uri) switch
        {
            ["articles", var slug] => ArticleCatalog.Find(library, slug).Select(ResourceText.Of),
            ["articles", var slug, "sections", var anchor] => ArticleCatalog
                .FindSection(library, slug, anchor)
                .Select(found => ResourceText.Of(found.Article, found.Section)),
            ["scenarios", var slug] => ScenarioCatalog.Find(library, slug).Select(ResourceText.Of),
            _ => new Fault(
                StatusCodes.Status404NotFound,
                $"'{Shown.Text(uri)}' is no resource here; allowed: {string.Join(", ", Templates.Select(t => t.UriTemplate))}."
            ),
        };
        return text.Value is { } found
            ? new()
            {
                Contents =
                [
                    new TextResourceContents
                    {
                        Uri = uri,
                        MimeType = Markdown,
                        Text = found,
                    },
                ],
            }
            : throw new McpProtocolException(text.Fault!.Detail, missing);
    }

    private static Resource Resource(string uri, string name, string title, string description) =>
        new()
        {
            Uri = uri,
            Name = name,
            Title = title,
            Description = description,
            MimeType = Markdown,
            Icons = McpIcons.Book,
            Annotations = ForBoth,
        };

    private static ResourceTemplate Template(string uri, string name, string title, string description) =>
        new()
        {
            UriTemplate = uri,
            Name = name,
            Title = title,
            Description = description,
            MimeType = Markdown,
            Icons = McpIcons.Book,
            Annotations = ForBoth,
        };

    private static Annotations ForBoth => new() { Audience = [Role.User, Role.Assistant] };
}
