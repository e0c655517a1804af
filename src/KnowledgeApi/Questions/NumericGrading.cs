using System.Text.Json;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Questions;

/// <summary>A number within the tolerance, given as number or as text.</summary>
internal static partial class NumericGrading
{
    public static GradeOutcome Grade(Question question, NumericKey key, JsonElement answer)
    {
        var (value, mistake) = Read(question, key, answer);
        if (mistake is not null)
            return mistake;
        var report = new GradeReport(question);
        var text = KeyText.Number(key);
        if (value is { } number && Math.Abs(number - key.Value) <= key.Tolerance)
            report.Met("value", text, question.Line, $"{text} is right.");
        else
            report.Missing("value", text, question.Line, $"The right number is {text}.");
        return report.Scored(report.MetCount, key.Value);
    }

    /// <summary>No value for a number beyond what can be right.</summary>
    private static (decimal? Value, InvalidAnswer? Mistake) Read(Question question, NumericKey key, JsonElement answer)
    {
        if (answer.ValueKind == JsonValueKind.Number)
            return (answer.TryGetDecimal(out var number) ? number : null, null);
        if (answer.ValueKind != JsonValueKind.String)
            return (null, Invalid(key, $"The answer is {OptionIds.Kind(answer)}."));
        var text = answer.GetString()!;
        var match = NumberWithUnit().Match(text);
        if (!match.Success || !NumberText.TryParse(match.Groups[2].Value, out var value))
            return (null, Invalid(key, $"\"{OptionIds.Shortened(text)}\" is no number."));
        var unit = match.Groups[1].Value + match.Groups[3].Value;
        return IsUnit(unit, question, key)
            ? (value, null)
            : (
                null,
                Invalid(
                    key,
                    $"\"{OptionIds.Shortened(unit)}\" is not the unit that was asked for; send the number alone."
                )
            );
    }

    // A unit is fine where the question names it; any other could change what the number means.
    private static bool IsUnit(string unit, Question question, NumericKey key)
    {
        unit = unit.Trim().TrimEnd('.');
        return unit.Length == 0
            || string.Equals(unit, key.Unit, StringComparison.OrdinalIgnoreCase)
            || $" {QuestionText.Normalise(question.Prompt.Text)} ".Contains(
                $" {QuestionText.Normalise(unit)} ",
                StringComparison.Ordinal
            )
            || (unit.Length == 1 && question.Prompt.Text.Contains(unit[0], StringComparison.Ordinal));
    }

    private static InvalidAnswer Invalid(NumericKey key, string message) =>
        new(message, key.Unit is null ? "a number" : $"a number of {key.Unit}", []);

    [GeneratedRegex(@"^\s*([$€£]?)\s*([-+−]?[\d.,_ \u00A0\u202F]*\d(?:[eE][-+]?\d{1,3})?)\s*(.{0,60})$")]
    private static partial Regex NumberWithUnit();
}
