using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// Holds arguments to the tool's own input schema. The protocol's library advertises ranges without enforcing them and
/// hides why an argument could not be read; a model can only mend what it is told.
/// </summary>
public sealed class ToolArguments
{
    // A tool's schema never changes once it is served, and is read by every call.
    private static readonly ConditionalWeakTable<Tool, ToolArguments> Known = [];

    private readonly FrozenDictionary<string, ArgumentRule> rules;
    private readonly string[] required;

    private ToolArguments(JsonElement schema)
    {
        rules = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToFrozenDictionary(p => p.Name, p => ArgumentRule.Of(p.Value))
            : FrozenDictionary<string, ArgumentRule>.Empty;
        required = schema.TryGetProperty("required", out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : [];
    }

    public static ToolArguments Of(Tool tool) => Known.GetValue(tool, t => new(t.InputSchema));

    /// <summary>What is wrong, every fault at once; null where nothing is.</summary>
    public string? Faults(IDictionary<string, JsonElement>? arguments)
    {
        List<string>? faults = null;
        foreach (var name in required)
            if (arguments?.ContainsKey(name) != true)
                (faults ??= []).Add($"'{name}' is missing; allowed: {rules[name].AllowedInWords}.");
        if (arguments is not null)
            foreach (var (name, value) in arguments)
                if (Fault(name, value) is { } fault)
                    (faults ??= []).Add(fault);
        return faults is null ? null : string.Join('\n', faults);
    }

    private string? Fault(string name, JsonElement value)
    {
        if (!rules.TryGetValue(name, out var rule))
            return Unknown(name);
        if (!JsonTexts.AreReadable(value))
            return $"'{name}' holds a text that is no valid Unicode; allowed: {rule.Allowed}.";
        if (rule.Fits(value))
            return null;
        return $"'{name}' is {Shown.Text(value.GetRawText())}; allowed: {rule.AllowedInWords}.";
    }

    private string Unknown(string name)
    {
        var known = rules.Keys.Order(StringComparer.Ordinal).ToList();
        if (known.Count == 0)
            return $"'{Shown.Text(name)}' is no argument of this tool: it takes none.";
        return $"'{Shown.Text(name)}' is no argument of this tool; nearest: '{Nearest.Of(name, known)[0]}'; all: {string.Join(", ", known)}.";
    }
}

/// <summary>What one argument may be.</summary>
internal sealed class ArgumentRule
{
    private readonly string? type;
    private readonly double? least;
    private readonly double? most;
    private readonly FrozenSet<string>? choices;
    private readonly ArgumentRule? items;

    private ArgumentRule(JsonElement schema)
    {
        type =
            schema.TryGetProperty("type", out var stated) && stated.ValueKind == JsonValueKind.String
                ? stated.GetString()
                : null;
        (least, most) = type switch
        {
            "integer" or "number" => (Number(schema, "minimum"), Number(schema, "maximum")),
            "string" => (Number(schema, "minLength"), Number(schema, "maxLength")),
            "array" => (Number(schema, "minItems"), Number(schema, "maxItems")),
            _ => (null, null),
        };
        if (schema.TryGetProperty("enum", out var listed))
            choices = listed.EnumerateArray().Select(choice => choice.ToString()).ToFrozenSet();
        if (schema.TryGetProperty("items", out var each) && each.ValueKind == JsonValueKind.Object)
            items = new(each);
        Allowed = Describe(schema);
        Meaning = schema.TryGetProperty("description", out var said) ? said.GetString() : null;
    }

    /// <summary>In words.</summary>
    public string Allowed { get; }

    /// <summary>The same, and what it means where its form alone does not tell.</summary>
    public string AllowedInWords =>
        Meaning is null || choices is not null || type is "integer" or "boolean"
            ? Allowed
            : $"{Allowed}. {Meaning.TrimEnd('.')}";

    private string? Meaning { get; }

    public static ArgumentRule Of(JsonElement schema) =>
        new(schema.ValueKind == JsonValueKind.Object ? schema : JsonElement.Parse("{}"));

    public bool Fits(JsonElement value) =>
        FitsType(value)
        && FitsRange(value)
        && (choices is null || choices.Contains(value.ToString()))
        && (value.ValueKind != JsonValueKind.Array || items is null || value.EnumerateArray().All(items.Fits));

    private bool FitsType(JsonElement value) =>
        type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => value.ValueKind == JsonValueKind.Array,
            "object" => value.ValueKind == JsonValueKind.Object,
            _ => true,
        };

    private bool FitsRange(JsonElement value)
    {
        if (least is null && most is null)
            return true;
        var size = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => value.GetString()!.Length,
            JsonValueKind.Array => value.GetArrayLength(),
            _ => 0,
        };
        return !(size < least) && !(size > most);
    }

    private string Describe(JsonElement schema)
    {
        if (choices is not null)
            return $"one of {string.Join(", ", schema.GetProperty("enum").EnumerateArray())}";
        var unit = type switch
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
        return $"{type ?? "any JSON value"}{range}";
    }

    private static double? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var number) ? number.GetDouble() : null;
}
