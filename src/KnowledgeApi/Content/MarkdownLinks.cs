using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>Links between files, made into addresses: whoever reads a piece of Markdown elsewhere has no file beside it.</summary>
internal static partial class MarkdownLinks
{
    public static string Resolve(string markdown, LinkResolver? links)
    {
        if (
            links is null
            || (
                !markdown.Contains("](", StringComparison.Ordinal) && !markdown.Contains("]:", StringComparison.Ordinal)
            )
        )
            return markdown;
        var resolved = new StringBuilder(markdown.Length + 256);
        string? fence = null;
        foreach (var range in markdown.AsSpan().Split('\n'))
        {
            var line = markdown[range];
            if (resolved.Length > 0 || range.Start.Value > 0)
                resolved.Append('\n');
            if (Fence().Match(line) is { Success: true } mark)
            {
                if (fence is null)
                    fence = mark.Value.Trim();
                else if (line.AsSpan().Trim() is var end && end.StartsWith(fence) && end.TrimStart(fence[0]).IsEmpty)
                    fence = null;
            }
            resolved.Append(fence is null ? Outside(line) : line);
        }
        return resolved.ToString();

        // What stands between backticks is said as it stands.
        string Outside(string line) =>
            string.Join(
                '`',
                line.Split('`').Select((piece, i) => i % 2 == 0 ? Target().Replace(piece, Address) : piece)
            );

        string Address(System.Text.RegularExpressions.Match match) =>
            links.Resolve(match.Groups["url"].Value) is { } target
                ? $"{match.Groups["before"].Value}{target.Url}"
                : match.Value;
    }

    [GeneratedRegex(@"^\s*(`{3,}|~{3,})")]
    private static partial Regex Fence();

    // Of a link in the text, or of the definition of one that is named there.
    [GeneratedRegex(@"(?<before>\]\(<?|^ {0,3}\[[^\]]+\]:\s*<?)(?<url>[^\s)>]+)")]
    private static partial Regex Target();
}
