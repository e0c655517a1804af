using System.Text;
using System.Text.RegularExpressions;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Content;

/// <summary>Turns an article pasted as plain text into Markdown that keeps track of the lines it came from.</summary>
internal sealed partial class TextArticle
{
    private readonly string[] lines;
    private readonly PastedPage page;
    private readonly int firstLine;
    private readonly StringBuilder markdown = new();
    private readonly List<int> sourceLines = [];
    private string? title;
    private bool inQuestions;
    private bool inTerms;
    private bool over;
    private bool begun;
    private bool inList;

    private TextArticle(Body body)
    {
        lines = body.Markdown.Split('\n');
        page = new(lines);
        firstLine = body.SourceLine(0);
    }

    /// <summary>The Markdown, and the title where a line stands out as one.</summary>
    public static (Body Body, string? Title) ToMarkdown(Body body)
    {
        var article = new TextArticle(body);
        article.Convert();
        return (new Body(article.markdown.ToString(), 1, [.. article.sourceLines]), article.title);
    }

    private void Convert()
    {
        for (var i = 0; i < lines.Length; )
            i += IsOver(i) ? Aside(i) : Next(i);
        if (sourceLines.Count == 0)
            Emit("", 0);
    }

    /// <summary>Converts what begins at a line and says how many lines that took.</summary>
    private int Next(int i)
    {
        var line = lines[i];
        if (line.Trim().Length == 0)
            return Blank(i);
        if (Fence().Match(line) is { Success: true } fence)
            return Fenced(i, fence.Groups[1].Value);
        if (PastedLine.IsFurniture(line) && !(title is not null && inQuestions && QuestionText.EndsWithMark(line)))
            return Blank(i);
        if (title is null && PastedLine.CouldBeHeading(line) && !PastedLine.IsBullet(line))
            return page.MenuBelow(i) is > 0 and var entries ? Skip(i, entries)
                : page.IsEntry(i) ? Blank(i)
                : Title(i);
        if (!ContinuesBullet(i) && PastedCode.Run(lines, i) is > 0 and var count)
            return Code(i, count);
        if (PastedLine.IsBullet(line))
            return Bullet(i);
        if (IsByline(i))
            return Blank(i);
        if (IsHeading(i))
            return Heading(i);
        return Text(i);
    }

    // Beyond the middle, after the article's own text.
    private bool IsOver(int i) =>
        over = over || (title is not null && i > lines.Length / 2 && PastedLine.EndsArticle(lines[i]));

    /// <summary>Remarks of readers are not the author's; tags and the way to the next part may stand below them.</summary>
    private int Aside(int i) => MetadataLine.Matches(lines[i].Trim()) ? Text(i) : Blank(i);

    private int Blank(int i)
    {
        Emit("", i);
        return 1;
    }

    private int Skip(int i, int count)
    {
        for (var at = i; at < i + count; at++)
            Emit("", at);
        return count;
    }

    private int Title(int i)
    {
        title = lines[i].Trim().TrimStart('#', ' ');
        EmitHeading("# ", title, i);
        return 1;
    }

    private int Heading(int i)
    {
        var text = lines[i].Trim();
        var dots = PastedLine.Numbering().Match(text);
        var level = dots.Success ? 2 + dots.Groups[1].Value.Count(c => c == '.') : 2;
        inQuestions = HeadingRoles.Of(text) == HeadingRole.Questions || (inQuestions && level > 2);
        begun = true;
        inTerms = Glossary().IsMatch(text);
        EmitHeading(new string('#', Math.Min(level, 6)) + " ", text, i);
        return 1;
    }

    private void EmitHeading(string marks, string text, int i)
    {
        BreakParagraph(i);
        Emit(marks + Escape(text), i);
        Emit("", i);
        inList = false;
    }

    private int Fenced(int i, string fence)
    {
        var end = i + 1;
        while (end < lines.Length && !lines[end].TrimStart().StartsWith(fence, StringComparison.Ordinal))
            end++;
        end = Math.Min(lines.Length, end + 1);
        for (var at = i; at < end; at++)
            Emit(lines[at], at);
        return end - i;
    }

    private int Code(int i, int count)
    {
        BreakParagraph(i);
        var longest = Enumerable
            .Range(i, count)
            .Max(at => Backticks().Matches(lines[at]).Select(match => match.Length).DefaultIfEmpty(0).Max());
        var fence = new string('`', Math.Max(3, longest + 1));
        var indent = Enumerable
            .Range(i, count)
            .Where(at => lines[at].Trim().Length > 0)
            .Min(at => lines[at].Length - lines[at].TrimStart().Length);
        Emit(fence, i);
        for (var at = i; at < i + count; at++)
            Emit(lines[at].Length > indent ? lines[at][indent..] : lines[at].TrimStart(), at);
        Emit(fence, i + count - 1);
        Emit("", i + count - 1);
        inList = false;
        return count;
    }

