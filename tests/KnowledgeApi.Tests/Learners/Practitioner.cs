using System.Net;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Learners;

/// <summary>Somebody who practises over the API, with a learner's key or without.</summary>
public sealed class Practitioner(HttpClient client, string? key)
{
    const string Api = "/api/v1/";

    public string? Key => key;

    public static Practitioner Nobody(HttpClient client) => new(client, null);

    public static async Task<Practitioner> NewAsync(HttpClient client)
    {
        using var response = await client.SendAsync(HttpMethod.Post, $"{Api}learners");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return new(client, (string)(await response.JsonAsync())["key"]!);
    }

    public Practitioner On(HttpClient other) => new(other, key);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        params (string Name, string Value)[] headers
    ) =>
        client.SendAsync(
            method,
            Api + path,
            body,
            headers: key is null ? headers : [.. headers, ("Authorization", $"Bearer {key}")]
        );

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        return await Seen(response);
    }

    public async Task<JsonNode> PostAsync(string path, string body)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body);
        return await Seen(response);
    }

    public async Task<JsonNode> ChangeAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        return await Seen(response);
    }

    public async Task<JsonNode> ProblemAsync(int status, HttpMethod method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        return await response.ProblemAsync(status);
    }

    public Task<JsonNode> StartAsync(string body) => PostAsync("practice-sessions", body);

    /// <summary>The answer that the key says is right, or one that is wrong.</summary>
    public async Task<string> AnswerTo(JsonNode question, bool right)
    {
        var graded = await PostAsync($"questions/{question["id"]}/answers", $$"""{"answer": {{Some(question)}}}""");
        var wasRight = (string)graded["grade"]! == "correct";
        if (wasRight == right)
            return Some(question);
        if (right)
            return graded["key"]!.ToJsonString();
        var keys = graded["key"]!.AsArray().Select(id => (string)id!).ToHashSet();
        return $"""["{question["options"]!.AsArray().Select(o => (string)o!["id"]!).First(id => !keys.Contains(id))}"]""";
    }

    /// <summary>An answer in form, whether right or not.</summary>
    public static string Some(JsonNode question)
    {
        string[] Ids(string list) => [.. question[list]!.AsArray().Select(option => (string)option!["id"]!)];
        return (string)question["type"]! switch
        {
            "numeric" => "1",
            "short" => "\"Selectors and labels decide it.\"",
            "cloze" => """{"1": "a"}""",
            "order" => $"""["{string.Join("\",\"", Ids("options"))}"]""",
            "match" => new JsonObject(
                Ids("left").Zip(Ids("options")).Select(p => KeyValuePair.Create(p.First, (JsonNode?)p.Second))
            ).ToJsonString(),
            _ => $"""["{Ids("options")[0]}"]""",
        };
    }

    /// <summary>Answers what is asked now.</summary>
    public async Task<JsonNode> AnswerAsync(JsonNode session, bool? right = null)
    {
        var question = session["current"]!["question"]!;
        var answer = right is { } wanted ? await AnswerTo(question, wanted) : Some(question);
        return await PostAsync(
            $"practice-sessions/{session["id"]}/answers",
            $$"""{"questionId": "{{question["id"]}}", "answer": {{answer}}}"""
        );
    }

    static async Task<JsonNode> Seen(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}
