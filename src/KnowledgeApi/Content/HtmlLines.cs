using System.Net;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <param name="Rest">What follows the opening tags on their line.</param>
internal sealed record HtmlCode(string Language, string Rest);

/// <summary>Lines of HTML that say what Markdown has signs for: headings, paragraphs, bullets, rows and code.</summary>
internal static partial class HtmlLines
{
    private const int MostHeadingLines = 6;

    /// <summary>A heading as Markdown and how many lines it takes; null where none begins.</summary>
    public static (string Markdown, int Lines)? Heading(string[] lines, int i)
    {
        if (OpensHeading().Match(lines[i]) is not { Success: true } opening)
            return null;
        var text = "";
        var close = $"</h{opening.Groups[1].Value}>";
        for (var count = 1; count <= MostHeadingLines && i + count <= lines.Length; count++)
        {
            text += " " + (count == 1 ? lines[i][opening.Length..] : lines[i + count - 1]);
            var end = text.IndexOf(close, StringComparison.OrdinalIgnoreCase);
            if (end < 0)
                continue;
            var id = Id().Match(opening.Value) is { Success: true } own ? $" {{#{own.Groups[1].Value}}}" : "";
            var rest = text[(end + close.Length)..].Trim().Length > 0 ? null : Inline(text[..end]);
            return string.IsNullOrEmpty(rest)
                ? null
                : ($"{new string('#', opening.Groups[1].Value[0] - '0')} {rest}{id}", count);
        }
        return null;
    }

    public static HtmlCode? OpensCode(string line) =>
        OpensPre().Match(line) is { Success: true } pre
            ? new HtmlCode(pre.Groups["language"].Value, line[pre.Length..])
            : null;

    public static string CodeText(string html) => WebUtility.HtmlDecode(AnyTag().Replace(html, ""));

    /// <summary>A line of HTML as Markdown, of more than one line where Markdown needs them; null for any other.</summary>
    public static string? Of(string line)
    {
        if (line.AsSpan().TrimStart() is not ['<', ..])
            return null;
        if (Paragraph().Match(line) is { Success: true } paragraph)
            return Inline(paragraph.Groups[1].Value) + "\n";
        if (Items().IsMatch(line))
            return string.Concat(Item().Matches(line).Select(item => $"- {Inline(item.Groups[1].Value)}\n"))
                .TrimEnd(line.Contains("</li></", StringComparison.OrdinalIgnoreCase) ? '\0' : '\n');
        if (Definition().Match(line) is { Success: true } definition)
            return $"- **{Inline(definition.Groups[1].Value)}**: {Inline(definition.Groups[2].Value)}";
        if (Row().IsMatch(line))
        {
            var cells = Cells().Matches(line);
            var row = "|" + string.Concat(cells.Select(cell => $" {Inline(cell.Groups[2].Value)} |"));
            return cells[0].Groups[1].Value is "th" or "TH"
                ? $"\n{row}\n|{string.Concat(Enumerable.Repeat(" - |", cells.Count))}"
                : row;
        }
        return List().IsMatch(line) ? "" : null;
    }

    private static string Inline(string html)
    {
        html = Bold().Replace(html, match => Around(match, "**"));
        html = Italic().Replace(html, match => Around(match, "*"));
        html = Code().Replace(html, match => Around(match, "`"));
        html = Anchor().Replace(html, "[$2]($1)");
        html = Break().Replace(html, " ");
        return AnyTag().Replace(html, "").Trim();
    }

    private static string Around(Match match, string mark) =>
        match.Groups[2].Value.Trim() is { Length: > 0 } text ? mark + text + mark : "";

    [GeneratedRegex(@"^\s*<h([1-6])\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex OpensHeading();

    [GeneratedRegex(@"\sid\s*=\s*[""']?([\w.:-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex(
        @"^\s*<pre\b[^>]*>\s*(?:<code\b(?:[^>]*?(?:language|lang)-(?<language>[\w+#-]+))?[^>]*>)?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OpensPre();

    [GeneratedRegex(@"^\s*<p>(.*)</p>\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"^\s*(?:<[uo]l\b[^>]*>)?\s*(?><li\b[^>]*>.*?</li>\s*)+(?:</[uo]l>)?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Items();

    [GeneratedRegex(@"<li\b[^>]*>(.*?)</li>", RegexOptions.IgnoreCase)]
    private static partial Regex Item();

    [GeneratedRegex(
        @"^\s*(?:<dl\b[^>]*>)?\s*<dt\b[^>]*>(.*?)</dt>\s*<dd\b[^>]*>(.*?)</dd>\s*(?:</dl>)?\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\s*<tr\b[^>]*>\s*(?><t[hd]\b[^>]*>.*?</t[hd]>\s*)+</tr>\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Row();

    [GeneratedRegex(@"<(t[hd])\b[^>]*>(.*?)</t[hd]>", RegexOptions.IgnoreCase)]
    private static partial Regex Cells();

    [GeneratedRegex(@"^\s*</?(?:ul|ol|dl|table|thead|tbody)\b[^<>]*>\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex List();

    [GeneratedRegex(@"<(b|strong)>(.*?)</\1>", RegexOptions.IgnoreCase)]
    private static partial Regex Bold();

    [GeneratedRegex(@"<(i|em)>(.*?)</\1>", RegexOptions.IgnoreCase)]
    private static partial Regex Italic();

    [GeneratedRegex(@"<(code|kbd)>(.*?)</\1>", RegexOptions.IgnoreCase)]
    private static partial Regex Code();

    [GeneratedRegex(@"<a\b[^>]*?\shref\s*=\s*[""']([^""'\s]+)[""'][^>]*>(.*?)</a>", RegexOptions.IgnoreCase)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"</?[A-Za-z][^>]*>")]
    private static partial Regex AnyTag();
}
