namespace KnowledgeApi.Search;

/// <summary>
/// Writes FTS5's query language. Every phrase is quoted and holds letters, digits and a few signs only, so nothing a caller
/// types is ever an operator.
/// </summary>
internal static class Match
{
    /// <summary>All of the phrases; null where there are none.</summary>
    public static string? AllOf(IReadOnlyList<string> phrases) =>
        phrases.Count == 0 ? null : string.Join(" AND ", phrases.Select(Quote));

    private static string Quote(string words) => $"\"{words.Replace("\"", "", StringComparison.Ordinal)}\"";
}
