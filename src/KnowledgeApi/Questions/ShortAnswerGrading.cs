using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions;

/// <summary>
/// A free text is decided only where the author's phrasings settle it: all points made and none contradicted is correct,
/// a contradicted point lowers the mark, anything else is for a reader to judge by the rubric.
/// </summary>
internal static partial class ShortAnswerGrading
{
    public static GradeOutcome Grade(Question question, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.String)
            return new InvalidAnswer($"The answer is {OptionIds.Kind(answer)}; expected a text.", "a text", []);
        var text = answer.GetString()!;
        var report = new GradeReport(question);
        var reference = question.ReferenceAnswer?.Markdown;
        if (SaysNothing(question, text) is { } nothing)
        {
            report.Say(nothing);
            foreach (var point in question.KeyPoints)
                report.Missing(point.Id, point.Text, point.Line, $"Missing: {point.Text}.");
            return report.Scored(0, reference);
        }
        var phrases = new PhraseMatcher(text);
        foreach (var point in question.KeyPoints)
        {
            if (point.Accepted.Any(phrases.Asserts))
                report.Met(point.Id, point.Text, point.Line, $"Said: {point.Text}.");
            else
                report.Missing(point.Id, point.Text, point.Line, $"Not found in so many words: {point.Text}.");
        }
        foreach (var point in question.Contradictions.Where(point => point.Accepted.Any(phrases.Asserts)))
            report.Contradicted(point.Id, point.Text, point.Line, $"Not so: {point.Text}.");

        var total = question.KeyPoints.Length;
        if (report.ContradictedCount > 0)
            return report.Scored(
                (double)(report.MetCount - report.ContradictedCount) / (total + report.ContradictedCount),
                reference
            );
        if (total > 0 && report.MissingCount == 0)
            return report.Scored(1, reference);
        report.Say(
            reference is null && total == 0
                ? "The content gives no answer to this question; compare yours with the cited section."
                : "Compare your answer with the rubric, point by point."
        );
        return report.Undecided(total == 0 ? 0 : (double)report.MetCount / total, reference, Rubric(question));
    }

    private static string? SaysNothing(Question question, string text)
    {
        var words = QuestionText.Normalise(text);
        if (words.Length == 0)
            return "The answer is empty.";
        return
            $" {QuestionText.Normalise(question.Prompt.Text)} ".Contains($" {words} ", StringComparison.Ordinal)
            && words.Contains(' ', StringComparison.Ordinal)
            ? "The answer repeats the question."
            : null;
    }

    private static ImmutableArray<GradedPoint> Rubric(Question question)
    {
        if (!question.KeyPoints.IsEmpty)
            return [.. question.KeyPoints.Select(point => new GradedPoint(point.Id, point.Text, point.Line))];
        return
        [
            .. Sentence()
                .Split(question.ReferenceAnswer?.Text ?? "")
                .Select(sentence => sentence.Trim())
                .Where(sentence => sentence.Length > 0)
                .Select(
                    (sentence, i) =>
                        new GradedPoint(
                            $"r{(i + 1).ToString(CultureInfo.InvariantCulture)}",
                            sentence,
                            question.AnswerLine
                        )
                ),
        ];
    }

    [GeneratedRegex(@"(?<=[.!?;])\s+(?=\S)|\n")]
    private static partial Regex Sentence();
}
