using System.Collections.Immutable;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>A question with its key: what the grader sees. Callers see a <see cref="QuestionView"/>.</summary>
public sealed record Question
{
    /// <summary>The author's, else made of the article's slug and the normalised question.</summary>
    public required string Id { get; init; }

    public required QuestionType Type { get; init; }

    public required Level Level { get; init; }

    /// <summary>At least one; the first is the question's own.</summary>
    public required ImmutableArray<string> Topics { get; init; }

    public string Topic => Topics[0];

    public required MarkdownText Prompt { get; init; }

    /// <summary>The sections it rests on or stands in, the most telling first; several where an equal question was merged.</summary>
    public required ImmutableArray<SectionReference> Sections { get; init; }

    public string? ArticleSlug => Sections.IsEmpty ? null : Sections[0].ArticleSlug;

    public string? Section => Sections.IsEmpty ? null : Sections[0].Heading;

    public string? Anchor => Sections.IsEmpty ? null : Sections[0].Anchor;

    /// <summary>The choices; for <see cref="QuestionType.Order"/> in the right order, for <see cref="QuestionType.Match"/> the right-hand items.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>Whether an answer names exactly one option: a request ends one way, but may reach several Pods.</summary>
    public bool TakesOneOption =>
        Type switch
        {
            QuestionType.SingleChoice or QuestionType.TrueFalse => true,
            QuestionType.Predict => !Options.Any(option => option.Id.Contains('/')),
            _ => false,
        };

    /// <summary>The left-hand items of a <see cref="QuestionType.Match"/> question.</summary>
    public ImmutableArray<Option> Left { get; init; } = [];

    /// <summary>Absent where only the simulator or a reader of the rubric can tell.</summary>
    public QuestionKey? Key { get; init; }

    public MarkdownText? Explanation { get; init; }

    public MarkdownText? ReferenceAnswer { get; init; }

    /// <summary>What a free text must say.</summary>
    public ImmutableArray<KeyPoint> KeyPoints { get; init; } = [];

    /// <summary>What a free text must not say.</summary>
    public ImmutableArray<KeyPoint> Contradictions { get; init; } = [];

    /// <summary>The scenario of a <see cref="QuestionType.Predict"/> or <see cref="QuestionType.Lab"/> question.</summary>
    public string? ScenarioSlug { get; init; }

    /// <summary>Which of the scenario's requests is to be predicted, from 1.</summary>
    public int? Request { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>Path below the content folder.</summary>
    public required string SourceFile { get; init; }

    public required int Line { get; init; }

    /// <summary>Where the reference answer starts.</summary>
    public required int AnswerLine { get; init; }

    internal bool HasExplicitId { get; init; }

    internal ImmutableArray<LinkTarget> CitedLinks { get; init; } = [];
}

/// <param name="Why">Why it is right or wrong, where the author says so.</param>
public sealed record Option(string Id, MarkdownText Text, bool IsCorrect, MarkdownText? Why, int Line);

/// <summary>One thing a free text must say (or must not).</summary>
/// <param name="Accepted">Phrasings that say it, the text itself among them; none where only a reader can judge.</param>
public sealed record KeyPoint(string Id, string Text, ImmutableArray<string> Accepted, int Line);

/// <param name="Line">In the article's file, from 1.</param>
public sealed record SectionReference(string ArticleSlug, string Heading, string Anchor, string Url, int Line);
