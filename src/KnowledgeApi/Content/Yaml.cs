using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KnowledgeApi.Content;

/// <summary>YAML written by authors, bounded in depth and size so that no file can exhaust the stack or the memory.</summary>
internal static class Yaml
{
    private const int MaximumDepth = 40;
    private const int MaximumNodes = 50_000;

    /// <exception cref="YamlException">With the place of the mistake.</exception>
    public static YamlNode? Parse(string yaml)
    {
        Measure(yaml);
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
    }

    /// <summary>The JSON that the YAML stands for, by the core schema's rules for plain scalars.</summary>
    /// <exception cref="YamlException">Aliases make it too large.</exception>
    public static JsonNode? ToJson(YamlNode node)
    {
        var budget = MaximumNodes;
        return ToJson(node, ref budget);
    }

    private static void Measure(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var (depth, nodes) = (0, 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaximumDepth || ++nodes > MaximumNodes)
                throw new YamlException(parser.Current.Start, parser.Current.End, "too deep or too large");
        }
    }

    private static JsonNode? ToJson(YamlNode node, ref int budget)
    {
        if (--budget < 0)
            throw new YamlException(node.Start, node.End, "too large");
        switch (node)
        {
            case YamlMappingNode mapping:
                var properties = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                    properties[key.ToString()] = ToJson(value, ref budget);
                return properties;
            case YamlSequenceNode sequence:
                var items = new JsonArray();
                foreach (var item in sequence.Children)
                    items.Add(ToJson(item, ref budget));
                return items;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: var value }:
                return Plain(value ?? "");
            default:
                return JsonValue.Create(((YamlScalarNode)node).Value);
        }
    }

    private static JsonValue? Plain(string value)
    {
        if (value is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (value is "true" or "True" or "TRUE")
            return JsonValue.Create(true);
        if (value is "false" or "False" or "FALSE")
            return JsonValue.Create(false);
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return JsonValue.Create(integer);
        if (
            (char.IsAsciiDigit(value[0]) || value[0] is '-' or '.')
            && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        )
            return JsonValue.Create(number);
        return JsonValue.Create(value);
    }

    /// <summary>A key's text, whatever the key's case; null where there is none.</summary>
    public static string? Text(YamlMappingNode mapping, string key) =>
        mapping
            .Children.FirstOrDefault(pair =>
                pair.Key is YamlScalarNode { Value: { } name } && name.Equals(key, StringComparison.OrdinalIgnoreCase)
            )
            .Value
            is YamlScalarNode { Value: { Length: > 0 } value }
            ? value
            : null;
}
