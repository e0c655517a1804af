using System.Collections.Immutable;
using System.Text.Json;

namespace KnowledgeApi.Questions;

/// <summary>Credit for each pair; either side may be named by id or by text.</summary>
internal static class MatchGrading
{
    public static GradeOutcome Grade(Question question, MatchKey key, JsonElement answer)
    {
        var (given, mistake) = Read(question, answer);
        if (mistake is not null)
            return mistake;
        var report = new GradeReport(question);
        var right = question.Options.ToDictionary(option => option.Id);
        foreach (var left in question.Left)
        {
            var pair = $"{left.Text.Text} → {right[key.Pairs[left.Id]].Text.Text}";
            if (!given.TryGetValue(left.Id, out var chosen))
                report.Missing(left.Id, pair, left.Line, $"No match given: {pair}.");
            else if (chosen == key.Pairs[left.Id])
                report.Met(left.Id, pair, left.Line, $"Right: {pair}.");
            else
                report.Contradicted(
                    left.Id,
                    pair,
                    left.Line,
                    $"Wrong: {left.Text.Text} → {right[chosen].Text.Text}; right is {pair}."
                );
        }
        var texts = question.Left.ToDictionary(
            left => left.Text.Markdown,
            left => right[key.Pairs[left.Id]].Text.Markdown
        );
        return report.Scored((double)report.MetCount / question.Left.Length, texts);
    }

    private static (Dictionary<string, string> Pairs, InvalidAnswer? Mistake) Read(
        Question question,
        JsonElement answer
    )
    {
        var pairs = new Dictionary<string, string>();
        if (answer.ValueKind != JsonValueKind.Object)
            return (pairs, Invalid($"The answer is {OptionIds.Kind(answer)}.", question.Left));
        foreach (var property in answer.EnumerateObject())
        {
            if (Find(question.Left, property.Name) is not { } left)
                return (
                    pairs,
                    Invalid($"\"{OptionIds.Shortened(property.Name)}\" is none of the left-hand items.", question.Left)
                );
            if (property.Value.ValueKind != JsonValueKind.String)
                return (
                    pairs,
                    Invalid(
                        $"The match of \"{left.Text.Text}\" is {OptionIds.Kind(property.Value)}; expected a text.",
                        question.Options
                    )
                );
            if (Find(question.Options, property.Value.GetString()!) is not { } right)
                return (
                    pairs,
                    Invalid(
                        $"\"{OptionIds.Shortened(property.Value.GetString()!)}\" is none of the right-hand items.",
                        question.Options
                    )
                );
            if (!pairs.TryAdd(left.Id, right.Id))
                return (pairs, Invalid($"The answer matches \"{left.Text.Text}\" twice.", question.Left));
        }
        return (pairs, null);
    }

    private static Option? Find(ImmutableArray<Option> options, string name) =>
        options.FirstOrDefault(option => option.Id == name)
        ?? options.FirstOrDefault(option => Same(option.Text.Markdown, name))
        ?? options.FirstOrDefault(option => Same(option.Text.Text, name));

    private static bool Same(string text, string name) =>
        string.Equals(text.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase);

    private static InvalidAnswer Invalid(string message, ImmutableArray<Option> allowed) =>
        new(
            message,
            "an object of left-hand to right-hand items, as in {\"left\": \"right\"}",
            [.. allowed.Select(option => option.Text.Markdown)]
        );
}
