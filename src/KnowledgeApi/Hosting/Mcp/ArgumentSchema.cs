using System.Text.Json;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// Holds arguments to the tool's own input schema. The protocol's library advertises ranges without enforcing them and
/// hides why an argument could not be read; a model can only mend what it is told.
/// </summary>
public static class ArgumentSchema
{
    public static IEnumerable<string> Faults(JsonElement schema, IDictionary<string, JsonElement>? arguments)
    {
        var known = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        foreach (var name in Required(schema))
            if (arguments?.ContainsKey(name) != true)
                yield return $"'{name}' is missing; allowed: {Allowed(known[name])}.";
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
            if (!known.TryGetValue(name, out var expected))
                yield return $"'{Shown.Text(name)}' is no argument of this tool; its arguments: {string.Join(", ", known.Keys)}.";
            else if (!JsonTexts.AreReadable(value))
                yield return $"'{name}' holds a text that is no valid Unicode.";
            else if (!Fits(expected, value))
                yield return $"'{name}' is {Shown.Text(value.GetRawText())}; allowed: {Allowed(expected)}.";
    }

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
            : [];

    private static bool Fits(JsonElement schema, JsonElement value) =>
        schema.ValueKind != JsonValueKind.Object
        || (
            FitsType(schema, value)
            && FitsRange(schema, value)
            && (!schema.TryGetProperty("enum", out var choices) || Choices(choices).Contains(value.ToString()))
            && (
                value.ValueKind != JsonValueKind.Array
                || !schema.TryGetProperty("items", out var items)
                || value.EnumerateArray().All(item => Fits(items, item))
            )
        );

    private static bool FitsType(JsonElement schema, JsonElement value) =>
        Type(schema) switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => value.ValueKind == JsonValueKind.Array,
            "object" => value.ValueKind == JsonValueKind.Object,
            _ => true,
        };

    private static bool FitsRange(JsonElement schema, JsonElement value)
    {
        var size = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => value.GetString()!.Length,
            JsonValueKind.Array => value.GetArrayLength(),
            _ => 0,
        };
        var (least, most) = Range(schema);
        return (least is null || size >= least) && (most is null || size <= most);
    }

    private static (double? Least, double? Most) Range(JsonElement schema) =>
        Type(schema) switch
        {
            "integer" or "number" => (Number(schema, "minimum"), Number(schema, "maximum")),
            "string" => (Number(schema, "minLength"), Number(schema, "maxLength")),
            "array" => (Number(schema, "minItems"), Number(schema, "maxItems")),
            _ => (null, null),
        };

    private static string Allowed(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return "any JSON value";
        if (schema.TryGetProperty("enum", out var choices))
            return $"one of {string.Join(", ", Choices(choices))}";
        var (least, most) = Range(schema);
        var unit = Type(schema) switch
        {
            "string" => " characters",
            "array" => " items",
            _ => "",
        };
        var range = (least, most) switch
        {
            (null, null) => "",
            ({ } from, null) => $" of at least {from}{unit}",
            (null, { } to) => $" of at most {to}{unit}",
            ({ } from, { } to) => $" from {from} to {to}{unit}",
        };
        return $"{Type(schema) ?? "any JSON value"}{range}";
    }

    private static string? Type(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;

    private static double? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var number) ? number.GetDouble() : null;

    private static IEnumerable<string> Choices(JsonElement choices) =>
        choices
            .EnumerateArray()
            .Where(choice => choice.ValueKind != JsonValueKind.Null)
            .Select(choice => choice.ToString());
}
