using KnowledgeApi.Content;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace KnowledgeApi.Questions;

/// <summary>Lists, tables, definition lists and <c>details</c> elements of questions.</summary>
internal sealed partial class FaqReader
{
    private void ReadList(ListBlock list)
    {
        var items = list.OfType<ListItemBlock>().ToList();
        var asking = items.Count(item => item.FirstOrDefault() is ParagraphBlock first && IsQuestion(first));
        if (pending is { } open)
        {
            var belongs =
                open.Form is QuestionForm.Heading or QuestionForm.Details
                || (open.HasAnswer ? asking == 0 && open.Form != QuestionForm.Marked : asking < items.Count);
            if (belongs && !StartsAnswer(items[0]))
            {
                Answer(list);
                return;
            }
        }
        foreach (var item in items)
        {
            if (item.FirstOrDefault() is not ParagraphBlock first)
                continue;
            if (IsQuestion(first) || StartsAnswer(item))
                ReadParagraph(first, inList: true);
            else if (item.Count > 1)
                Close();
            else if (pending is { HasAnswer: false })
                Answer(item);
            foreach (var block in item.Skip(1))
                if (pending is not null && !(block is ListBlock && pending.Prompt.Length == 0))
                    Answer(block);
                else
                    Read(block);
        }
        // A list of bare questions: what follows it answers none of them.
        if (items.Count > 1 && pending is { Form: QuestionForm.Bullet })
            Close();
    }

    private bool IsQuestion(ParagraphBlock paragraph) =>
        QuestionSplit.Of(paragraph, Body) is not null
        || MarkedLines.Start(Slices.Of(paragraph, Body), afterQuestion: false);

    private bool StartsAnswer(ListItemBlock item) =>
        pending is { Form: QuestionForm.Marked, HasAnswer: false }
        && item.FirstOrDefault() is ParagraphBlock first
        && MarkedLines.Start(Slices.Of(first, Body), afterQuestion: true);

    private bool ReadTable(Table table)
    {
        var rows = table.OfType<TableRow>().Where(row => !row.IsHeader && row.Count >= 2).ToList();
        var texts = rows.ConvertAll(row => row.OfType<TableCell>().Select(CellMarkdown).ToList());
        if (texts.Count == 0)
            return false;
        var header = table.OfType<TableRow>().FirstOrDefault(row => row.IsHeader);
        List<string> names = [.. header?.OfType<TableCell>().Select(CellMarkdown) ?? []];
        // Numbers may stand before the questions.
        var column = Enumerable
            .Range(0, texts.Min(cells => cells.Count) - 1)
            .FirstOrDefault(i => texts.TrueForAll(cells => Asks(cells[i])), -1);
        if (column < 0)
            return false;
        Close();
        var levels = names.FindIndex(name => name.Equals("level", StringComparison.OrdinalIgnoreCase));
        for (var i = 0; i < rows.Count; i++)
        {
            var line = Line(rows[i]);
            pending = new PendingQuestion(QuestionText.CleanQuestion(texts[i][column]), QuestionForm.Line, line, entry);
            pending.Add(string.Join(" — ", texts[i].Where((_, at) => at > column && at != levels)), line);
            var section = level;
            level = levels >= 0 && levels < texts[i].Count ? LevelReader.Parse(texts[i][levels]) ?? level : level;
            Close();
            level = section;
        }
        return true;
    }

    private static bool Asks(string cell) => QuestionText.LooksLikeQuestion(QuestionText.CleanQuestion(cell));

    private string CellMarkdown(TableCell cell) =>
        cell.FirstOrDefault() is ParagraphBlock { Inline: { FirstChild: { } first, LastChild: { } last } }
            ? Body.Markdown[first.Span.Start..(last.Span.End + 1)].Trim()
            : "";

    private void ReadDefinitions(DefinitionList definitions)
    {
        foreach (var item in definitions.OfType<DefinitionItem>())
        {
            foreach (var block in item)
            {
                if (block is DefinitionTerm term)
                {
                    Close();
                    var text = QuestionText.CleanQuestion(Slices.Of(term, Body));
                    if (QuestionText.LooksLikeQuestion(text))
                        pending = new PendingQuestion(text, QuestionForm.Line, Line(term), entry);
                }
                else
                    Answer(block);
            }
        }
    }

    private void ReadHtml(HtmlBlock html)
    {
        var line = Line(html);
        foreach (var piece in DetailsHtml.Of(html.Lines.ToString()))
        {
            switch (piece.Kind)
            {
                case DetailsPieceKind.Summary
                    when QuestionText.LooksLikeQuestion(QuestionText.CleanQuestion(piece.Text)):
                    Close();
                    pending = new PendingQuestion(
                        QuestionText.CleanQuestion(piece.Text),
                        QuestionForm.Details,
                        line + piece.Line,
                        entry
                    );
                    break;
                case DetailsPieceKind.End when pending is { Form: QuestionForm.Details } open:
                    open.EndLine = line + piece.Line;
                    Close();
                    break;
                case DetailsPieceKind.Text:
                    pending?.Add(piece.Text, line + piece.Line);
                    break;
            }
        }
    }
}
