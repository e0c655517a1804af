using System.Collections.Immutable;
using System.Text.Json;

namespace KnowledgeApi.Questions;

/// <summary>Reads an answer that names options.</summary>
internal static class OptionIds
{
    private const string Expected = "a list of option ids, as in [\"…\"]";

    /// <summary>The chosen options in the order given, each once; or what is wrong with the answer.</summary>
    public static (ImmutableArray<Option> Chosen, InvalidAnswer? Mistake) Read(Question question, JsonElement answer)
    {
        var ids = new List<string>();
        switch (answer.ValueKind)
        {
            case JsonValueKind.String:
                ids.Add(answer.GetString()!);
                break;
            case JsonValueKind.Array when answer.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String):
                ids.AddRange(answer.EnumerateArray().Select(item => item.GetString()!));
                break;
            default:
                var sent = answer.ValueKind == JsonValueKind.Array ? "a list of other things than texts" : Kind(answer);
                return ([], Invalid(question, $"The answer is {sent}."));
        }
        var byId = question.Options.ToDictionary(option => option.Id);
        if (ids.FirstOrDefault(id => !byId.ContainsKey(id)) is { } unknown)
            return ([], Invalid(question, $"\"{Shortened(unknown)}\" is no option of this question."));
        if (ids.Distinct().Count() < ids.Count)
            return ([], Invalid(question, "The answer names an option twice."));
        return ([.. ids.Select(id => byId[id])], null);
    }

    public static InvalidAnswer Invalid(Question question, string message) =>
        new(message, Expected, [.. question.Options.Select(option => option.Id)]);

    public static string Kind(JsonElement answer) =>
        answer.ValueKind switch
        {
            JsonValueKind.Undefined => "absent",
            JsonValueKind.Null => "null",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            _ => "true or false",
        };

    /// <summary>What a caller sent, short enough to be repeated in a message.</summary>
    public static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
