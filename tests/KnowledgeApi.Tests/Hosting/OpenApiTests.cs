using System.Net;

namespace KnowledgeApi.Tests.Hosting;

public sealed class OpenApiTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Fact]
    public async Task EveryOperation_HasASummary_AndItsProblems()
    {
        var document = await client.GetJsonAsync("/swagger/v1/swagger.json");
        foreach (var (path, operations) in document["paths"]!.AsObject())
        foreach (var (method, operation) in operations!.AsObject())
        {
            Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{method} {path} has no summary");
            var responses = operation["responses"]!.AsObject();
            if (path.Contains('{', StringComparison.Ordinal))
                Assert.True(responses.ContainsKey("404"), $"{method} {path} does not say 404");
            if (method == "post")
                Assert.NotNull(operation["requestBody"]);
            foreach (var (status, response) in responses.Where(r => r.Key[0] == '4'))
                Assert.True(
                    response!["content"]?["application/problem+json"] is not null,
                    $"{method} {path} {status} is no problem"
                );
        }
    }

    [Theory]
    [InlineData("limit", "integer")]
    [InlineData("level", "string")]
    public async Task QueryValues_SayWhatTheyAre(string name, string type)
    {
        var document = await client.GetJsonAsync("/swagger/v1/swagger.json");
        var parameters = document["paths"]!["/api/v1/questions"]!["get"]!["parameters"]!.AsArray();
        var schema = parameters.Single(parameter => (string?)parameter!["name"] == name)!["schema"]!;
        Assert.Equal(type, (string?)schema["type"]);
        Assert.True(schema["maximum"] is not null || schema["enum"] is not null);
    }

    [Fact]
    public async Task ThePage_IsServed_AndItsScriptsAreAllowed()
    {
        var page = await client.GetAsync("/swagger/index.html", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>", html);
        var script = await client.GetAsync("/swagger/index.js", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
    }
}
