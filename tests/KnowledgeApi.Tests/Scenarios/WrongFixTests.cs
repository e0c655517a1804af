using System.Text.Json;
using KnowledgeApi.Tests.Content;

namespace KnowledgeApi.Tests.Scenarios;

/// <summary>A usual wrong fix is known by what it does, not by how it is written.</summary>
public sealed class WrongFixTests : IDisposable
{
    const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: c, image: c}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: bank, labels: {app: web}}
        spec: {containers: [{name: c, image: c}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: ledger, namespace: bank, labels: {app: ledger}}
        spec: {containers: [{name: c, image: c}]}
        ---

        """;

    const string Unrelated = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: leftover, namespace: shop}
        spec: {podSelector: {matchLabels: {app: gone}}, policyTypes: [Ingress]}
        ---

        """;

    const string Scenario = """
        ---
        title: The ledger is closed
        requests:
          - {from: {pod: shop/web}, to: {pod: bank/ledger, port: 80}, expect: {verdict: denied}}
        goals:
          - {from: {pod: shop/web}, to: {pod: bank/ledger, port: 80}, expect: {verdict: delivered}}
        ---
        A story.
        """;

    readonly TemporaryContent content = new();
    readonly KnowledgeApp app;

    public WrongFixTests()
    {
        content
            .With("scenarios/ledger/scenario.md", Scenario)
            .With("scenarios/ledger/manifests.yaml", Cluster + Unrelated + Policy("only-jobs", "jobs"))
            .With(
                "scenarios/ledger/wrong-own.yaml",
                "# Own.\n" + Cluster + Unrelated + Policy("only-jobs", "jobs", "web")
            )
            .With("scenarios/ledger/wrong-tidy.yaml", "# Tidy.\n" + Cluster + Policy("only-jobs", "jobs"));
        app = KnowledgeApp.With(("Content:Path", content.Path));
    }

    [Fact]
    public async Task Nothing_changed_is_no_mistake() =>
        Assert.Null(await MistakeOf(Unrelated + Policy("only-jobs", "jobs")));

    [Fact]
    public async Task As_written() =>
        Assert.Equal("Own.", await MistakeOf(Unrelated + Policy("only-jobs", "jobs", "web")));

    [Fact]
    public async Task An_object_beside_it_that_opens_the_same_connections() =>
        Assert.Equal("Own.", await MistakeOf(Unrelated + Policy("only-jobs", "jobs") + Policy("and-web", "web")));

    [Fact]
    public async Task What_is_taken_away() => Assert.Equal("Tidy.", await MistakeOf(Policy("only-jobs", "jobs")));

    [Fact]
    public async Task Another_mistake_is_none_of_them() =>
        Assert.Null(await MistakeOf(Unrelated + Policy("only-jobs", "jobs") + Policy("and-cron", "cron")));

    static string Policy(string name, params string[] apps) =>
        $"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {"{"}name: {name}, namespace: bank{"}"}
            spec:
              podSelector: {"{"}matchLabels: {"{"}app: ledger{"}"}{"}"}
              ingress:
                - from:
            {string.Join('\n', apps.Select(app => $"        - podSelector: {{matchLabels: {{app: {app}}}}}"))}
            ---

            """;

    async Task<string?> MistakeOf(string policies)
    {
        var response = await app.CreateClient()
            .SendAsync(
                HttpMethod.Post,
                "/api/v1/scenarios/ledger/attempts",
                JsonSerializer.Serialize(new { manifests = Cluster + policies })
            );
        var attempt = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, attempt.ToJsonString());
        Assert.False((bool)attempt["solved"]!);
        return (string?)attempt["mistake"];
    }

    public void Dispose()
    {
        app.Dispose();
        content.Dispose();
    }
}
