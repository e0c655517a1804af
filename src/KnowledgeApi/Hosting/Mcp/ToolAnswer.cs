using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>A tool's answer in both forms: some clients show a model only the structured content, some only the text.</summary>
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

    /// <summary>Of both forms.</summary>
    public int Tokens { get; }

    public static ToolAnswer Of<T>(T value, string markdown)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, Json.Options);
        var text = markdown.Trim();
        return new(JsonElement.Parse(json), text, Budget.TokensOf(json.Length + text.Length));
    }

    public CallToolResult ToResult() =>
        new() { StructuredContent = structured, Content = [new TextContentBlock { Text = text }] };
}
