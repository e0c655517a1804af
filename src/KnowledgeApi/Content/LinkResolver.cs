namespace KnowledgeApi.Content;

/// <summary>Where the links of one file lead.</summary>
/// <param name="file">The file's path below the content folder.</param>
public sealed class LinkResolver(ArticleMap articles, string file)
{
    /// <summary>The article (and anchor) a relative link or a bare anchor leads to, if any.</summary>
    public LinkTarget? Resolve(string target)
    {
        if (IsExternal(target))
            return null;
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var anchor = hash < 0 ? null : Uri.UnescapeDataString(target[(hash + 1)..]);
        var path = Uri.UnescapeDataString((hash < 0 ? target : target[..hash]).Split('?')[0]);
        var slug = path.Length == 0 ? articles.FindByPath(file) : articles.Find(Absolute(path));
        return slug is null
            ? null
            : new LinkTarget(slug, string.IsNullOrEmpty(anchor) ? null : anchor, articles.Url(slug, anchor));
    }

    public static bool IsExternal(string target)
    {
        if (target.StartsWith("//", StringComparison.Ordinal))
            return true;
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && target.AsSpan(0, colon).IndexOfAny('/', '#', '?') < 0;
    }

    private string Absolute(string path)
    {
        var parts = path.StartsWith('/') ? [] : new List<string>(file.Split('/')[..^1]);
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                    parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
                parts.Add(part);
        }
        return string.Join('/', parts);
    }
}

public sealed record LinkTarget(string Slug, string? Anchor, string Url);

/// <summary>Slugs by file, and the address of each article; known before any body is read.</summary>
public sealed class ArticleMap(IReadOnlyDictionary<string, string> slugByPath, Uri baseUrl)
{
    private readonly HashSet<string> slugs = [.. slugByPath.Values];

    public string? FindByPath(string path) => slugByPath.GetValueOrDefault(path);

    /// <summary>By file, by file without its ending, else by a last segment that is a slug.</summary>
    public string? Find(string path)
    {
        if (slugByPath.TryGetValue(path, out var slug))
            return slug;
        if (slugByPath.TryGetValue(path + ".md", out slug) || slugByPath.TryGetValue(path + ".txt", out slug))
            return slug;
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".html", StringComparison.Ordinal) || name.EndsWith(".md", StringComparison.Ordinal))
            name = Path.GetFileNameWithoutExtension(name);
        return slugs.TryGetValue(name, out slug) ? slug : null;
    }

    public string Url(string slug, string? anchor = null)
    {
        var url = new Uri(baseUrl, $"api/v1/articles/{Uri.EscapeDataString(slug)}").AbsoluteUri;
        return string.IsNullOrEmpty(anchor) ? url : $"{url}#{Uri.EscapeDataString(anchor)}";
    }
}
