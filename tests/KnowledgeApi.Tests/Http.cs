using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests;

/// <summary>What a test asks of an answer, in one line each.</summary>
static class Http
{
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    /// <summary>Sees a well-formed problem of that status and gives it back.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
        return problem;
    }

    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        string? body = null,
        string type = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sets a value in a plan, by its path: <c>pods.nodes=6</c>, <c>clients.0.kind="httpClient"</c>.</summary>
    public static void Change(this JsonNode plan, string change)
    {
        var (path, value) = change.Split('=', 2) is [var p, var v] ? (p.Split('.'), v) : default;
        var node = plan;
        foreach (var step in path[..^1])
            node = int.TryParse(step, out var at) ? node[at]! : node[step]!;
        node[path[^1]] = JsonNode.Parse(value);
    }
}
