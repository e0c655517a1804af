namespace KnowledgeApi.Content;

/// <summary>Which file is which article or scenario, and their addresses; known before any body is read.</summary>
public sealed class ArticleMap
{
    private readonly Dictionary<string, LinkTarget> byPath;
    private readonly Dictionary<string, LinkTarget> bySlug = [];
    private readonly Uri baseUrl;

    /// <param name="articles">Slugs by path below the content folder.</param>
    /// <param name="scenarios">Likewise, by the path of <c>scenario.md</c>.</param>
    public ArticleMap(
        IEnumerable<KeyValuePair<string, string>> articles,
        IEnumerable<KeyValuePair<string, string>> scenarios,
        Uri baseUrl
    )
    {
        this.baseUrl = baseUrl;
        byPath = articles.ToDictionary(pair => pair.Key, pair => Target(LinkTargetKind.Article, pair.Value));
        foreach (var target in byPath.Values)
            bySlug.TryAdd(target.Slug, target);
        foreach (var (path, slug) in scenarios)
        {
            var target = Target(LinkTargetKind.Scenario, slug);
            byPath[path] = target;
            byPath[path[..path.LastIndexOf('/')]] = target;
            bySlug.TryAdd(slug, target);
        }
    }

    public LinkTarget? FindByPath(string path) => byPath.GetValueOrDefault(path);

    /// <summary>By file, by file without its ending, else by a last segment that is a slug.</summary>
    public LinkTarget? Find(string path)
    {
        if (
            byPath.TryGetValue(path, out var target)
            || byPath.TryGetValue(path + ".md", out target)
            || byPath.TryGetValue(path + ".txt", out target)
        )
            return target;
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".html", StringComparison.Ordinal) || name.EndsWith(".md", StringComparison.Ordinal))
            name = Path.GetFileNameWithoutExtension(name);
        return bySlug.GetValueOrDefault(name);
    }

    public string Url(string slug, string? anchor = null) =>
        (Target(LinkTargetKind.Article, slug) with { Anchor = string.IsNullOrEmpty(anchor) ? null : anchor }).Url;

    private LinkTarget Target(LinkTargetKind kind, string slug)
    {
        var folder = kind == LinkTargetKind.Article ? "articles" : "scenarios";
        var url = new Uri(baseUrl, $"api/v1/{folder}/{Uri.EscapeDataString(slug)}");
        return new LinkTarget(kind, slug, url.AbsoluteUri);
    }
}
