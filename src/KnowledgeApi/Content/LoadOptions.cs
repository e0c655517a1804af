namespace KnowledgeApi.Content;

/// <summary>What the loader is told from outside.</summary>
public sealed record LoadOptions
{
    /// <summary>Where readers reach the service; every URL in the library starts with it.</summary>
    public Uri BaseUrl { get; init; } = new("http://localhost:5080");

    /// <summary>A larger file is left out and reported.</summary>
    public int MaximumFileBytes { get; init; } = 2 * 1024 * 1024;
}
