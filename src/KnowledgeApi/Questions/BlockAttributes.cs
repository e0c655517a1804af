using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions;

/// <summary>What stands in braces after <c>::: question</c>.</summary>
internal sealed partial class BlockAttributes
{
    private readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);

    private BlockAttributes(string? id) => Id = id;

    public string? Id { get; }

    public string? this[string key] => values.GetValueOrDefault(key);

    public IEnumerable<string> Keys => values.Keys;

    public static BlockAttributes Parse(string? arguments)
    {
        var text = arguments ?? "";
        var id = IdPart().Match(text);
        var attributes = new BlockAttributes(id.Success ? id.Groups[1].Value : null);
        foreach (Match match in Pair().Matches(text))
            attributes.values[match.Groups[1].Value] = match.Groups[2].Value.Trim('"', '\'', '“', '”');
        return attributes;
    }

    public IReadOnlyList<string> List(string key) =>
        this[key]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    [GeneratedRegex(@"(?<=^|[{\s])#([^\s{}#""']+)")]
    private static partial Regex IdPart();

    [GeneratedRegex(@"([\w-]+)\s*=\s*(""[^""]*""|'[^']*'|“[^”]*”|[^\s{}]+)")]
    private static partial Regex Pair();
}
