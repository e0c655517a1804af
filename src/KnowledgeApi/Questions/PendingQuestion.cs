using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>How a question was written, which tells what its answer may look like.</summary>
internal enum QuestionForm
{
    Heading,
    Emphasised,
    Line,
    Bullet,
    Marked,
    Details,
}

/// <summary>A question whose answer is still being read.</summary>
internal sealed class PendingQuestion(string prompt, QuestionForm form, int line, int entry)
{
    private readonly List<string> answers = [];
    private readonly int startLine = line;
    private int answerLine;

    public string Prompt { get; set; } = prompt;

    public QuestionForm Form => form;

    public int HeadingLevel { get; init; }

    public int EndLine { get; set; } = line;

    public bool HasAnswer => answers.Count > 0;

    public void Add(string markdown, int line, int? endLine = null)
    {
        markdown = markdown.Trim('\n');
        if (markdown.Length == 0)
            return;
        if (answerLine == 0)
            answerLine = line;
        answers.Add(markdown);
        EndLine = Math.Max(EndLine, endLine ?? line);
    }

    /// <summary>One more line of the same paragraph.</summary>
    public void AddLine(string text, int line)
    {
        if (answers.Count == 0)
            Add(QuestionText.CleanAnswer(text), line);
        else
            answers[^1] += "\n" + text;
        EndLine = Math.Max(EndLine, line);
    }

    public QuestionDraft ToDraft(Level? level) =>
        new(Prompt, string.Join("\n\n", answers), startLine, EndLine, entry, level)
        {
            AnswerLine = answerLine == 0 ? startLine : answerLine,
        };
}