    private int Bullet(int i)
    {
        if (!inList)
            BreakParagraph(i);
        inList = true;
        var text = PastedLine.ToBullet(lines[i]);
        // Some browsers put the bullet on a line of its own.
        if (text.Trim() == "-" && i + 1 < lines.Length && lines[i + 1].Trim().Length > 0)
        {
            Emit(text.TrimEnd() + " " + Escape(lines[i + 1].Trim()), i);
            return 2;
        }
        Emit(Escape(text), i);
        return 1;
    }

    /// <summary>A name between the title and the first sentence, with a button or a date below it.</summary>
    private bool IsByline(int i) =>
        !begun
        && title is not null
        && PastedLine.CouldBeHeading(lines[i])
        && page.NextText(i) is { } next
        && PastedLine.IsFurniture(next);

    private int Text(int i)
    {
        var line = lines[i];
        begun |= line.Length > 60 || line.TrimEnd() is [.., '.' or ':'];
        if (inTerms && Term().Match(line.Trim()) is { Success: true } term)
        {
            Emit(Escape($"- **{term.Groups[1].Value}**: {term.Groups[2].Value}"), i);
            inList = true;
            return 1;
        }
        if (inList && !ContinuesBullet(i))
        {
            BreakParagraph(i);
            inList = false;
        }
        Emit(inList ? "  " + Escape(line.Trim()) : Escape(line.Trim()), i);
        return 1;
    }

    private bool ContinuesBullet(int i)
    {
        if (!inList || i == 0 || lines[i - 1].Trim().Length == 0)
            return false;
        if (lines[i].StartsWith(' ') || lines[i].StartsWith('\t'))
            return true;
        return lines[i - 1].TrimEnd() is not [.., '.' or '!' or '?'] || char.IsLower(lines[i].TrimStart()[0]);
    }

    private bool IsHeading(int i)
    {
        var text = lines[i].Trim();
        if (
            lines[i].StartsWith("  ", StringComparison.Ordinal)
            || !PastedLine.CouldBeHeading(text)
            || !(page.IsBlank(i - 1) || page.AfterFurniture(i))
        )
            return false;
        if (inQuestions && (QuestionText.EndsWithMark(text) || QuestionText.AsksWithoutMark(text)))
            return false;
        if (PastedLine.IsNumbered(text) && IsNumberedList(i))
            return false;
        if (page.IsBlank(i + 1))
            return page.NextText(i) is not null;
        // Text may follow at once; then the heading has to be short beside it.
        var next = lines[i + 1].Trim();
        return text.Length <= 60
            && text.Split(' ').Length <= 8
            && (
                next.Length > text.Length + 20 || PastedLine.IsBullet(next) || HeadingRoles.Of(text) != HeadingRole.Text
            )
            && !char.IsLower(next[0]);
    }

    // "1. Open a port" beside "2. …" is a step; alone between blank lines it is a heading.
    private bool IsNumberedList(int i) =>
        (!page.IsBlank(i + 1) && PastedLine.IsNumbered(lines[i + 1]))
        || (!page.IsBlank(i - 1) && PastedLine.IsNumbered(lines[i - 1]))
        || page.NextText(i) is { } next && PastedLine.IsNumbered(next) && !HasSubNumber(next);

    private static bool HasSubNumber(string line) =>
        PastedLine.Numbering().Match(line.Trim()) is { Success: true } match && match.Groups[1].Length > 0;

    private void BreakParagraph(int i)
    {
        if (markdown.Length > 1 && markdown[^2] != '\n')
            Emit("", i);
    }

    private void Emit(string line, int i)
    {
        markdown.Append(line).Append('\n');
        sourceLines.Add(firstLine + Math.Min(i, lines.Length - 1));
    }

    // In pasted text, <name> stands for a name and is no markup.
    private static string Escape(string text) => Angle().Replace(text, "\\<");

    [GeneratedRegex(@"<(?![/\s]*(?:https?|mailto):)(?=[A-Za-z/!?])")]
    private static partial Regex Angle();

    [GeneratedRegex(@"^\s*(```+|~~~+)")]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"^(\d+(\.\d+)*[.)]?\s+)?(key )?(definitions?|glossary|terms?|terminology|vocabulary|(terms|glossary|definitions) .{1,40}|abbreviations)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Glossary();

    [GeneratedRegex(@"^(\p{L}[\p{L}\p{N} ()/&.'’-]{0,50}?)(?::|\s[–—-])\s+(\S.*\s.*)$")]
    private static partial Regex Term();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
