using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Diagnosis;

public class DiagnosisEndpointTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    private const string Manifests = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, image: web}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client, namespace: shop, labels: {app: client}}
        spec: {containers: [{name: client, image: client}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec:
          selector: {app: wbe}
          ports: [{port: 80, targetPort: 8080}]
        """;

    private static Task<HttpResponseMessage> Post(HttpClient client, string manifests, string intent) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/v1/diagnoses",
            new JsonObject { ["manifests"] = manifests, ["intent"] = JsonNode.Parse(intent) }.ToJsonString()
        );

    [Fact]
    public async Task A_cause_has_its_line_and_a_fix_its_patch_and_proof()
    {
        using var client = app.CreateClient();
        using var response = await Post(
            client,
            Manifests,
            """{"from": {"pod": "shop/client"}, "to": {"url": "http://web/"}, "expect": {"verdict": "delivered", "backends": ["shop/web"]}}"""
        );
        var report = await response.JsonAsync();

        Assert.False((bool)report["asMeant"]!);
        Assert.Equal("refused", (string?)report["result"]!["verdict"]);
        Assert.Equal(15, (int)Assert.Single(report["causes"]!.AsArray())!["line"]!);
        var fix = report["fixes"]![0]!;
        Assert.Equal("Service shop/web", (string?)fix["object"]);
        Assert.Equal(3, (int)fix["document"]!);
        Assert.Equal(15, (int)fix["line"]!);
        Assert.Equal("  selector: {app: wbe}", (string?)fix["before"]);
        Assert.Equal("  selector: {app: web}", (string?)fix["after"]);
        Assert.Contains(
            "\n-  selector: {app: wbe}\n+  selector: {app: web}\n",
            (string?)fix["patch"],
            StringComparison.Ordinal
        );
        Assert.Equal("delivered", (string?)fix["proof"]!["verdict"]);
        Assert.Equal("shop/web", (string?)Assert.Single(fix["proof"]!["backends"]!.AsArray()));
        Assert.Empty(fix["alsoChanges"]!.AsArray());
    }

    [Fact]
    public async Task What_should_be_kept_out_gets_a_policy_and_is_told_what_else_that_keeps_out()
    {
        using var client = app.CreateClient();
        using var response = await Post(
            client,
            Manifests,
            """{"from": {"pod": "shop/client"}, "to": {"pod": "shop/web", "port": 8080}, "expect": {"verdict": "denied"}}"""
        );
        var fix = (await response.JsonAsync())["fixes"]![0]!;

        Assert.StartsWith("NetworkPolicy shop/", (string?)fix["object"], StringComparison.Ordinal);
        Assert.Equal("denied", (string?)fix["proof"]!["verdict"]);
        Assert.Contains(
            fix["alsoChanges"]!.AsArray(),
            change =>
                ((string?)change)!.StartsWith(
                    "0.0.0.0-255.255.255.255[External] => shop/web[Pod]",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_request_that_does_what_was_meant_needs_no_fix()
    {
        using var client = app.CreateClient();
        using var response = await Post(
            client,
            Manifests,
            """{"from": {"pod": "shop/client"}, "to": {"pod": "shop/web", "port": 8080}}"""
        );
        var report = await response.JsonAsync();

        Assert.True((bool)report["asMeant"]!);
        Assert.Empty(report["causes"]!.AsArray());
        Assert.Empty(report["fixes"]!.AsArray());
        Assert.Equal(0, (int)report["tried"]!);
    }

    [Theory]
    [InlineData("""{"from": {"pod": "shop/nobody"}, "to": {"url": "http://web/"}}""", "intent.from.pod")]
    [InlineData(
        """{"from": {"pod": "shop/client"}, "to": {"url": "http://web/"}, "expect": {"verdict": "arrived"}}""",
        "intent.expect.verdict"
    )]
    [InlineData(
        """{"from": {"pod": "shop/client"}, "to": {"url": "http://web/"}, "expect": {"outcome": 1}}""",
        "intent.expect.outcome"
    )]
    [InlineData("""{"from": {"pod": "shop/client"}, "to": {"url": "http://web/"}, "expect": 7}""", "intent.expect")]
    [InlineData("[]", "intent")]
    public async Task What_is_wrong_with_an_intent_is_told_with_its_field(string intent, string field)
    {
        using var client = app.CreateClient();
        using var response = await Post(client, Manifests, intent);

        Assert.Equal(field, (string?)(await response.ProblemAsync(422))["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task Manifests_that_cannot_be_read_are_told_with_their_lines()
    {
        using var client = app.CreateClient();
        using var response = await Post(client, "kind: Pod\nmetadata: [", """{"from": {}, "to": {}}""");

        Assert.Equal(JsonValueKind.Number, (await response.ProblemAsync(422))["errors"]![0]!["line"]!.GetValueKind());
    }
}
