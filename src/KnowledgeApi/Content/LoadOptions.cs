namespace KnowledgeApi.Content;

/// <summary>What the loader is told from outside.</summary>
public sealed record LoadOptions
{
    /// <summary>Where readers reach the service; every URL in the library starts with it.</summary>
    public Uri BaseUrl { get; init; } = new("http://localhost:5080");

    /// <summary>Where what is read of articles is kept from one start to the next; null keeps nothing.</summary>
    public string? ArticleStore { get; init; }

    /// <summary>A larger file is left out and reported.</summary>
    public int MaximumFileBytes { get; init; } = 2 * 1024 * 1024;
}
