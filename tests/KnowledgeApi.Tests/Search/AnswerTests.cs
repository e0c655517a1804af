using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Search;

public sealed class AnswerTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Theory]
    [InlineData("Does a headless Service have a virtual IP?", "headless-service")]
    [InlineData("What does kube-proxy use on Linux, iptables or nftables?", "kube-proxy")]
    [InlineData(
        "What happens to connections when a Service has no ready endpoints?",
        "services-stable-names-for-changing-pods"
    )]
    public async Task WhatIsCovered_IsAnsweredByQuoting(string question, string anchor)
    {
        var answer = await client.GetJsonAsync(
            $"/api/v1/answers?article=kubernetes-networking&q={Uri.EscapeDataString(question)}"
        );
        Assert.Equal("answered", (string?)answer["status"]);
        var citation = answer["citations"]!.AsArray().Single(c => (string?)c!["anchor"] == anchor)!;
        var section = await client.GetJsonAsync($"/api/v1/articles/kubernetes-networking/sections/{anchor}");
        Assert.Contains(Letters((string)citation["quote"]!), Letters((string)section["markdown"]!));
        Assert.InRange((double)answer["confidence"]!, 0.5, 1);
    }

    [Theory]
    [InlineData("How do I bake sourdough bread?")]
    [InlineData("Which GPU should I buy for training?")]
    [InlineData("How does etcd elect a Raft leader?")]
    public async Task WhatIsNot_IsNotAnswered(string question)
    {
        var answer = await Ask(question);
        Assert.NotEqual("answered", (string?)answer["status"]);
        Assert.NotEmpty(answer["unknownWords"]!.AsArray());
    }

    [Fact]
    public async Task NothingAtAll_PointsToWhatIsNear()
    {
        var answer = await Ask("quantum chromodynamics lattice");
        Assert.Equal("not_found", (string?)answer["status"]);
        Assert.Empty(answer["citations"]!.AsArray());
        Assert.Equal(0, (double)answer["confidence"]!);
    }

    [Theory]
    [InlineData("Given these manifests, does a Pod in web reach the database?")]
    [InlineData("Why is this refused?\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n")]
    public async Task WhatManifestsDo_IsForTheSimulator(string question)
    {
        var answer = await Ask(question);
        Assert.NotEqual("answered", (string?)answer["status"]);
        Assert.Contains("/api/v1/simulations", (string?)answer["hint"]);
        Assert.Null((await Ask("What does a Service do?"))["hint"]);
    }

    [Fact]
    public async Task QuotationsKeepTheBudget()
    {
        var answer = await client.GetJsonAsync(
            "/api/v1/answers?maxTokens=50&q=how%20does%20cluster%20dns%20resolve%20names"
        );
        Assert.InRange(((string)answer["answer"]!).Length, 1, 230);
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=dns&maxTokens=1", "maxTokens")]
    public async Task AValueThatCannotBe_IsNamed(string query, string parameter)
    {
        var response = await client.GetAsync($"/api/v1/answers?{query}", TestContext.Current.CancellationToken);
        Assert.Equal(parameter, (string?)(await response.ProblemAsync(400))["errors"]![0]!["parameter"]);
    }

    // Quotations are plain text; the section is Markdown, wrapped.
    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    Task<JsonNode> Ask(string question) => client.GetJsonAsync($"/api/v1/answers?q={Uri.EscapeDataString(question)}");
}
