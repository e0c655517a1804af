using System.Collections.Immutable;

namespace KnowledgeApi.Questions;

/// <summary>A <c>::: question</c> block as read, before it is known whose it is.</summary>
internal sealed record QuestionBlock
{
    public required BlockAttributes Attributes { get; init; }
    public required QuestionType Type { get; init; }
    public required string Prompt { get; init; }
    public required int Line { get; init; }
    public required int EndLine { get; init; }
    public string? Explanation { get; init; }
    public string? Reference { get; init; }
    public ImmutableArray<Option> Options { get; init; } = [];
    public ImmutableArray<Option> Left { get; init; } = [];
    public QuestionKey? Key { get; init; }
    public ImmutableArray<KeyPoint> KeyPoints { get; init; } = [];
    public ImmutableArray<KeyPoint> Contradictions { get; init; } = [];
    public int? Request { get; init; }
}

/// <summary>Why a block is no question; reported at its line and left out.</summary>
internal sealed class QuestionBlockException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
