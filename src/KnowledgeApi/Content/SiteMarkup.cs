using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Content;

/// <summary>
/// Turns what site generators, note-taking tools and word processors add to Markdown (Hugo, Jekyll, MDX, Obsidian, AsciiDoc,
/// pasted bullets, headings in HTML) into Markdown that keeps track of the lines it came from.
/// </summary>
internal sealed partial class SiteMarkup
{
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        [
            "{%",
            "{{<",
            "{{%",
            "{{ ",
            "{:",
            "[[",
            "%%",
            "[!",
            "[TOC]",
            "[source",
            "</h",
            "</p>",
            "<li",
            "<pre",
            "<aside",
            "<tr",
            "<dt",
            "<div",
            "\nimport ",
            "\nexport ",
            "\n= ",
            "\n== ",
            "\u00A0",
            "•",
            "●",
            "■",
            "▪",
            "◦",
            "○",
            "‣",
            "⁃",
            "\no\t",
            "✔",
            "✓",
            "✅",
            "☑",
            "☐",
            "➤",
            "🔹",
            "🔸",
            "👉",
            "[http",
        ],
        StringComparison.Ordinal
    );

    // Longer ones are nobody's markup, and looking for it would take long.
    private const int LongestLine = 4000;

    private readonly Body body;
    private readonly string[] lines;
    private readonly StringBuilder markdown = new();
    private readonly List<int> sourceLines = [];
    private string last = "";
    private bool asciiDoc;
    private bool commentsEnded;

    private SiteMarkup(Body body)
    {
        this.body = body;
        lines = body.Markdown.Split('\n');
    }

    public static Body ToMarkdown(Body body)
    {
        if (
            body.Markdown.AsSpan().IndexOfAny(Signs) < 0
            && !body.Markdown.StartsWith('=')
            && !body.Markdown.StartsWith("import ", StringComparison.Ordinal)
        )
            return body;
        var markup = new SiteMarkup(body);
        for (var i = 0; i < markup.lines.Length; )
            i += markup.Next(i);
        // The line end after the last line was never there.
        markup.markdown.Length--;
        var text = markup.markdown.ToString();
        return text == body.Markdown ? body : new Body(text, 1, [.. markup.sourceLines]);
    }

    /// <summary>Rewrites what begins at a line and says how many lines that took.</summary>
    private int Next(int i)
    {
        var line = lines[i];
        if (Fence().Match(line) is { Success: true } fence)
            return Verbatim(i, line, text => IsClosing(text, fence.Groups[1].Value), line => line);
        // Its author writes our format, where a line of "= 110" is a key and "{{" opens a gap.
        if (OpensQuestion().IsMatch(line))
            return Verbatim(i, line, text => ClosesQuestion().IsMatch(text), inner => inner);
        if (OpensCode().Match(line) is { Success: true } code)
            return Code(i, code.Groups[1].Value, text => ClosesCode().IsMatch(text));
        if (OpensListing().Match(line) is { Success: true } listing && i + 1 < lines.Length && lines[i + 1] == "----")
        {
            Emit("", i);
            return 1 + Code(i + 1, listing.Groups[1].Value, text => text == "----");
        }
        if (HtmlLines.OpensCode(line) is { } html)
            return Html(i, html);
        if (Comment(i) is > 0 and var hidden)
            return Blank(i, hidden);
        if (line.Length > LongestLine)
        {
            Emit(line, i);
            return 1;
        }
        if (HtmlLines.Heading(lines, i) is { } heading)
        {
            if (last.Length > 0)
                Emit("", i);
            Emit(heading.Markdown, i);
            for (var at = i + 1; at < i + heading.Lines; at++)
                Emit("", at);
            return heading.Lines;
        }
        // Four spaces make code, whatever it looks like.
        if (line.StartsWith("    ", StringComparison.Ordinal) && last.Length == 0)
            Emit(line, i);
        else
            foreach (var piece in Line(line, i))
                Emit(piece, i);
        return 1;
    }

    private IEnumerable<string> Line(string line, int i)
    {
        var text = Whole(line, i) ?? HtmlLines.Of(line) ?? Bullet(Spaces(line), i);
        if (text.Contains('\n', StringComparison.Ordinal))
            return text.Split('\n').Select(Inline);
        return [Inline(text)];
    }

    private int Verbatim(int i, string first, Func<string, bool> closes, Func<string, string> inner)
    {
        Emit(first, i);
        var at = i + 1;
        while (at < lines.Length && !closes(lines[at]))
            Emit(inner(lines[at]), at++);
        if (at < lines.Length)
            Emit(lines[at], at++);
        return at - i;
    }

    private int Code(int i, string language, Func<string, bool> closes)
    {
        var at = i + 1;
        Emit("```" + language, i);
        while (at < lines.Length && !closes(lines[at]))
            Emit(lines[at], at++);
        Emit("```", Math.Min(at, lines.Length - 1));
        return at - i + 1;
    }

    private int Html(int i, HtmlCode code)
    {
        Emit("```" + code.Language, i);
        var (at, text) = (i, code.Rest);
        while (true)
        {
            var end = text.IndexOf("</pre", StringComparison.OrdinalIgnoreCase);
            var inner = HtmlLines.CodeText(end < 0 ? text : text[..end]);
            if (inner.Length > 0 || (at > i && end < 0))
                Emit(inner, at);
            if (end >= 0 || at + 1 >= lines.Length)
                break;
            text = lines[++at];
        }
        Emit("```", at);
        return at - i + 1;
    }

    /// <summary>How many lines a comment of Obsidian's takes: one, or those down to the sign that closes it.</summary>
    private int Comment(int i)
    {
        var text = lines[i].Trim();
        if (!text.StartsWith("%%", StringComparison.Ordinal))
            return 0;
        if (text.Length > 3 && text.EndsWith("%%", StringComparison.Ordinal))
            return 1;
        var close = text == "%%" && !commentsEnded ? Array.FindIndex(lines, i + 1, line => line.Trim() == "%%") : -1;
        commentsEnded |= close < 0;
        return close < 0 ? 0 : close - i + 1;
    }

    private int Blank(int i, int count)
    {
        for (var at = i; at < i + count; at++)
            Emit("", at);
        return count;
    }

    private void Emit(string line, int i)
    {
        markdown.Append(line).Append('\n');
        sourceLines.Add(body.SourceLine(Math.Min(i, lines.Length - 1)));
        last = line.Trim();
    }

    private static bool IsClosing(string line, string fence)
    {
        var text = line.AsSpan().Trim(" \t>");
        return text.Length >= fence.Length && text.TrimStart(fence[0]).IsEmpty;
    }

    [GeneratedRegex(@"^[ \t]*(?:(?:[-*+>]|\d{1,3}[.)])[ \t]+)*(```+|~~~+)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^ {0,3}:{3,}\s*question\b")]
    private static partial Regex OpensQuestion();

    [GeneratedRegex(@"^ {0,3}:{3,}\s*$")]
    private static partial Regex ClosesQuestion();

    [GeneratedRegex(@"^\s*\{(?:%-?|\{[<%])\s*highlight\s+([\w#+-]*)[^}]*\}\}?\s*$")]
    private static partial Regex OpensCode();

    [GeneratedRegex(@"^\s*\{(?:%-?|\{[<%])\s*(?:endhighlight|/\s*highlight)\b[^}]*\}\}?\s*$")]
    private static partial Regex ClosesCode();

    [GeneratedRegex(@"^\[source(?:,\s*(\w+))?[^\]]*\]\s*$")]
    private static partial Regex OpensListing();
}
