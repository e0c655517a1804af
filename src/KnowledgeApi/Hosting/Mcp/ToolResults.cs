using System.Text;
using System.Text.Json;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// Tells a tool's outcome twice, as structured content and as Markdown: some clients show a model only the one, some only
/// the other.
/// </summary>
public static class ToolResults
{
    public static CallToolResult ToTool<T>(this Outcome<T> outcome, Func<T, string> markdown)
        where T : class =>
        outcome.Fault is { } fault
            ? Refused(fault)
            : new CallToolResult
            {
                StructuredContent = JsonSerializer.SerializeToElement(outcome.Value!, Json.Options),
                Content = [new TextContentBlock { Text = markdown(outcome.Value!).Trim() }],
            };

    public static CallToolResult Refused(string text) =>
        new() { IsError = true, Content = [new TextContentBlock { Text = text }] };

    private static CallToolResult Refused(Fault fault)
    {
        var text = new StringBuilder(fault.Detail);
        foreach (var error in fault.Errors ?? [])
            text.Append("\n- ").Append(JsonSerializer.Serialize(error, Json.Options));
        return Refused(text.ToString());
    }
}
