using KnowledgeApi.Content;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeApi.Questions;

/// <summary>Finds the questions and answers under headings such as FAQ, in the forms that authors give them.</summary>
internal sealed partial class FaqReader
{
    private readonly Outline outline;
    private readonly List<QuestionDraft> found = [];
    private PendingQuestion? pending;
    private Level? level;
    private int entry;

    private FaqReader(Outline outline) => this.outline = outline;

    private Body Body => outline.Body;

    public static List<QuestionDraft> Read(Outline outline)
    {
        var reader = new FaqReader(outline);
        var sections = QuestionSections.Of(outline);
        foreach (var (first, last) in sections)
            reader.ReadSection(first, last);
        for (var i = 0; i < outline.Entries.Count; i++)
            if (!sections.Exists(range => range.First <= i && i <= range.Last))
                reader.ReadParts(i);
        return [.. reader.found.OrderBy(question => question.StartLine)];
    }

    /// <summary>Questions below a bold line that takes the place of a heading.</summary>
    private void ReadParts(int index)
    {
        (entry, level) = (index, null);
        foreach (var part in outline.Entries[index].Parts.Where(part => part.Role == HeadingRole.Questions))
        {
            foreach (var block in part.Blocks)
                Read(block);
            Close();
        }
    }

    private void ReadSection(int first, int last)
    {
        level = LevelReader.InHeading(outline.Entries[first].Text);
        for (entry = first; entry <= last; entry++)
        {
            if (entry > first)
                EnterHeading(outline.Entries[entry]);
            var parts = outline.Entries[entry].Parts;
            for (var i = 0; i < parts.Count; i++)
            {
                if (i > 0)
                    Close();
                if (i == 0 || parts[i].Role is HeadingRole.Questions or HeadingRole.Text)
                    foreach (var block in parts[i].Blocks)
                        Read(block);
            }
        }
        entry = last;
        Close();
    }

    private void EnterHeading(OutlineEntry heading)
    {
        if (pending is { Form: QuestionForm.Heading } open && heading.Level > open.HeadingLevel)
        {
            open.Add(Slices.Of(heading.Heading!, Body), heading.StartLine);
            return;
        }
        Close();
        var text = QuestionText.CleanQuestion(HeadingMarkdown(heading));
        if (QuestionText.LooksLikeQuestion(text))
            pending = new PendingQuestion(text, QuestionForm.Heading, heading.StartLine, entry)
            {
                HeadingLevel = heading.Level,
            };
        else
            level = LevelReader.InHeading(heading.Text) ?? level;
    }

    private string HeadingMarkdown(OutlineEntry heading)
    {
        var inline = heading.Heading!.Inline;
        return inline?.FirstChild is { } child
            ? Outline.WithoutAnchor(Body.Markdown[child.Span.Start..(inline.LastChild!.Span.End + 1)].Trim())
            : heading.Text;
    }

    private void Read(Block block)
    {
        switch (block)
        {
            case HtmlBlock html:
                ReadHtml(html);
                break;
            case ParagraphBlock paragraph:
                ReadParagraph(paragraph, inList: false);
                break;
            case ListBlock list:
                ReadList(list);
                break;
            case Table table
                when pending is null or { HasAnswer: true, Form: not QuestionForm.Heading } && ReadTable(table):
                break;
            case DefinitionList definitions:
                ReadDefinitions(definitions);
                break;
            case QuoteBlock quote when pending is null or { HasAnswer: true } && AsksInBold(quote):
                foreach (var child in quote)
                    Read(child);
                Close();
                break;
            case CustomContainer container when pending is null:
                foreach (var child in container)
                    Read(child);
                break;
            case ThematicBreakBlock:
                if (pending is { HasAnswer: true })
                    Close();
                break;
            default:
                Answer(block);
                break;
        }
    }

    private void ReadParagraph(ParagraphBlock paragraph, bool inList)
    {
        var source = Slices.Of(paragraph, Body);
        if (!inList && MetadataLine.Matches(source))
        {
            Close();
            return;
        }
        if (
            pending is { Form: QuestionForm.Details or QuestionForm.Heading } open
            && !(
                open is { Form: QuestionForm.Heading, HasAnswer: true }
                && (AsksInBold(paragraph) || MarkedLines.Start(source, afterQuestion: false))
            )
        )
        {
            open.Add(QuestionText.CleanAnswer(source), Line(paragraph), EndLine(paragraph));
            return;
        }
        if (MarkedLines.Start(source, pending is { Form: QuestionForm.Marked }))
        {
            ReadMarkedLines(source, paragraph);
            return;
        }
        var split = QuestionSplit.Of(paragraph, Body);
        if (split is not null && (inList || OpensQuestion(split, source)))
            Open(split, paragraph, inList ? QuestionForm.Bullet : null);
        else
            pending?.Add(QuestionText.CleanAnswer(source), Line(paragraph), EndLine(paragraph));
    }

