using System.Globalization;
using System.Text.Json;

namespace KnowledgeApi.Questions;

/// <summary>Credit for each gap; case and spaces do not matter.</summary>
internal static class ClozeGrading
{
    public static GradeOutcome Grade(Question question, ClozeKey key, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            return Invalid($"The answer is {OptionIds.Kind(answer)}.", key);
        var given = new Dictionary<string, string>();
        foreach (var property in answer.EnumerateObject())
        {
            var name = property.Name.Trim(' ', '[', ']');
            if (!Numbers(key).Contains(name))
                return Invalid($"\"{OptionIds.Shortened(property.Name)}\" is none of the gaps.", key);
            if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                return Invalid($"The text of gap {name} is {OptionIds.Kind(property.Value)}; expected a text.", key);
            if (!given.TryAdd(name, property.Value.ToString()))
                return Invalid($"The answer fills gap {name} twice.", key);
        }
        var report = new GradeReport(question);
        for (var i = 0; i < key.Gaps.Length; i++)
        {
            var (number, accepted) = (Number(i), key.Gaps[i]);
            var text = given.GetValueOrDefault(number, "").Trim();
            if (accepted.Any(word => Fold(word) == Fold(text)))
                report.Met(number, accepted[0], question.Line, $"Gap {number}: “{text}” is right.");
            else if (text.Length == 0)
                report.Missing(number, accepted[0], question.Line, $"Gap {number} is empty; right is “{accepted[0]}”.");
            else
                report.Contradicted(
                    number,
                    accepted[0],
                    question.Line,
                    $"Gap {number}: “{OptionIds.Shortened(text)}” is wrong; right is “{accepted[0]}”."
                );
        }
        var texts = key
            .Gaps.Select((gap, i) => (Number(i), gap[0]))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2);
        return report.Scored((double)report.MetCount / key.Gaps.Length, texts);
    }

    private static IEnumerable<string> Numbers(ClozeKey key) => Enumerable.Range(0, key.Gaps.Length).Select(Number);

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static string Fold(string text) =>
        string.Concat(
                text.Where(c => !char.IsWhiteSpace(c) && c is not ('`' or '"' or '“' or '”'))
                    .Select(char.ToLowerInvariant)
            )
            .TrimEnd('.');

    private static InvalidAnswer Invalid(string message, ClozeKey key) =>
        new(message, "an object of gap numbers to texts, as in {\"1\": \"text\"}", [.. Numbers(key)]);
}
