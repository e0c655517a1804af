using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Marks a tool whose answer the arguments and the content alone decide.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeptAttribute : Attribute;

/// <summary>
/// Answers of tools marked so, kept as long as their content is served: agents ask the same things over and over. Bounded
/// in size; when full it starts anew.
/// </summary>
public sealed class KeptAnswers
{
    private const int LongestArguments = 2_000;
    private const long MostCharacters = 8 << 20;

    private readonly ConcurrentDictionary<string, Answer> answers = new(StringComparer.Ordinal);
    private long characters;

    private sealed record Answer(JsonElement Structured, string Text);

    /// <summary>What the call is kept under; null where it is too long to be kept.</summary>
    public static string? Key(string tool, IDictionary<string, JsonElement>? arguments)
    {
        var key = new StringBuilder(tool);
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
        {
            key.Append('\n').Append(name).Append('\n').Append(value.GetRawText());
            if (key.Length > LongestArguments)
                return null;
        }
        return key.ToString();
    }

    // A result of its own for every call: the protocol's library writes into it.
    public CallToolResult? Find(string key) =>
        answers.TryGetValue(key, out var answer)
            ? new() { StructuredContent = answer.Structured, Content = [new TextContentBlock { Text = answer.Text }] }
            : null;

    public void Keep(string key, CallToolResult result)
    {
        if (
            result.IsError == true
            || result.StructuredContent is not { } structured
            || result.Content is not [TextContentBlock { Text: var text }]
        )
            return;
        var size = key.Length + text.Length + structured.GetRawText().Length;
        if (Interlocked.Add(ref characters, size) > MostCharacters)
        {
            answers.Clear();
            Interlocked.Exchange(ref characters, size);
        }
        answers.TryAdd(key, new(structured, text));
    }
}
