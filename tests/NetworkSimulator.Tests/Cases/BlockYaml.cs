using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetworkSimulator.Tests.Cases;

/// <summary>Writes manifests anew with every field on a line of its own, so that a line is a field, and changes single lines.</summary>
public static class BlockYaml
{
    public static string Rewrite(string manifests)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(manifests));
        var text = new StringBuilder();
        foreach (var document in yaml.Documents)
        {
            Write(text, document.RootNode, 0);
            text.Append("---\n");
        }
        return text.ToString();
    }

    /// <summary>
    /// Texts in which what stands at the line is gone, or one value in it is another: a made-up one, or one that the
    /// text has elsewhere, since only that can make a selector match.
    /// </summary>
    public static IEnumerable<string> Changed(string manifests, int line)
    {
        var lines = manifests.Split('\n');
        var start = line - 1;
        var end = start + 1;
        while (end < lines.Length && Indent(lines[end]) > Indent(lines[start]))
            end++;
        yield return string.Join('\n', lines[..start].Concat(lines[end..]));
        var elsewhere = lines.Select(ValueOf).OfType<string>().Distinct().ToList();
        for (var at = start; at < end; at++)
            if (ValueOf(lines[at]) is { } value)
                foreach (var other in Others(value.Trim('"')).Concat(elsewhere))
                    yield return string.Join(
                        '\n',
                        lines[..at].Append(lines[at][..^value.Length] + other).Concat(lines[(at + 1)..])
                    );
        // What a block excepts lies inside it, so another block has to go without.
        var except = Array.FindIndex(lines, start, end - start, l => l.TrimStart().StartsWith("except:"));
        if (except < 0)
            yield break;
        var rest = except + 1;
        while (rest < end && (Indent(lines[rest]) > Indent(lines[except]) || lines[rest].TrimStart().StartsWith("- ")))
            rest++;
        foreach (var changed in Changed(string.Join('\n', lines[..except].Concat(lines[rest..])), line))
            yield return changed;
    }

    private static string? ValueOf(string line)
    {
        var colon = line.LastIndexOf(": ", StringComparison.Ordinal);
        var dash = line.LastIndexOf("- ", StringComparison.Ordinal);
        var at = Math.Max(colon, dash);
        return at < 0 ? null : line[(at + 2)..];
    }

    private static IEnumerable<string> Others(string value) =>
        value switch
        {
            "{}" => ["{matchLabels: {changed: changed}}"],
            "true" or "false" => [value == "true" ? "false" : "true"],
            "True" or "False" => [value == "True" ? "\"False\"" : "\"True\""],
            _ when int.TryParse(value, out var number) => [$"{number + 1}", $"{number - 1}", $"\"{number + 1}\""],
            "Local" => ["Cluster"],
            "Cluster" => ["Local"],
            "Prefix" => ["Exact"],
            "Exact" => ["Prefix"],
            "Ingress" => ["Egress"],
            "Egress" => ["Ingress"],
            "ClusterIP" => ["NodePort"],
            "In" => ["NotIn"],
            "NotIn" => ["In"],
            "Exists" => ["DoesNotExist"],
            "DoesNotExist" => ["Exists"],
            "internal" => ["internet-facing"],
            "TCP" => ["UDP"],
            "UDP" => ["TCP"],
            _ when value.Contains('/') && value.Any(char.IsAsciiDigit) => ["203.0.113.240/32", "\"2001:db8:99::/64\""],
            _ when System.Net.IPAddress.TryParse(value, out _) => ["203.0.113.241", "\"2001:db8:99::1\"", "None"],
            _ => ["changed", "other.example", "\"/changed\""],
        };

    private static int Indent(string line) => line.Length == 0 ? -1 : line.Length - line.TrimStart(' ').Length;

    private static void Write(StringBuilder text, YamlNode node, int indent)
    {
        switch (node)
        {
            case YamlMappingNode fields:
                foreach (var (key, value) in fields.Children)
                {
                    text.Append(' ', indent).Append(Scalar((YamlScalarNode)key)).Append(':');
                    Value(text, value, indent);
                }
                break;
            case YamlSequenceNode list:
                foreach (var item in list.Children)
                {
                    var start = text.Length;
                    if (item is YamlMappingNode { Children.Count: > 0 } map)
                        Write(text, map, indent + 2);
                    else
                        Value(text.Append(' ', indent + 1), item, indent);
                    text[start + indent] = '-';
                }
                break;
        }
    }

    private static void Value(StringBuilder text, YamlNode node, int indent)
    {
        switch (node)
        {
            case YamlMappingNode { Children.Count: 0 }:
                text.Append(" {}\n");
                break;
            case YamlSequenceNode { Children.Count: 0 }:
                text.Append(" []\n");
                break;
            case YamlScalarNode scalar:
                text.Append(' ').Append(Scalar(scalar)).Append('\n');
                break;
            default:
                text.Append('\n');
                Write(text, node, indent + 2);
                break;
        }
    }

    private static string Scalar(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && !scalar.Value!.Contains(": ", StringComparison.Ordinal)
            ? scalar.Value
            : JsonSerializer.Serialize(scalar.Value);
}
