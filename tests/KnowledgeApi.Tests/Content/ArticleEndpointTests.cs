using System.Net;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Content;

public sealed class ArticleEndpointTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Article = "/api/v1/articles/kubernetes-networking";

    readonly HttpClient client = app.CreateClient();

    [Fact]
    public async Task AnArticle_ListsItsSections_WithAddressesThatWork()
    {
        var article = await client.GetJsonAsync(Article);
        var sections = article["sections"]!.AsArray();
        Assert.Contains(sections, section => (string?)section!["section"] == "Service types");
        foreach (var section in sections.Take(5))
        {
            var read = await client.GetJsonAsync($"{Article}/sections/{section!["anchor"]}");
            Assert.Equal((string?)section["section"], (string?)read["section"]);
            Assert.Equal($"http://localhost:5080{Article}#{section["anchor"]}", (string?)read["url"]);
        }
    }

    [Theory]
    [InlineData("text/markdown", "text/markdown", "## Service types")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html", "<h2 id=\"service-types\">")]
    [InlineData("text/html;q=0.2, text/*;q=0.1", "text/html", "<main>")]
    [InlineData("*/*", "application/json", "\"anchor\":\"service-types\"")]
    [InlineData("nonsense", "application/json", "\"anchor\":\"service-types\"")]
    public async Task ASection_ComesInTheFormAskedFor(string accept, string type, string holds)
    {
        var response = await client.SendAsync(
            HttpMethod.Get,
            $"{Article}/sections/service-types",
            headers: ("Accept", accept)
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(holds, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Fact]
    public async Task AFormThatIsNotOffered_IsRefused_NamingThoseThatAre()
    {
        var response = await client.SendAsync(HttpMethod.Get, Article, headers: ("Accept", "image/png"));
        Assert.Contains("text/markdown", (string?)(await response.ProblemAsync(406))["detail"]);
    }

    [Theory]
    [InlineData("/api/v1/articles/kubernetes-netwroking", "kubernetes-networking")]
    [InlineData($"{Article}/sections/service-type", "service-types")]
    public async Task WhatIsAbsent_IsAnsweredWithWhatIsNear(string path, string near)
    {
        var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        var problem = await response.ProblemAsync(404);
        Assert.Contains(near, problem["didYouMean"]!.AsArray().Select(name => (string?)name));
        Assert.Contains(near, (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("cursor=not-a-cursor", "cursor")]
    [InlineData("cursor=%00%ff", "cursor")]
    [InlineData("topic=gardening", "topic")]
    public async Task AValueThatCannotBe_IsNamed(string query, string parameter)
    {
        var response = await client.GetAsync($"/api/v1/articles?{query}", TestContext.Current.CancellationToken);
        var problem = await response.ProblemAsync(400);
        Assert.Equal(parameter, (string?)problem["errors"]![0]!["parameter"]);
        Assert.NotEmpty((string)problem["errors"]![0]!["allowed"]!);
    }

    [Fact]
    public async Task AllFaultsOfAQuery_AreToldAtOnce()
    {
        var response = await client.GetAsync("/api/v1/articles?limit=0&topic=x", TestContext.Current.CancellationToken);
        Assert.Equal(2, (await response.ProblemAsync(400))["errors"]!.AsArray().Count);
    }

    [Fact]
    public async Task PagesFollowOneAnother_AndMissNothing()
    {
        var whole = await Terms("limit=100", pages: 100);
        var parts = await Terms("limit=7", pages: 100);
        Assert.Equal(whole, parts);
        Assert.True(whole.Count > 100);
    }

    [Fact]
    public async Task AReaderWhoHasTheVersion_IsNotSentItAgain()
    {
        var first = await client.GetAsync(Article, TestContext.Current.CancellationToken);
        var tag = first.Headers.ETag!.ToString();
        var again = await client.SendAsync(HttpMethod.Get, Article, headers: ("If-None-Match", $"\"other\", {tag}"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        var markdown = await client.SendAsync(
            HttpMethod.Get,
            Article,
            headers: [("If-None-Match", tag), ("Accept", "text/markdown")]
        );
        Assert.Equal(HttpStatusCode.OK, markdown.StatusCode);
        var absent = await client.SendAsync(HttpMethod.Get, "/api/v1/articles/x", headers: ("If-None-Match", "*"));
        await absent.ProblemAsync(404);
    }

    [Fact]
    public async Task AddressesStandOnThePublicOne_WhateverHostIsAskedFor()
    {
        using var other = KnowledgeApp.With(("Public:BaseUrl", "https://learn.example/k8s/"));
        var response = await other.CreateClient().SendAsync(HttpMethod.Get, Article, headers: ("Host", "localhost:1"));
        var article = await response.JsonAsync();
        Assert.Equal($"https://learn.example/k8s{Article}", (string?)article["url"]);
    }

    async Task<List<string>> Terms(string query, int pages)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            JsonNode page = await client.GetJsonAsync($"/api/v1/glossary?{query}&cursor={cursor}");
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null && --pages > 0);
        return ids;
    }
}
