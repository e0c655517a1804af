using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>A question found in an article's text.</summary>
/// <param name="Entry">Index of the section it stands in.</param>
internal sealed record QuestionDraft(string Prompt, string Answer, int StartLine, int EndLine, int Entry, Level? Level)
{
    public int AnswerLine { get; init; } = StartLine;
}
