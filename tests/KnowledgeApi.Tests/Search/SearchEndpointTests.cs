using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Search;

public sealed class SearchEndpointTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Theory]
    [InlineData("which component programs the kernel to turn service addresses into pod addresses", "kube-proxy")]
    [InlineData("PooledConnectionLifetime", "stale-dns-and-pooled-connections")]
    [InlineData("which suffixes does the resolver try on a short name", "cluster-dns-names-and-search-paths")]
    [InlineData("our aws bill grows with each service we expose", "a-load-balancer-per-service")]
    [InlineData("hedless servcie", "headless-service")]
    [InlineData("kubeproxy", "kube-proxy")]
    [InlineData("ndots", "cluster-dns-names-and-search-paths")]
    [InlineData("kubernetes.io/service-name", "services-stable-names-for-changing-pods")]
    [InlineData("dial tcp: lookup market-data on 10.96.0.10:53: no such host", "cluster-dns-names-and-search-paths")]
    public async Task TheSectionThatTells_IsAmongTheFirst(string question, string anchor)
    {
        var found = await Search(question, "limit=5");
        Assert.Contains(anchor, found["results"]!.AsArray().Select(result => (string?)result!["anchor"]));
    }

    /// <summary>Lists of links name the matter in few words, which bm25 takes for much said on it.</summary>
    [Theory]
    [InlineData("kubernetes")]
    [InlineData("networking")]
    [InlineData("kubernets networking")]
    public async Task WhatOnlyLeadsElsewhere_DoesNotComeFirst(string question) =>
        Assert.NotEqual(
            "previous-and-next",
            (string?)(await Search(question, "kind=section"))["results"]![0]!["anchor"]
        );

    [Fact]
    public async Task AFormThatNoArticleHolds_IsFoundByItsStem() =>
        Assert.NotEmpty((await Search("kubernets", ""))["results"]!.AsArray());

    [Fact]
    public async Task AResult_SaysWhereItStands_AndShowsTheWords()
    {
        var first = (await Search("headless service", "kind=section"))["results"]![0]!;
        Assert.Equal("section", (string?)first["kind"]);
        Assert.Equal("kubernetes-networking", (string?)first["article"]);
        Assert.EndsWith($"#{first["anchor"]}", (string?)first["url"]);
        Assert.NotEmpty((string)first["section"]!);
        Assert.Contains("**", (string?)first["excerpt"]);
        Assert.True((double)first["score"]! > 0);
    }

    [Theory]
    [InlineData("section")]
    [InlineData("question")]
    [InlineData("term")]
    [InlineData("scenario")]
    public async Task AKind_LeavesOnlyItself(string kind)
    {
        var results = (await Search("service namespace policy", $"kind={kind}"))["results"]!.AsArray();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Equal(kind, (string?)result!["kind"]));
    }

    [Fact]
    public async Task CorrectionsAndExpansions_AreShown()
    {
        var typo = await Search("resovle the nmae", "");
        Assert.Contains(
            typo["corrections"]!.AsArray(),
            c => (string?)c!["from"] == "resovle" && (string?)c["to"] == "resolve"
        );
        var symptom = await Search("service has no endpoints", "");
        Assert.Contains(symptom["expansions"]!.AsArray(), e => e!["to"]!.AsArray().Any(w => (string?)w == "selector"));
        Assert.Null((await Search("Ingress", ""))["corrections"]);
    }

    [Fact]
    public async Task QuotesHold_AndAMinusLeavesOut()
    {
        var all = await Anchors("\"cluster IP\"");
        Assert.NotEmpty(all);
        var without = await Anchors("\"cluster IP\" -kube-proxy");
        Assert.NotEmpty(without);
        Assert.DoesNotContain("kube-proxy", without);
        Assert.True(without.Count < all.Count);
    }

    [Fact]
    public async Task Pages_FollowOneAnother()
    {
        var whole = (await Search("service pod", "limit=40"))["results"]!
            .AsArray()
            .Select(r => r!.ToJsonString())
            .ToList();
        var parts = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Search("service pod", $"limit=7&cursor={cursor}");
            parts.AddRange(page["results"]!.AsArray().Select(r => r!.ToJsonString()));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null && parts.Count < 40);
        Assert.Equal(whole, parts.Take(40));
        Assert.Equal(40, whole.Count);
    }

    [Fact]
    public async Task ACursorOfAnotherQuestion_IsRefused()
    {
        var cursor = (string?)(await Search("service", "limit=1"))["nextCursor"];
        var response = await client.GetAsync(
            $"/api/v1/search?q=pod&cursor={cursor}",
            TestContext.Current.CancellationToken
        );
        Assert.Equal("cursor", (string?)(await response.ProblemAsync(400))["errors"]![0]!["parameter"]);
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=%20%20", "q")]
    [InlineData("q=pod&limit=0", "limit")]
    [InlineData("q=pod&kind=essay", "kind")]
    [InlineData("q=pod&topic=gardening", "topic")]
    [InlineData("q=pod&cursor=AAAA", "cursor")]
    public async Task AValueThatCannotBe_IsNamed(string query, string parameter)
    {
        var response = await client.GetAsync($"/api/v1/search?{query}", TestContext.Current.CancellationToken);
        Assert.Equal(parameter, (string?)(await response.ProblemAsync(400))["errors"]![0]!["parameter"]);
    }

    [Fact]
    public async Task TenThousandCharacters_AreRefused()
    {
        var response = await client.GetAsync(
            $"/api/v1/search?q={new string('x', 10_000)}",
            TestContext.Current.CancellationToken
        );
        Assert.Contains("2,000", (string?)(await response.ProblemAsync(400))["detail"]);
    }

    async Task<List<string?>> Anchors(string question) =>
        [
            .. (await Search(question, "kind=section&limit=100"))["results"]!
                .AsArray()
                .Select(result => (string?)result!["anchor"]),
        ];

    Task<JsonNode> Search(string question, string query) =>
        client.GetJsonAsync($"/api/v1/search?q={Uri.EscapeDataString(question)}&{query}");
}
