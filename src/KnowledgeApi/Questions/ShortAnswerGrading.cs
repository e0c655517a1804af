using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KnowledgeApi.Questions.FreeText;

namespace KnowledgeApi.Questions;

/// <summary>
/// A free text is decided only where words settle it: all points made and none contradicted is correct; what answers
/// nothing, denies a point or exchanges roles is not. Anything else is for a reader to judge by the rubric, and a
/// judgement sent back is scored like any other grade.
/// </summary>
internal static partial class ShortAnswerGrading
{
    public static GradeOutcome Grade(Question question, JsonElement answer, Judgement? judgement)
    {
        if (answer.ValueKind != JsonValueKind.String)
            return new InvalidAnswer($"The answer is {OptionIds.Kind(answer)}.", "a text", []);
        var points = Points(question);
        if (judgement?.Fault([.. points.Select(point => point.Id)]) is { } fault)
            return fault;
        var report = new GradeReport(question);
        var reference = question.ReferenceAnswer?.Markdown;
        var (text, isAddressed) = AddressedToGrader.Strip(answer.GetString()!);
        if (isAddressed)
            report.Say("What speaks to the grader counts for nothing.");
        if (NoAnswer.Why(question, text) is { } nothing)
        {
            report.Say(nothing);
            MarkMissing(points, report, "Missing");
            return report.Scored(0, reference);
        }
        var found = FreeTextFindings.Of(question, points, text);
        if (found.Fault is { } wrong)
        {
            report.Say(wrong);
            MarkMissing(points, report, "Missing");
            return report.Scored(0, reference);
        }
        found.Tell(report);
        if (report.ContradictedCount > 0)
            return report.Scored(Score(question, report, points.Length, found.Opposites), reference);
        if (points.Length > 0 && report.MissingCount == 0 && found.Doubt is null && !isAddressed)
            return report.Scored(1, reference);
        if (judgement is { IsGiven: true } && points.Length > 0)
            return Judged(question, points, judgement, reference);
        report.Say(
            found.Doubt
                ?? (
                    points.Length == 0
                        ? "The content gives no answer to this question; compare yours with the cited section."
                        : "Compare your answer with the rubric, point by point."
                )
        );
        return report.Undecided(
            points.Length == 0 ? 0 : (double)report.MetCount / points.Length,
            reference,
            Rubric(points)
        );
    }

    private static GradeResult Judged(
        Question question,
        ImmutableArray<KeyPoint> points,
        Judgement judgement,
        string? reference
    )
    {
        var report = new GradeReport(question);
        report.Say("Graded by the judgement of each point.");
        foreach (var point in points)
            switch (judgement.Of(point.Id))
            {
                case PointVerdict.Met:
                    report.Met(point.Id, point.Text, point.Line, $"Said: {point.Text}");
                    break;
                case PointVerdict.Contradicted:
                    report.Contradicted(point.Id, point.Text, point.Line, $"Contradicted: {point.Text}");
                    break;
                default:
                    report.Missing(point.Id, point.Text, point.Line, $"Missing: {point.Text}");
                    break;
            }
        return report.Scored((double)(report.MetCount - report.ContradictedCount) / points.Length, reference);
    }

    // Whoever turns a plain reference round has not half understood it: there, one point denied outweighs two repeated.
    private static double Score(Question question, GradeReport report, int points, int opposites) =>
        question.KeyPoints.IsEmpty && 2 * report.ContradictedCount >= report.MetCount
            ? 0
            : (double)(report.MetCount - report.ContradictedCount) / (points + opposites);

    private static void MarkMissing(ImmutableArray<KeyPoint> points, GradeReport report, string why)
    {
        foreach (var point in points)
            report.Missing(point.Id, point.Text, point.Line, $"{why}: {point.Text}");
    }

    private static ImmutableArray<GradedPoint> Rubric(ImmutableArray<KeyPoint> points) =>
        [.. points.Select(point => new GradedPoint(point.Id, point.Text, point.Line))];

    // A question out of a plain article has no points of its own: each clause of its answer is one, a bare yes or no aside.
    private static ImmutableArray<KeyPoint> Points(Question question) =>
        !question.KeyPoints.IsEmpty
            ? question.KeyPoints
            :
            [
                .. Clause()
                    .Split(question.ReferenceAnswer?.Text ?? "")
                    .Select(clause => clause.Trim())
                    .Where(clause => Statement.Of(clause).Subjects.Count > 0)
                    .Select(
                        (clause, i) =>
                            new KeyPoint(
                                $"r{(i + 1).ToString(CultureInfo.InvariantCulture)}",
                                clause,
                                [],
                                question.AnswerLine
                            )
                    ),
            ];

    [GeneratedRegex(@"(?<=[.!?;])\s+(?=\S)|\n|(?<=,)\s+(?=(?:but|while|whereas)\b)")]
    private static partial Regex Clause();
}
