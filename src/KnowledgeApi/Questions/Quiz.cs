using System.Collections.Immutable;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>A question bank: a file below <c>quizzes/</c>, or all questions of one article.</summary>
public sealed record Quiz(
    string Id,
    string Title,
    MarkdownText? Description,
    Level Level,
    ImmutableArray<string> Topics,
    ImmutableArray<Question> Questions,
    string SourceFile
);
