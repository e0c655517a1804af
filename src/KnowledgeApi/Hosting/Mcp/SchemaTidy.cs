using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// Makes a generated schema say what is sent: what may be null is left out instead, so it is optional and never null.
/// Strict clients reject results otherwise, and type lists with null are not understood everywhere.
/// </summary>
public static class SchemaTidy
{
    private static readonly string[] JsonTypes = ["string", "number", "boolean", "array", "object"];

    /// <summary>States what a converter of ours writes, of which a generator knows nothing.</summary>
    public static AIJsonSchemaCreateOptions Creation { get; } =
        new()
        {
            TransformSchemaNode = (context, node) =>
                context.TypeInfo.Type == typeof(DateTimeOffset?) ? Time(["string", "null"])
                : context.TypeInfo.Type == typeof(DateTimeOffset) ? Time(["string"])
                : node,
        };

    private static JsonObject Time(string[] types) =>
        new()
        {
            ["type"] = types is [var only]
                ? only
                : new JsonArray([.. types.Select(type => (JsonNode)JsonValue.Create(type)!)]),
            ["format"] = "date-time",
        };

    public static JsonElement WithoutNulls(JsonElement schema)
    {
        var node = JsonNode.Parse(schema.GetRawText())!;
        Tidy(node);
        return JsonSerializer.SerializeToElement(node);
    }

    /// <summary>The schema with the examples that the method's parameters carry.</summary>
    public static JsonElement WithExamples(JsonElement schema, MethodInfo? method)
    {
        var node = JsonNode.Parse(schema.GetRawText())!;
        foreach (var parameter in method?.GetParameters() ?? [])
            if (
                parameter.GetCustomAttribute<ExampleAttribute>() is { } example
                && node["properties"]?[parameter.Name!] is JsonObject property
            )
                property["examples"] = new JsonArray(JsonNode.Parse(example.Json));
        return JsonSerializer.SerializeToElement(node);
    }

    private static void Tidy(JsonNode? node)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                Tidy(item);
        if (node is not JsonObject schema)
            return;
        if (schema["properties"] is JsonObject properties && schema["required"] is JsonArray required)
        {
            foreach (var name in required.Where(name => MayBeNull(properties[(string)name!])).ToList())
                required.Remove(name);
            if (required.Count == 0)
                schema.Remove("required");
        }
        if (schema["properties"] is JsonObject named)
            foreach (var (name, value) in named.ToList())
                named[name] = Stated(value);
        foreach (var (_, child) in schema.ToList())
            Tidy(child);
        Drop(schema);
    }

    // Clients that generate code refuse a schema that allows anything without saying what there is.
    private static JsonNode? Stated(JsonNode? schema)
    {
        string[] stating = ["type", "$ref", "anyOf", "oneOf", "allOf", "enum", "const"];
        var stated = schema is JsonObject given ? (JsonObject)given.DeepClone() : [];
        if (stating.Any(stated.ContainsKey))
            return schema!.DeepClone();
        stated["anyOf"] = new JsonArray([.. JsonTypes.Select(type => (JsonNode)new JsonObject { ["type"] = type })]);
        return stated;
    }

    private static bool MayBeNull(JsonNode? schema) =>
        schema is JsonObject { } s && s["type"] is JsonArray types && types.Any(type => (string?)type == "null");

    private static void Drop(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && types.FirstOrDefault(type => (string?)type == "null") is { } none)
        {
            types.Remove(none);
            if (types is [{ } only])
                schema["type"] = only.DeepClone();
        }
        if (schema["enum"] is JsonArray choices)
            foreach (var choice in choices.Where(choice => choice is null).ToList())
                choices.Remove(choice);
        if (schema.ContainsKey("default") && schema["default"] is null)
            schema.Remove("default");
    }
}
