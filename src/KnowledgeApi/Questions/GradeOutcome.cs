using System.Collections.Immutable;
using System.Text.Json.Serialization;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions;

/// <summary>What becomes of an answer: a <see cref="GradeResult"/>, an <see cref="InvalidAnswer"/> or a <see cref="NeedsSimulation"/>.</summary>
public abstract record GradeOutcome;

[JsonConverter(typeof(JsonStringEnumConverter<Grade>))]
public enum Grade
{
    [JsonStringEnumMemberName("correct")]
    Correct,

    [JsonStringEnumMemberName("partial")]
    Partial,

    [JsonStringEnumMemberName("wrong")]
    Wrong,

    /// <summary>A reader has to judge by the rubric.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,
}

/// <param name="Score">0 to 1; of an undecided answer the share of points that were found for certain.</param>
/// <param name="Key">The right answer in the form in which it could have been given; of a free text the reference answer.</param>
/// <param name="Feedback">Why each part is right or wrong, as text.</param>
/// <param name="Met">What the answer got right: options, pairs, gaps or key points.</param>
/// <param name="Missing">What it should have held.</param>
/// <param name="Contradicted">What it should not have held.</param>
/// <param name="Rubric">For an undecided answer what to look for, point by point.</param>
public sealed record GradeResult(
    Grade Grade,
    double Score,
    object? Key,
    string Feedback,
    ImmutableArray<GradedPoint> Met,
    ImmutableArray<GradedPoint> Missing,
    ImmutableArray<GradedPoint> Contradicted,
    ImmutableArray<GradedPoint>? Rubric,
    ImmutableArray<Citation> Citations
) : GradeOutcome;

/// <param name="Line">In the question's source file, from 1.</param>
public sealed record GradedPoint(string Id, string Text, int Line);

/// <summary>No answer to this question in form; the caller can mend it.</summary>
/// <param name="Expected">The form an answer takes.</param>
/// <param name="Allowed">The values it may hold, where they are few.</param>
public sealed record InvalidAnswer(string Message, string Expected, ImmutableArray<string> Allowed) : GradeOutcome
{
    /// <summary>The part of the submission that is at fault.</summary>
    public string Field { get; init; } = "answer";
}

/// <summary>Only a run of the question's scenario can tell: a lab's manifests, or a prediction whose key is not computed yet.</summary>
public sealed record NeedsSimulation(string ScenarioSlug, int? Request) : GradeOutcome;
