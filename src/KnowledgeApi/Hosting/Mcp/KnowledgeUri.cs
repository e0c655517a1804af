namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Addresses of what can be read as a resource.</summary>
internal static class KnowledgeUri
{
    public const string ArticleTemplate = "knowledge://articles/{slug}";
    public const string SectionTemplate = "knowledge://articles/{slug}/sections/{anchor}";
    public const string ScenarioTemplate = "knowledge://scenarios/{slug}";

    private const string Scheme = "knowledge://";

    public static string Article(string slug) => $"{Scheme}articles/{Uri.EscapeDataString(slug)}";

    public static string Section(string slug, string anchor) =>
        $"{Article(slug)}/sections/{Uri.EscapeDataString(anchor)}";

    public static string Scenario(string slug) => $"{Scheme}scenarios/{Uri.EscapeDataString(slug)}";

    /// <summary>The parts of an address, unescaped; null where it is none of these.</summary>
    public static string[]? Parts(string uri) =>
        uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? [.. uri[Scheme.Length..].Split('/').Select(Uri.UnescapeDataString)]
            : null;
}
