using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Questions;
using Microsoft.Extensions.Primitives;

namespace KnowledgeApi.Embedding;

/// <summary>Names the fields of a question's form, and reads an answer back out of them.</summary>
public static class EmbedForm
{
    private const string Prefix = "a:";

    /// <summary>A question's field, or one of its several.</summary>
    public static string Name(Question question, string? part = null) =>
        part is null ? $"{Prefix}{question.Id}" : $"{Prefix}{question.Id}:{part}";

    /// <summary>The parts that are filled in one by one: gaps, left-hand items, places in an order.</summary>
    public static IReadOnlyList<string> Parts(Question question) =>
        (question.Type, question.Key) switch
        {
            (QuestionType.Cloze, ClozeKey key) => Numbers(key.Gaps.Length),
            (QuestionType.Order, _) => Numbers(question.Options.Length),
            (QuestionType.Match, _) => [.. question.Left.Select(left => left.Id)],
            _ => [],
        };

    /// <summary>All fields of a question; a lab, which takes an editor, has none.</summary>
    public static IEnumerable<string> Names(Question question) =>
        question.Type == QuestionType.Lab ? []
        : Parts(question) is { Count: > 0 } parts ? parts.Select(part => Name(question, part))
        : [Name(question)];

    /// <summary>The answer as the grader takes it; null where nothing was filled in.</summary>
    public static JsonElement? Answer(Question question, IFormCollection form)
    {
        if (question.Type == QuestionType.Lab)
            return null;
        var parts = Parts(question);
        if (parts.Count == 0)
            return Whole(question, form[Name(question)]);
        var given = parts
            .Select(part => (part, value: form[Name(question, part)].ToString()))
            .Where(pair => pair.value.Length > 0)
            .ToList();
        if (given.Count == 0)
            return null;
        return question.Type == QuestionType.Order
            ? JsonSerializer.SerializeToElement(given.Select(pair => pair.value))
            : JsonSerializer.SerializeToElement(given.ToDictionary(pair => pair.part, pair => pair.value));
    }

    private static JsonElement? Whole(Question question, StringValues values)
    {
        if (StringValues.IsNullOrEmpty(values) || string.IsNullOrWhiteSpace(values.ToString()))
            return null;
        return question.Type is QuestionType.Numeric or QuestionType.ShortAnswer
            ? JsonSerializer.SerializeToElement(values.ToString().Trim())
            : JsonSerializer.SerializeToElement(values.ToArray());
    }

    private static IReadOnlyList<string> Numbers(int count) =>
        [.. Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
}
