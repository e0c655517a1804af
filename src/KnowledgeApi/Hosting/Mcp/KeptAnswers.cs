using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Marks a tool whose answer the arguments and the content alone decide.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeptAttribute : Attribute;

/// <summary>
/// Answers of tools marked so, as they are sent, kept as long as their content is served: agents ask the same things over
/// and over, and much of a call's time goes into making JSON of its answer. Bounded in size; when full it starts anew.
/// </summary>
public sealed class KeptAnswers
{
    private const int LongestArguments = 2_000;
    private const long MostCharacters = 8 << 20;

    private readonly ConcurrentDictionary<string, JsonElement> answers = new(StringComparer.Ordinal);
    private long characters;

    /// <summary>What the call is kept under; null where it is too long to be kept.</summary>
    /// <param name="revision">Of the protocol, which decides the form of an answer.</param>
    public static string? Key(string? revision, string tool, IDictionary<string, JsonElement>? arguments)
    {
        var key = new StringBuilder(revision).Append('\n').Append(tool);
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
        {
            key.Append('\n').Append(name).Append('\n').Append(value.GetRawText());
            if (key.Length > LongestArguments)
                return null;
        }
        return key.ToString();
    }

    // One of its own for every call: who sends it may write into it.
    public JsonObject? Find(string key) => answers.TryGetValue(key, out var answer) ? JsonObject.Create(answer) : null;

    /// <param name="key">What <see cref="Key"/> gave.</param>
    /// <param name="result">As the protocol's library sends it.</param>
    public void Keep(string key, JsonObject result)
    {
        if (result.ContainsKey("isError"))
            return;
        var answer = JsonSerializer.SerializeToElement(result, McpJsonUtilities.DefaultOptions);
        var size = key.Length + answer.GetRawText().Length;
        if (Interlocked.Add(ref characters, size) > MostCharacters)
        {
            answers.Clear();
            Interlocked.Exchange(ref characters, size);
        }
        answers.TryAdd(key, answer);
    }
}

/// <summary>A call of such a tool on its way: what it is answered with, or what its answer is to be kept under.</summary>
public sealed record KeptCall(KeptAnswers Answers, string Key)
{
    /// <summary>Null where the tool has to be run.</summary>
    public JsonObject? Ready { get; } = Answers.Find(Key);
}
