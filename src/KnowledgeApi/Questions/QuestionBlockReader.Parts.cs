using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;

namespace KnowledgeApi.Questions;

internal sealed partial class QuestionBlockReader
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private static TaskList? TaskMark(ListItemBlock item) =>
        item.FirstOrDefault() is ParagraphBlock { Inline.FirstChild: TaskList mark } ? mark : null;

    private static bool IsTaskList(ListBlock list) =>
        list.OfType<ListItemBlock>().Any(item => TaskMark(item) is not null);

    private bool IsKeyList(ListBlock list) =>
        list.OfType<ListItemBlock>().Any(item => KeyLine().IsMatch(ItemText(item)));

    private string ItemText(ListItemBlock item) => Slices.Of([.. item], body);

    private ImmutableArray<Option> ReadOptions(ListBlock list)
    {
        var options = ImmutableArray.CreateBuilder<Option>();
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var text = ItemText(item);
            var mark = TaskMark(item);
            if (mark is not null)
                text = text[(text.IndexOf(']', StringComparison.Ordinal) + 1)..].Trim();
            else if (!list.IsOrdered)
                throw new QuestionBlockException(Line(item), "An option lacks its box; expected [x] or [ ] before it");
            if (text.Length == 0)
                throw new QuestionBlockException(Line(item), "An option is empty");
            options.Add(Option(text, mark?.Checked == true, Line(item)));
        }
        Distinct(options);
        return options.ToImmutable();
    }

    private Option Option(string text, bool isCorrect, int line)
    {
        var id = OptionId().Match(text);
        if (id.Success)
            text = text.Remove(id.Index, id.Length).Trim();
        var dash = text.IndexOf(" — ", StringComparison.Ordinal);
        var why = dash < 0 ? null : text[(dash + 3)..].Trim();
        text = dash < 0 ? text : text[..dash].Trim();
        return new Option(
            id.Success ? id.Groups[1].Value : QuestionText.OptionId(text),
            new MarkdownText(text, links),
            isCorrect,
            string.IsNullOrEmpty(why) ? null : new MarkdownText(why, links),
            line
        );
    }

    private Option CellOption(TableCell cell, int line)
    {
        var text = cell.FirstOrDefault() is ParagraphBlock { Inline: { FirstChild: { } first, LastChild: { } last } }
            ? body.Markdown[first.Span.Start..(last.Span.End + 1)].Trim()
            : throw new QuestionBlockException(line, "A pair lacks one of its sides");
        return new Option(QuestionText.OptionId(text), new MarkdownText(text, links), true, null, line);
    }

    private static void Distinct(IEnumerable<Option> options)
    {
        if (options.GroupBy(option => option.Id).FirstOrDefault(group => group.Count() > 1) is { } group)
            throw new QuestionBlockException(
                group.Last().Line,
                $"Two options are the same (\"{group.Last().Text.Markdown}\", first on line {group.First().Line})"
            );
    }

    private QuestionBlock Numeric()
    {
        for (var at = 0; at < blocks.Count; at++)
        {
            if (blocks[at] is not ParagraphBlock)
                continue;
            var lines = Slices.Of(blocks[at], body).Split('\n');
            var index = Array.FindIndex(lines, text => text.TrimStart().StartsWith('='));
            if (index < 0)
                continue;
            var key = NumericAnswer(lines[index], Line(blocks[at]) + index);
            var prompt = Joined(Text(0, at), string.Join('\n', lines[..index]));
            var explanation = Joined(string.Join('\n', lines[(index + 1)..]), Text(at + 1, blocks.Count));
            return Block(QuestionType.Numeric, prompt, explanation.Length == 0 ? null : explanation) with { Key = key };
        }
        throw Mistake("The question has no number; expected a line such as \"= 110 ± 0\"");
    }

    private static NumericKey NumericAnswer(string text, int line)
    {
        var match = NumericLine().Match(text);
        if (
            !match.Success
            || !NumberText.TryParse(match.Groups[1].Value, out var value)
            || !TryParseTolerance(match.Groups[2].Value, out var tolerance)
        )
            throw new QuestionBlockException(
                line,
                $"\"{text.Trim()}\" is no number with a tolerance; expected a line such as \"= 110 ± 0\""
            );
        if (match.Groups[3].Success)
            tolerance = Math.Abs(value) * tolerance / 100;
        return new NumericKey(value, tolerance, match.Groups[4].Value is { Length: > 0 } unit ? unit.Trim() : null);
    }

    private static bool TryParseTolerance(string text, out decimal tolerance)
    {
        tolerance = 0;
        return text.Length == 0 || NumberText.TryParse(text, out tolerance);
    }

    private static string Joined(string first, string second) => $"{first}\n\n{second}".Trim('\n', ' ');

    private (ImmutableArray<KeyPoint> Points, ImmutableArray<KeyPoint> Contradictions) ReadKeyPoints(ListBlock list)
    {
        var points = ImmutableArray.CreateBuilder<KeyPoint>();
        var contradictions = ImmutableArray.CreateBuilder<KeyPoint>();
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var match = KeyLine().Match(ItemText(item));
            if (!match.Success)
                throw new QuestionBlockException(Line(item), "A point begins with neither \"key:\" nor \"not:\"");
            var forbidden = match.Groups[1].Value.Equals("not", StringComparison.OrdinalIgnoreCase);
            var phrasings = match.Groups[2].Value.Replace('\n', ' ').Split('|', Trimmed);
            if (phrasings.Length == 0)
                throw new QuestionBlockException(Line(item), $"The \"{match.Groups[1].Value}:\" line says nothing");
            var target = forbidden ? contradictions : points;
            var id = (forbidden ? "n" : "k") + (target.Count + 1).ToString(CultureInfo.InvariantCulture);
            target.Add(new KeyPoint(id, phrasings[0], [.. phrasings], Line(item)));
        }
        return (points.ToImmutable(), contradictions.ToImmutable());
    }

    [GeneratedRegex(@"(?:^|\s+)\{#([^\s{}]+)\}(?=\s|$)")]
    private static partial Regex OptionId();

    [GeneratedRegex(@"^\s*(key|not)\s*:\s*(.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex KeyLine();

    [GeneratedRegex(
        @"^\s*=\s*([-+−]?[\d.,_ \u00A0\u202F]*\d(?:[eE][-+]?\d+)?)\s*(?:(?:±|\+/-|\+-)\s*([\d.,]+)\s*(%)?)?\s*(.*)$"
    )]
    private static partial Regex NumericLine();

    [GeneratedRegex(@"\{\{((?:[^{}]|\{(?!\{)|\}(?!\}))+?)\}\}")]
    private static partial Regex Gap();
}
