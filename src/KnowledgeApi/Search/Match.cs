namespace KnowledgeApi.Search;

/// <summary>
/// Writes FTS5's query language. Every word is quoted and holds letters, digits and a few signs only, so nothing a caller
/// types is ever an operator.
/// </summary>
internal static class Match
{
    /// <summary>Any of the words, all of the phrases, none of the excluded, all of the scope's marks; null where nothing is asked.</summary>
    public static string? Of(IEnumerable<string> anyOf, Asked asked, IEnumerable<string> scope)
    {
        List<string> required = [.. asked.Phrases.Select(Quote)];
        if (Any(anyOf) is { } any)
            required.Add(any);
        if (required.Count == 0)
            return null;
        required.AddRange(scope.Select(Quote));
        var match = string.Join(" AND ", required);
        return Any(asked.Excluded) is { } none ? $"({match}) NOT {none}" : match;
    }

    private static string? Any(IEnumerable<string> words)
    {
        var any = string.Join(" OR ", words.Select(Quote));
        return any.Length == 0 ? null : $"({any})";
    }

    private static string Quote(string words) => $"\"{words.Replace("\"", "", StringComparison.Ordinal)}\"";
}
