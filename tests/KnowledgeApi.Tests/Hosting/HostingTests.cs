using System.Net;

namespace KnowledgeApi.Tests.Hosting;

public sealed class HostingTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/api/v1/nowhere", 404)]
    [InlineData("POST", "/health/live", 405)]
    public async Task Refusals_AreProblems(string method, string path, int status)
    {
        var response = await client.SendAsync(new HttpMethod(method), path, headers: ("Accept", "text/html"));
        await response.ProblemAsync(status);
    }

    [Theory]
    [InlineData("/api/v1/articles", 200)]
    [InlineData("/api/v1/articles/nowhere", 404)]
    [InlineData("/health/ready", 200)]
    [InlineData("/embed/quizzes/kubernetes-networking", 200)]
    public async Task AHead_IsTheGetWithoutItsBody(string path, int status)
    {
        var get = await client.SendAsync(HttpMethod.Get, path);
        var head = await client.SendAsync(HttpMethod.Head, path);
        Assert.Equal((status, status), ((int)get.StatusCode, (int)head.StatusCode));
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:9", 200)]
    [InlineData("127.0.0.1:5080", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    public async Task OnlyNamedHosts_AreServed(string host, int status)
    {
        var response = await client.SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json", headers: ("Host", host));
        if (status == 200)
            Assert.NotEqual(HttpStatusCode.BadRequest, response.StatusCode);
        else
            await response.ProblemAsync(status);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Probes_ReachByAddress(string path)
    {
        var response = await client.SendAsync(HttpMethod.Get, path, headers: ("Host", "10.1.2.3:8080"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example", true)]
    [InlineData("null", true)]
    [InlineData("http://localhost:6274", false)]
    [InlineData("http://127.0.0.1", false)]
    public async Task PagesOfOtherOrigins_AreKeptFromMcp(string origin, bool refused)
    {
        var response = await client.SendAsync(HttpMethod.Post, "/mcp", "{}", headers: ("Origin", origin));
        if (refused)
            await response.ProblemAsync(403);
        else
            Assert.NotEqual(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task NothingMayBeFramed()
    {
        var response = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }
}
