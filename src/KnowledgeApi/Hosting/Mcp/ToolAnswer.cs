using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// A tool's answer in both forms, ready to be sent as often as it is asked for: some clients show a model only the
/// structured content, some only the text.
/// </summary>
public sealed class ToolAnswer
{
    private readonly JsonElement structured;
    private readonly string text;

    private ToolAnswer(JsonElement structured, string text, int tokens)
    {
        this.structured = structured;
        this.text = text;
        Tokens = tokens;
    }

    /// <summary>Of the longer form.</summary>
    public int Tokens { get; }

    public static ToolAnswer Of<T>(T value, string markdown)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
        var text = markdown.Trim();
        return new(JsonElement.Parse(json), text, Budget.TokensOf(Math.Max(json.Length, text.Length)));
    }

    // A result of its own for every call: the protocol's library writes into it.
    public CallToolResult ToResult() =>
        new() { StructuredContent = structured, Content = [new TextContentBlock { Text = text }] };
}
