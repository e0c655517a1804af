using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions;

internal enum MarkedLineKind
{
    Question,
    Answer,
    Text,
}

/// <param name="InlineAnswer">An answer on the question's own line.</param>
internal sealed record MarkedLine(MarkedLineKind Kind, string Text, string? InlineAnswer = null);

/// <summary>Lines that begin with <c>Q:</c> or <c>A:</c>, bold or numbered.</summary>
internal static partial class MarkedLines
{
    public static bool Start(string paragraph, bool afterQuestion) =>
        Question().IsMatch(paragraph) || (afterQuestion && Answer().IsMatch(paragraph));

    public static IEnumerable<MarkedLine> Of(string paragraph)
    {
        foreach (var line in paragraph.Split('\n').Select(line => line.Trim()))
        {
            if (Question().Match(line) is { Success: true } question)
            {
                var text = line[question.Length..].Trim();
                var inline = InlineAnswer().Match(text);
                yield return inline.Success
                    ? new MarkedLine(
                        MarkedLineKind.Question,
                        Loose(text[..inline.Index]),
                        text[(inline.Index + inline.Length)..]
                    )
                    : new MarkedLine(MarkedLineKind.Question, Loose(text));
            }
            else if (Answer().Match(line) is { Success: true } answer)
                yield return new MarkedLine(MarkedLineKind.Answer, Loose(line[answer.Length..].Trim()));
            else
                yield return new MarkedLine(MarkedLineKind.Text, line);
        }
    }

    // The emphasis that opened before the marker closes at the line's end.
    private static string Loose(string text)
    {
        text = text.Trim();
        foreach (var mark in (ReadOnlySpan<string>)["**", "__", "*", "_"])
        {
            var count = text.Split(mark).Length - 1;
            if (count % 2 == 1 && text.EndsWith(mark, StringComparison.Ordinal))
                return text[..^mark.Length].Trim();
        }
        return text;
    }

    [GeneratedRegex(
        @"^\s*[*_]{0,3}(?:\d{1,3}[.)]\s+[*_]{0,3})?(?:Q|q|Question|QUESTION|question)\s*#?\d{0,3}\s*[*_]{0,3}\s*(?:[.:)]|(?<=\s)[-–—](?=\s))[*_]{0,3}\s*(?=\S)"
    )]
    private static partial Regex Question();

    [GeneratedRegex(
        @"^\s*[*_]{0,3}(?:A|a|Ans|Answer|ANSWER|answer)\s*#?\d{0,3}\s*[*_]{0,3}\s*(?:[.:)]|(?<=\s)[-–—](?=\s))[*_]{0,3}\s*(?=\S)"
    )]
    private static partial Regex Answer();

    [GeneratedRegex(@"(?<=[?？؟][*_""”’]{0,3})\s+[*_]{0,3}(?:A|Ans|Answer)\s*\d{0,3}\s*[.:)][*_]{0,3}\s*(?=\S)")]
    private static partial Regex InlineAnswer();
}
