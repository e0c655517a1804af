using KnowledgeApi.Questions;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace KnowledgeApi.Content;

/// <summary>Cuts a section's blocks into units.</summary>
internal static class UnitReader
{
    /// <param name="questions">Those found in the section; each makes one unit with its answer.</param>
    public static IReadOnlyList<UnitDraft> Read(
        IEnumerable<Block> blocks,
        Body body,
        IReadOnlyList<QuestionDraft> questions
    )
    {
        var units = new List<UnitDraft>();
        foreach (var block in blocks)
            Read(block, UnitKind.Paragraph, body, units);
        if (questions.Count == 0)
            return units;
        var asked = questions.SelectMany(question => Lines(question.StartLine, question.EndLine)).ToHashSet();
        var text = units.Where(unit =>
            unit.Kind == UnitKind.Code || !Lines(unit.StartLine, unit.EndLine).Any(asked.Contains)
        );
        return [.. text.Concat(questions.Select(Question)).OrderBy(unit => unit.StartLine)];
    }

    private static IEnumerable<int> Lines(int first, int last) =>
        Enumerable.Range(first, Math.Max(0, last - first + 1));

    private static UnitDraft Question(QuestionDraft question)
    {
        var prompt = MarkdownReader.PlainText(question.Prompt);
        var answer = MarkdownReader.PlainText(question.Answer);
        return answer.Length == 0
            ? new UnitDraft(UnitKind.Question, prompt, question.StartLine, question.EndLine)
            : new UnitDraft(
                UnitKind.Question,
                $"{prompt} {answer}",
                question.StartLine,
                question.EndLine,
                AnswerStart: prompt.Length + 1
            );
    }

    private static void Read(Block block, UnitKind kind, Body body, List<UnitDraft> units)
    {
        switch (block)
        {
            case Table table:
                foreach (var row in table.OfType<TableRow>())
                    Add(
                        UnitKind.Row,
                        string.Join(" | ", row.OfType<TableCell>().Select(CellText).Where(text => text.Length > 0)),
                        row,
                        body,
                        units
                    );
                break;
            case ListItemBlock item:
                foreach (var child in item)
                    Read(child, UnitKind.Bullet, body, units);
                break;
            case FootnoteLinkReferenceDefinition or LinkReferenceDefinition:
                break;
            case ContainerBlock container:
                foreach (var child in container)
                    Read(child, kind, body, units);
                break;
            case CodeBlock code:
                Add(UnitKind.Code, code.Lines.ToString().TrimEnd(), code, body, units);
                break;
            case HtmlBlock html:
                Add(kind, HtmlText.Strip(html.Lines.ToString()), html, body, units);
                break;
            case LeafBlock leaf:
                Add(kind, MarkdownReader.PlainText(leaf.Inline), leaf, body, units);
                break;
        }
    }

    private static string CellText(TableCell cell) =>
        string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => MarkdownReader.PlainText(leaf.Inline)));

    private static void Add(UnitKind kind, string text, Block block, Body body, List<UnitDraft> units)
    {
        // Tags and the way to the next part are about the article; they answer no question.
        if (text.Length > 0 && !(kind is UnitKind.Paragraph or UnitKind.Bullet && MetadataLine.Matches(text)))
            units.Add(
                new UnitDraft(kind, text, body.LineAt(block.Span.Start), body.LineAt(block.Span.End), block.Span.Start)
            );
    }
}
