using System.Net;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Content;

/// <summary>A running service serves what its author has just saved.</summary>
public sealed class WatchTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly TemporaryContent content = new();
    readonly KnowledgeApp app;
    readonly HttpClient client;

    public WatchTests()
    {
        content
            .With("articles/01-dns.md", "# DNS\n\n## Names\n\nA zebra resolves names.\n")
            .With("articles/02-pods.md", "# Pods\n\n## Life\n\nPods come and go.\n");
        app = KnowledgeApp.With(("Content:Path", content.Path), ("Content:Watch", "true"));
        client = app.CreateClient();
    }

    [Fact]
    public async Task ASavedFile_IsServedAndFound_UnderANewETag()
    {
        var before = await client.GetAsync("/api/v1/articles/dns", TestContext.Current.CancellationToken);
        Assert.Single(await Found("zebra"));
        content.With("articles/01-dns.md", "# DNS\n\n## Names\n\nAn okapi resolves names.\n");
        await Until(async () => (await Found("okapi")).Count == 1);
        Assert.Empty(await Found("zebra"));
        var after = await client.GetAsync("/api/v1/articles/dns", TestContext.Current.CancellationToken);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.Contains("okapi", (await after.JsonAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABrokenFile_IsReported_AndTheRestServed()
    {
        content.With("articles/01-dns.md", [0x23, 0x20, 0xC3, 0x28, 0x0A]);
        content.With("articles/03-nodes.md", "# Nodes\n\nNodes run Pods.\n");
        JsonNode ready = new JsonObject();
        await Until(async () =>
        {
            ready = await client.GetJsonAsync("/health/ready");
            return ready["leftOut"]!.AsArray().Count > 0;
        });
        Assert.Equal("articles/01-dns.md", (string?)ready["leftOut"]![0]!["file"]);
        Assert.Equal(2, (int)ready["articles"]!);
        await client.GetJsonAsync("/api/v1/articles/nodes");
        var gone = await client.GetAsync("/api/v1/articles/dns", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Readers_AreNeverWithoutContent()
    {
        for (var round = 0; round < 3; round++)
        {
            var word = $"word{(char)('a' + round)}";
            content.With("articles/01-dns.md", $"# DNS\n\n## Names\n\nA zebra finds {word}.\n");
            await Until(async () =>
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Found("zebra")));
                Assert.All(answers, answer => Assert.Single(answer));
                return (await Found(word)).Count == 1;
            });
        }
    }

    async Task<JsonArray> Found(string word) =>
        (await client.GetJsonAsync($"/api/v1/search?q={word}&kind=section"))["results"]!.AsArray();

    static async Task Until(Func<Task<bool>> holds)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!await holds())
            await Task.Delay(20, late.Token);
    }

    public void Dispose()
    {
        client.Dispose();
        app.Dispose();
        content.Dispose();
    }
}
