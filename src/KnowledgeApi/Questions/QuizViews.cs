using System.Collections.Immutable;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>A question bank in a list.</summary>
public sealed record QuizSummary(
    string Id,
    string Title,
    string? Description,
    Level Level,
    ImmutableArray<string> Topics,
    int QuestionCount
)
{
    public static QuizSummary Of(Quiz quiz) =>
        new(quiz.Id, quiz.Title, quiz.Description?.Text, quiz.Level, quiz.Topics, quiz.Questions.Length);
}

/// <summary>A question bank with its questions, without their keys.</summary>
public sealed record QuizView(
    string Id,
    string Title,
    string? Description,
    Level Level,
    ImmutableArray<string> Topics,
    ImmutableArray<QuestionView> Questions
)
{
    public static QuizView Of(Quiz quiz, int? seed) =>
        new(
            quiz.Id,
            quiz.Title,
            quiz.Description?.Markdown,
            quiz.Level,
            quiz.Topics,
            [.. quiz.Questions.Select(question => QuestionView.Of(question, seed))]
        );
}
