using System.Text;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Hosting;

/// <summary>
/// The contract in a line for each operation and schema; run with <c>APPROVE=1</c> to rewrite it, and review the difference.
/// </summary>
public sealed class OpenApiSnapshotTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    static readonly string Approved = Path.Combine(
        Repository.Root,
        "tests/KnowledgeApi.Tests/Hosting/OpenApi.approved.txt"
    );

    [Fact]
    public async Task TheContract_IsAsApproved()
    {
        using var client = app.CreateClient();
        var contract = Contract(await client.GetJsonAsync("/swagger/v1/swagger.json"));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            await File.WriteAllTextAsync(Approved, contract, TestContext.Current.CancellationToken);
        var approved = File.Exists(Approved)
            ? await File.ReadAllTextAsync(Approved, TestContext.Current.CancellationToken)
            : "";
        Assert.Equal(approved, contract);
    }

    static string Contract(JsonNode document)
    {
        var text = new StringBuilder();
        foreach (var (path, operations) in Sorted(document["paths"]!))
        foreach (var (method, operation) in operations!.AsObject())
            text.AppendLine(
                $"{method.ToUpperInvariant()} {path}{Parameters(operation!)}{Body(operation!)} → {Responses(operation!)}"
            );
        text.AppendLine();
        foreach (var (name, schema) in Sorted(document["components"]!["schemas"]!))
            text.AppendLine($"{name}: {Shape(schema!)}");
        return text.ToString();
    }

    static string Parameters(JsonNode operation)
    {
        var names = (operation["parameters"]?.AsArray() ?? [])
            .Select(p => ((string)p!["name"]!, (string)p["in"]!))
            .Select(p => p.Item2 == "query" ? p.Item1 : $"{p.Item1} in {p.Item2}");
        var listed = string.Join(", ", names);
        return listed.Length == 0 ? "" : $" ({listed})";
    }

    static string Body(JsonNode operation) =>
        operation["requestBody"]?["content"] is { } content ? $" {Contents(content)}" : "";

    static string Responses(JsonNode operation) =>
        string.Join(", ", operation["responses"]!.AsObject().Select(r => $"{r.Key} {Response(r.Value!)}".Trim()));

    static string Response(JsonNode response) => response["content"] is { } content ? Contents(content) : "";

    // A problem is a problem everywhere: its name says nothing more.
    static string Contents(JsonNode content) =>
        string.Join(
            "|",
            content.AsObject().Where(type => type.Key != "application/problem+json").Select(Content).Distinct()
        );

    static string Content(KeyValuePair<string, JsonNode?> type) =>
        type.Key == "application/json" ? Shape(type.Value!["schema"] ?? new JsonObject()) : type.Key;

    static string Shape(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
            return reference.Split('/')[^1];
        if (schema["enum"] is JsonArray values)
            return string.Join('|', values);
        foreach (var kind in (ReadOnlySpan<string>)["oneOf", "allOf", "anyOf"])
            if (schema[kind] is JsonArray shapes)
                return string.Join('|', shapes.Select(shape => Shape(shape!)));
        if (schema["items"] is { } items)
            return $"[{Shape(items)}]";
        if (schema["properties"] is { } properties)
            return $"{{{string.Join(", ", properties.AsObject().Select(p => $"{p.Key}: {Shape(p.Value!)}"))}}}";
        if (schema["additionalProperties"] is JsonObject { Count: > 0 } entries)
            return $"{{*: {Shape(entries)}}}";
        return schema["type"] switch
        {
            JsonArray types => string.Join('|', types),
            { } type => (string)type!,
            null => "any",
        };
    }

    static IEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonNode node) =>
        node.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal);
}