    /// <summary>Whether it is a question as a whole, or begins with one that is, and bold: no rhetoric of an answer.</summary>
    private static bool AsksInBold(Block block) =>
        block switch
        {
            QuoteBlock quote => quote.FirstOrDefault() is ParagraphBlock first
                && first.Inline?.FirstChild is EmphasisInline { DelimiterCount: 2 } bold
                && QuestionText.EndsWithMark(MarkdownReader.PlainText(bold)),
            ParagraphBlock paragraph => OutlinePart.BoldLine(paragraph) is { } line && QuestionText.EndsWithMark(line),
            _ => false,
        };

    // Inside an answer, a sentence that ends in a question mark is rhetoric unless it stands where a question would.
    private bool OpensQuestion(QuestionSplit split, string source)
    {
        if (split.Emphasised)
            return true;
        if (pending is { HasAnswer: false })
            return false;
        if (split.Answer.Length == 0)
            return QuestionText.StartsLikeQuestion(split.Question) || pending is null or { Form: QuestionForm.Line };
        if (pending is { Form: QuestionForm.Emphasised or QuestionForm.Bullet })
            return false;
        return split.LineBreak || QuestionText.StartsLikeQuestion(source);
    }

    private void Open(QuestionSplit split, ParagraphBlock paragraph, QuestionForm? form)
    {
        Close();
        var kind = form ?? (split.Emphasised ? QuestionForm.Emphasised : QuestionForm.Line);
        pending = new PendingQuestion(split.Question, kind, Line(paragraph), entry) { EndLine = EndLine(paragraph) };
        if (split.Answer.Length == 0)
            return;
        if (kind != QuestionForm.Line)
        {
            pending.Add(split.Answer, Body.LineAt(split.AnswerOffset), EndLine(paragraph));
            return;
        }
        // Several questions, each with its answer beneath, may share one paragraph.
        var line = Body.LineAt(split.AnswerOffset);
        foreach (var text in split.Answer.Split('\n'))
        {
            if (pending.HasAnswer && QuestionText.EndsWithMark(text) && QuestionText.StartsLikeQuestion(text))
            {
                pending.EndLine = line - 1;
                Close();
                pending = new PendingQuestion(QuestionText.CleanQuestion(text), kind, line, entry);
            }
            else
                pending.AddLine(text, line);
            line++;
        }
    }

    private void ReadMarkedLines(string source, ParagraphBlock paragraph)
    {
        var line = Line(paragraph);
        foreach (var marked in MarkedLines.Of(source))
        {
            if (marked.Kind == MarkedLineKind.Question)
            {
                Close();
                pending = new PendingQuestion("", QuestionForm.Marked, line, entry);
                if (marked.InlineAnswer is { } answer)
                {
                    pending.Prompt = QuestionText.CleanQuestion(marked.Text);
                    pending.AddLine(answer, line);
                }
                else
                    pending.Prompt = marked.Text;
            }
            else if (marked.Kind == MarkedLineKind.Answer || pending is { HasAnswer: true })
                pending?.AddLine(marked.Text, line);
            else if (pending is { } open)
            {
                // "Q: Does it …?" with the answer on the next line and no A:, or a question that runs on.
                if (QuestionText.EndsWithMark(open.Prompt))
                    open.AddLine(marked.Text, line);
                else
                    open.Prompt += " " + marked.Text;
            }
            line++;
        }
        if (pending is { } last)
        {
            last.Prompt = QuestionText.CleanQuestion(last.Prompt);
            last.EndLine = EndLine(paragraph);
        }
    }

    private void Answer(Block block)
    {
        if (block is HtmlBlock html)
            ReadHtml(html);
        else
            pending?.Add(Slices.Of(block, Body), Line(block), EndLine(block));
    }

    private void Close()
    {
        if (pending is { Prompt.Length: > 0 } question)
            found.Add(question.ToDraft(level));
        pending = null;
    }

    private int Line(Block block) => Body.LineAt(block.Span.Start);

    private int EndLine(Block block) => Body.LineAt(block.Span.End);
}
