using System.Collections.Immutable;
using System.Globalization;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using Microsoft.Extensions.Primitives;

namespace KnowledgeApi.Embedding;

/// <summary>What became of one answer, in words.</summary>
/// <param name="Look">The class of its box.</param>
public sealed record EmbedResult(
    string Title,
    string Look,
    IReadOnlyList<string> Lines,
    ImmutableArray<Citation> Citations
);

/// <summary>A form that was sent, graded.</summary>
public sealed class EmbedResults
{
    private readonly IFormCollection form;
    private readonly Dictionary<string, EmbedResult> results = [];

    public EmbedResults(IReadOnlyList<Question> questions, IFormCollection form)
    {
        this.form = form;
        var known = questions.SelectMany(EmbedForm.Names).ToHashSet();
        IsUnderstood = form.Keys.All(known.Contains);
        var (score, graded) = (0.0, 0);
        foreach (var question in questions)
        {
            if (EmbedForm.Answer(question, form) is not { } answer)
                continue;
            var outcome = AnswerDesk.Grade(question, answer);
            if (outcome.Fault is { } fault)
            {
                IsUnderstood = false;
                results[question.Id] = new("This answer cannot be graded", "", [fault.Detail], []);
                continue;
            }
            var grade = outcome.Value!;
            results[question.Id] = Result(grade);
            if (grade.Grade == Grade.Undecided)
                continue;
            (score, graded) = (score + grade.Score, graded + 1);
        }
        var points = Math.Round(score, 2).ToString(CultureInfo.InvariantCulture);
        Summary =
            !IsUnderstood ? "Not every answer was understood. Please check the form and send it again."
            : results.Count == 0 ? "Nothing is answered yet. Choose an answer, then check it."
            : graded == 0 ? "Compare your answer with the reference."
            : $"{points} of {graded} {(graded == 1 ? "point" : "points")}, {questions.Count - results.Count} not answered.";
    }

    /// <summary>Whether all that was sent belongs to these questions.</summary>
    public bool IsUnderstood { get; }

    public string Summary { get; }

    public EmbedResult? Of(Question question) => results.GetValueOrDefault(question.Id);

    public bool IsChosen(string name, string value) => form.TryGetValue(name, out var values) && Has(values, value);

    public string? Value(string name) => form.TryGetValue(name, out var values) ? values.ToString() : null;

    private static bool Has(StringValues values, string value) => values.Contains(value);

    private static EmbedResult Result(GradeResult grade)
    {
        var lines = grade.Feedback.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (grade is { Grade: Grade.Undecided, Key: string reference })
            lines.Add($"Reference answer: {reference}");
        lines.AddRange((grade.Rubric ?? []).Select(point => $"Did you say: {point.Text}"));
        var (title, look) = grade.Grade switch
        {
            Grade.Correct => ("Correct", "right"),
            Grade.Partial => ("Partly right", "wrong"),
            Grade.Wrong => ("Wrong", "wrong"),
            _ => ("Judge for yourself", ""),
        };
        return new(title, look, lines, grade.Citations);
    }
}
