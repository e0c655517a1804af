using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NetworkSimulator.Tests.Cases;

/// <summary>A case: a cluster and requests with what the real component answers.</summary>
public sealed record Case(string Suite, string Id, string Manifests, IReadOnlyList<JsonObject> Requests)
{
    public override string ToString() => $"{Suite}/{Id}";
}

/// <summary>Reads the case files beside this one.</summary>
public static class CaseFile
{
    public static IReadOnlyList<Case> All { get; } =
    [.. Directory.GetFiles(Folder(), "*.yaml").Order(StringComparer.Ordinal).SelectMany(Read)];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    /// <summary>A YAML file as JSON, with plain numbers and booleans as such.</summary>
    public static JsonObject Load(string path)
    {
        using var reader = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (JsonObject)ToJson(yaml.Documents[0].RootNode)!;
    }

    private static IEnumerable<Case> Read(string path)
    {
        var root = Load(path);
        foreach (var item in root["cases"]!.AsArray())
            yield return new(
                (string)root["suite"]!,
                (string)item!["id"]!,
                (string)item["manifests"]!,
                [.. item["requests"]!.AsArray().Select(r => r!.AsObject())]
            );
    }

    private static JsonNode? ToJson(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, ToJson(c.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value!),
            YamlScalarNode quoted => JsonValue.Create(quoted.Value),
            _ => null,
        };

    private static JsonValue? Plain(string text) =>
        text switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            "null" or "~" or "" => null,
            _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
}
