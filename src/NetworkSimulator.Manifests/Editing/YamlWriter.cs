using System.Text;
using System.Text.Json.Nodes;

namespace NetworkSimulator.Manifests.Editing;

/// <summary>Writes values as YAML, in blocks or within brackets.</summary>
internal static class YamlWriter
{
    /// <summary>A value on one line.</summary>
    public static string Flow(JsonNode? value) =>
        value switch
        {
            null => "null",
            JsonObject map =>
                $"{{{string.Join(", ", map.Select(field => $"{Scalar(field.Key)}: {Flow(field.Value)}"))}}}",
            JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
            _ => Scalar(value.AsValue()),
        };

    /// <summary>A field in a block, with its line break.</summary>
    public static string Field(string key, JsonNode? value, int indent)
    {
        var text = new StringBuilder();
        AppendField(text, key, value, indent);
        return text.ToString();
    }

    /// <summary>An item of a list in a block, with its line break.</summary>
    public static string Item(JsonNode? value, int indent)
    {
        var text = new StringBuilder();
        AppendItem(text, value, indent);
        return text.ToString();
    }

    /// <summary>An object as a document of its own.</summary>
    public static string Document(JsonObject value)
    {
        var text = new StringBuilder();
        foreach (var (key, field) in value)
            AppendField(text, key, field, 0);
        return text.ToString();
    }

    private static void AppendField(StringBuilder text, string key, JsonNode? value, int indent)
    {
        text.Append(' ', indent).Append(Scalar(key)).Append(':');
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('\n');
                foreach (var (name, field) in map)
                    AppendField(text, name, field, indent + 2);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list)
                    AppendItem(text, item, indent);
                break;
            default:
                text.Append(' ').Append(Flow(value)).Append('\n');
                break;
        }
    }

    private static void AppendItem(StringBuilder text, JsonNode? value, int indent)
    {
        if (value is not JsonObject { Count: > 0 } map)
        {
            text.Append(' ', indent).Append("- ").Append(Flow(value)).Append('\n');
            return;
        }
        var start = text.Length;
        foreach (var (name, field) in map)
            AppendField(text, name, field, indent + 2);
        text[start + indent] = '-';
    }

    private static string Scalar(JsonValue value) =>
        value.TryGetValue<string>(out var text) ? Scalar(text) : value.ToJsonString();

    /// <summary>A string, in quotes where YAML would read it as something else.</summary>
    private static string Scalar(string text)
    {
        var isPlain =
            text.Length > 0
            && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '_')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
            && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
            && !text.Equals("true", StringComparison.OrdinalIgnoreCase)
            && !text.Equals("false", StringComparison.OrdinalIgnoreCase)
            && !text.Equals("null", StringComparison.OrdinalIgnoreCase);
        return isPlain ? text : JsonValue.Create(text).ToJsonString();
    }
}
