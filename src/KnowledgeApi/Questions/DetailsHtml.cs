using System.Text.RegularExpressions;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

internal enum DetailsPieceKind
{
    Summary,
    Text,
    End,
}

/// <param name="Line">Counted from 0 within the HTML block.</param>
internal sealed record DetailsPiece(DetailsPieceKind Kind, string Text, int Line);

/// <summary>The parts of raw HTML that fold an answer away.</summary>
internal static partial class DetailsHtml
{
    public static IEnumerable<DetailsPiece> Of(string html)
    {
        var at = 0;
        foreach (Match match in Part().Matches(html))
        {
            if (Text(html[at..match.Index]) is { Length: > 0 } before)
                yield return new(DetailsPieceKind.Text, before, Line(html, at));
            if (match.Groups[1].Success)
                yield return new(
                    DetailsPieceKind.Summary,
                    HtmlText.Strip(match.Groups[1].Value),
                    Line(html, match.Index)
                );
            else if (match.Value.StartsWith("</", StringComparison.Ordinal))
                yield return new(DetailsPieceKind.End, "", Line(html, match.Index));
            at = match.Index + match.Length;
        }
        if (Text(html[at..]) is { Length: > 0 } rest)
            yield return new(DetailsPieceKind.Text, rest, Line(html, at));
    }

    private static string Text(string html) => HtmlText.Strip(html);

    private static int Line(string html, int at) => html.AsSpan(0, at).Count('\n');

    [GeneratedRegex(
        @"<summary\b[^>]*>(.*?)</summary\s*>|<details\b[^>]*>|</details\s*>|<!--.*?-->",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Part();
}
