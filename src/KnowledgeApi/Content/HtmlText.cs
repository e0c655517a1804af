using System.Net;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>The visible text of raw HTML in Markdown.</summary>
internal static partial class HtmlText
{
    public static string Strip(string html)
    {
        var text = Invisible().Replace(html, " ");
        text = Tag().Replace(text, " ");
        return Spaces().Replace(WebUtility.HtmlDecode(text), " ").Trim();
    }

    [GeneratedRegex(
        @"<!--.*?(-->|\z)|<script\b.*?(</script\s*>|\z)|<style\b.*?(</style\s*>|\z)",
        RegexOptions.Singleline | RegexOptions.IgnoreCase
    )]
    private static partial Regex Invisible();

    [GeneratedRegex(@"</?[A-Za-z][^>]*>|<[!?][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
