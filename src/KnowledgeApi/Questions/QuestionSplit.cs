using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Questions;

/// <summary>Where in a paragraph a question ends and its answer begins.</summary>
/// <param name="Emphasised">The question alone is bold or italic.</param>
/// <param name="LineBreak">The answer starts on a line of its own.</param>
internal sealed partial record QuestionSplit(
    string Question,
    string Answer,
    int AnswerOffset,
    bool Emphasised,
    bool LineBreak
)
{
    public static QuestionSplit? Of(ParagraphBlock paragraph, Body body)
    {
        var (start, end) = (paragraph.Span.Start, paragraph.Span.End + 1);
        if (Lead(paragraph) is { } lead)
        {
            var leadEnd = SkipMark(body.Markdown, lead.Span.End + 1, end);
            var text = body.Markdown[lead.Span.Start..leadEnd];
            if (QuestionText.LooksLikeQuestion(QuestionText.CleanQuestion(text)))
                return Cut(paragraph, body, leadEnd, emphasised: true);
        }
        var marks = Marks(paragraph, body.Markdown, end).ToList();
        if (marks.Count == 0)
            return WithoutMark(paragraph, body);
        var chosen = marks.FindIndex(mark => StartsSentence(body.Markdown, mark, end));
        chosen = chosen < 0 ? 0 : chosen;
        // "What is it? And why do you need it? It is …" is one question.
        while (chosen + 1 < marks.Count && ContinuesAsking(body.Markdown, marks[chosen], marks[chosen + 1], end))
            chosen++;
        return marks[chosen] - start > MaximumQuestion ? null : Cut(paragraph, body, marks[chosen], emphasised: false);
    }

    /// <summary>A first line that asks without a mark, where the next begins a sentence of its own.</summary>
    private static QuestionSplit? WithoutMark(ParagraphBlock paragraph, Body body)
    {
        var text = body.Markdown.AsSpan(paragraph.Span.Start, paragraph.Span.Length);
        var end = text.IndexOf('\n');
        if (end < 0)
            return null;
        var next = text[(end + 1)..].TrimStart();
        return
            !next.IsEmpty
            && !char.IsLower(next[0])
            && QuestionText.AsksWithoutMark(QuestionText.CleanQuestion(text[..end].ToString()))
            ? Cut(paragraph, body, paragraph.Span.Start + end, emphasised: false)
            : null;
    }

    private const int MaximumQuestion = 800;
    private const string Openers = "*_\"“'‘([—–-:";
    private const string Closers = "*_\"”’')]»!";

    private static EmphasisInline? Lead(ParagraphBlock paragraph)
    {
        var first = paragraph.Inline?.FirstChild;
        while (first is LiteralInline literal && QuestionText.CleanQuestion(literal.Content.ToString() + "x") == "x")
            first = first.NextSibling;
        return first as EmphasisInline;
    }

    private static QuestionSplit Cut(ParagraphBlock paragraph, Body body, int at, bool emphasised)
    {
        var (start, end) = (paragraph.Span.Start, paragraph.Span.End + 1);
        var gap = Gap().Match(body.Markdown, at, end - at);
        var answer = at + gap.Length;
        var lineBreak = gap.Value.Contains('\n', StringComparison.Ordinal);
        var indent = paragraph.Column;
        return new QuestionSplit(
            QuestionText.CleanQuestion(Slices.Dedent(body.Markdown[start..at], indent)),
            answer < end ? QuestionText.CleanAnswer(Slices.Dedent(body.Markdown[answer..end], indent)) : "",
            answer,
            emphasised,
            lineBreak
        );
    }

    /// <summary>Ends of possible questions: past the mark and what closes around it.</summary>
    private static IEnumerable<int> Marks(ParagraphBlock paragraph, string text, int end)
    {
        var at = 0;
        foreach (var literal in paragraph.Inline!.Descendants<LiteralInline>())
        {
            for (var i = Math.Max(at, literal.Span.Start); i <= literal.Span.End && i < end; i++)
            {
                if (!QuestionText.IsMark(text[i]))
                    continue;
                at = SkipClosers(text, i + 1, end);
                if (
                    at >= end
                    || char.IsWhiteSpace(text[at])
                    || text[at] is '—' or '–' or '<' or '\\'
                    || text[i] == '？'
                )
                    yield return at;
                // Marks in a row end one question; a row of nothing else is gone through once.
                i = at - 1;
            }
        }
    }

    private static bool StartsSentence(string text, int at, int end)
    {
        while (at < end && (char.IsWhiteSpace(text[at]) || Openers.Contains(text[at], StringComparison.Ordinal)))
            at++;
        return at >= end || !char.IsLower(text[at]);
    }

    private static bool ContinuesAsking(string text, int from, int to, int end) =>
        text.AsSpan(to, end - to).Trim().Length > 0
        && text.AsSpan(from, to - from).IndexOfAny('\n', '.', '!') < 0
        && QuestionText.StartsLikeQuestion(text[from..to].TrimStart());

    private static int SkipMark(string text, int at, int end) =>
        at < end && QuestionText.IsMark(text[at]) ? SkipClosers(text, at + 1, end) : at;

    private static int SkipClosers(string text, int at, int end)
    {
        while (at < end && (QuestionText.IsMark(text[at]) || Closers.Contains(text[at], StringComparison.Ordinal)))
        {
            // Past a link's text comes its target.
            if (
                text[at] == ']'
                && at + 1 < end
                && text[at + 1] == '('
                && text.IndexOf(')', at) is var close and > 0
                && close < end
            )
                at = close;
            at++;
        }
        return at;
    }

    // Spaces and any kind of line break, HTML's and the backslash's included.
    [GeneratedRegex(@"\G(\s|\\(?=\n)|<br\s*/?>)*", RegexOptions.IgnoreCase)]
    private static partial Regex Gap();
}
