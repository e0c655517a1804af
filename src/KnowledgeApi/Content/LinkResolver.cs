namespace KnowledgeApi.Content;

/// <summary>Where the links of one file lead.</summary>
/// <param name="file">The file's path below the content folder.</param>
public sealed class LinkResolver(ArticleMap map, string file)
{
    /// <summary>The article or scenario (and anchor) a relative link or a bare anchor leads to, if any.</summary>
    public LinkTarget? Resolve(string target)
    {
        if (IsExternal(target))
            return null;
        var hash = target.IndexOf('#', StringComparison.Ordinal);
        var anchor = hash < 0 ? null : Uri.UnescapeDataString(target[(hash + 1)..]);
        if (string.IsNullOrEmpty(anchor))
            anchor = null;
        var path = Uri.UnescapeDataString((hash < 0 ? target : target[..hash]).Split('?')[0]);
        if (path.Length == 0)
            return map.FindByPath(file) is { } own ? own with { Anchor = anchor } : null;
        return map.Find(Absolute(path)) is { } found ? found with { Anchor = anchor } : null;
    }

    public static bool IsExternal(string target)
    {
        if (target.StartsWith("//", StringComparison.Ordinal))
            return true;
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && target.AsSpan(0, colon).IndexOfAny('/', '#', '?') < 0;
    }

    /// <summary>The address below the content folder that a relative path means.</summary>
    public string Absolute(string path)
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

/// <summary>What a link leads to.</summary>
public sealed record LinkTarget(LinkTargetKind Kind, string Slug, string BaseUrl, string? Anchor = null)
{
    public string Url => Anchor is null ? BaseUrl : $"{BaseUrl}#{Uri.EscapeDataString(Anchor)}";
}

public enum LinkTargetKind
{
    Article,
    Scenario,
}
