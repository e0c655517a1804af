using System.Text.Json;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>Holds a value to a JSON schema, as far as the tools' schemas go.</summary>
static class SchemaCheck
{
    public static void Holds(JsonElement schema, JsonElement value) => Holds(schema, schema, value, "$");

    static void Holds(JsonElement root, JsonElement schema, JsonElement value, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Holds(root, Follow(root, reference.GetString()!), value, path);
            return;
        }
        if (schema.TryGetProperty("type", out var type))
            Assert.True(Is(type.GetString()!, value), $"{path} is {value.ValueKind}, no {type}");
        if (schema.TryGetProperty("enum", out var choices))
            Assert.Contains(value.GetString(), choices.EnumerateArray().Select(choice => choice.GetString()));
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{path} lacks {name}");
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var item in value.EnumerateArray())
                Holds(root, items, item, $"{path}[]");
        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
            foreach (var property in value.EnumerateObject())
                if (properties.TryGetProperty(property.Name, out var inner))
                    Holds(root, inner, property.Value, $"{path}.{property.Name}");
                else
                    Assert.Fail($"{path}.{property.Name} is not in the schema");
    }

    static JsonElement Follow(JsonElement root, string reference)
    {
        var at = root;
        foreach (var step in reference.Split('/').Skip(1))
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(step, null)] : at.GetProperty(step);
        return at;
    }

    static bool Is(string type, JsonElement value) =>
        type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            _ => false,
        };
}
