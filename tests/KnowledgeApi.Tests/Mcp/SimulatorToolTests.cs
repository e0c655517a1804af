using System.Text.Json;
using KnowledgeApi.Hosting;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>What is large comes in parts that fit, and what is asked for last is there too.</summary>
public sealed class SimulatorToolTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    [Theory]
    [InlineData(400)]
    [InlineData(4_000)]
    [InlineData(10_000)]
    public async Task ManyRequests_ComeInParts_ThatMissNone(int maxTokens)
    {
        await using var client = await McpTests.ConnectAsync(app);
        var requests = Enumerable
            .Range(0, 60)
            .Select(i => new { from = new { pod = "ns0/p0" }, to = new { pod = $"ns{i % 3}/p{i % 4}", port = 80 + i } })
            .ToArray();
        var verdicts = 0;
        for (string? cursor = ""; cursor is not null; )
        {
            var part = await CallAsync(
                client,
                "simulate_requests",
                new()
                {
                    ["manifests"] = Pods(3, 4),
                    ["requests"] = requests,
                    ["maxTokens"] = maxTokens,
                    ["cursor"] = cursor,
                }
            );
            Fits(part, maxTokens);
            verdicts += part.StructuredContent!.Value.GetProperty("results").GetArrayLength();
            cursor = part.StructuredContent.Value.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        Assert.Equal(requests.Length, verdicts);
    }

    [Fact]
    public async Task ALargeCluster_IsSummedUpByNamespace()
    {
        await using var client = await McpTests.ConnectAsync(app);
        var result = await CallAsync(client, "analyze_reachability", new() { ["manifests"] = Pods(40, 10) });
        Fits(result, 4_000);
        var summary = result.StructuredContent!.Value;
        Assert.True(summary.GetProperty("total").GetInt64() > 100_000);
        Assert.NotEmpty(summary.GetProperty("namespaces").EnumerateArray());
        Assert.Contains("focus", McpTests.Text(result));
    }

    [Theory]
    [InlineData(false, null, 1_500)]
    [InlineData(true, null, 1_500)]
    [InlineData(true, "ns1/p2", 800)]
    public async Task EveryConnection_AndWhy_IsToldOnce(bool explain, string? focus, int maxTokens)
    {
        await using var client = await McpTests.ConnectAsync(app);
        var arguments = new Dictionary<string, object?>
        {
            ["manifests"] = Pods(4, 6) + string.Concat(Enumerable.Range(0, 4).Select(Policy)),
            ["explain"] = explain,
            ["focus"] = focus,
            ["maxTokens"] = maxTokens,
        };
        var whole = await CallAsync(client, "analyze_reachability", new(arguments) { ["maxTokens"] = 10_000 });
        var total = whole.StructuredContent!.Value.GetProperty("total").GetInt32();
        var (connections, explanations) = (new List<string>(), new List<string>());
        var parts = 0;
        for (string? cursor = ""; cursor is not null; parts++)
        {
            Assert.True(parts <= total, "The cursors do not end.");
            arguments["cursor"] = cursor;
            var part = await CallAsync(client, "analyze_reachability", arguments);
            Fits(part, maxTokens);
            var told = part.StructuredContent!.Value;
            connections.AddRange(told.GetProperty("connections").EnumerateArray().Select(c => c.GetRawText()));
            if (told.TryGetProperty("explanations", out var why))
                explanations.AddRange(why.EnumerateArray().Select(e => e.GetRawText()));
            cursor = told.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        Assert.True(parts > 1);
        Assert.Equal(total, connections.Count);
        Assert.Distinct(connections);
        Assert.Equal(explain, explanations.Count > 0);
        Assert.Distinct(explanations);
    }

    [Theory]
    [InlineData("p99", "ns0/p")]
    [InlineData("ns1/p12", "ns1/p1")]
    public async Task AWorkloadThatIsNotThere_IsToldTheNearest(string focus, string near)
    {
        await using var client = await McpTests.ConnectAsync(app);
        var result = await McpTests.CallAsync(
            client,
            "analyze_reachability",
            JsonSerializer.Serialize(new { manifests = Pods(2, 4), focus })
        );
        Assert.True(result.IsError);
        Assert.Contains($"nearest: {near}", McpTests.Text(result));
    }

    [Fact]
    public async Task ADiagnosis_GivesThePatch_AndItsProof()
    {
        await using var client = await McpTests.ConnectAsync(app);
        const string service = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: ns0}
            spec:
              selector: {app: p11}
              ports: [{port: 80}]
            """;
        var result = await CallAsync(
            client,
            "diagnose_request",
            new()
            {
                ["manifests"] = Pods(1, 3) + service,
                ["from"] = new { pod = "ns0/p0" },
                ["to"] = new { url = "http://web/" },
                ["expect"] = new { verdict = "delivered", backends = new[] { "ns0/p1" } },
            }
        );
        var fix = result.StructuredContent!.Value.GetProperty("fixes")[0];
        Assert.Equal("delivered", fix.GetProperty("proof").GetProperty("verdict").GetString());
        Assert.Contains("+  selector: {app: p1}", McpTests.Text(result));
        Assert.Contains("ns0/p1", McpTests.Text(result));
    }

    [Fact]
    public async Task ALab_IsMended_WithWhatTheToolsGive()
    {
        await using var client = await McpTests.ConnectAsync(app);
        var questions = await CallAsync(client, "get_questions", new() { ["type"] = "lab", ["limit"] = 20 });
        var lab = questions
            .StructuredContent!.Value.GetProperty("items")
            .EnumerateArray()
            .Single(item => item.GetProperty("id").GetString() == "lab-selector");
        var slug = lab.GetProperty("scenario").GetString();
        Assert.Contains($"`{slug}`: run_scenario with showManifests", McpTests.Text(questions));
        var run = await CallAsync(client, "run_scenario", new() { ["slug"] = slug, ["showManifests"] = true });
        Fits(run, 4_000);
        var broken = run.StructuredContent!.Value.GetProperty("manifests").GetString()!;
        Assert.Contains(broken.Trim(), McpTests.Text(run));
        foreach (var manifests in new[] { broken, broken.Replace("app: market-data-api", "app: market-data") })
        {
            var graded = await CallAsync(
                client,
                "check_answer",
                new() { ["questionId"] = "lab-selector", ["answer"] = new { manifests } }
            );
            var score = graded.StructuredContent!.Value.GetProperty("score").GetDouble();
            Assert.Equal(manifests != broken, score == 1);
        }
    }

    static string Policy(int space) =>
        $$"""
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: only-{{space}}, namespace: ns{{space}} }
            spec:
              podSelector: {matchLabels: {app: p{{space}} } }
              ingress: [{from: [{podSelector: {matchLabels: {app: p{{space + 1}} } } }], ports: [{port: {{80
                + space}}}]}]

            """;

    static string Pods(int namespaces, int each) =>
        string.Concat(
            from space in Enumerable.Range(0, namespaces)
            from pod in Enumerable.Range(0, each)
            select $$"""
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p{{pod}}, namespace: ns{{space}}, labels: {app: p{{pod}} } }
            spec: {containers: [{name: a, image: a}]}

            """
        );

    static void Fits(CallToolResult result, int tokens)
    {
        var structure = JsonSerializer.Serialize(result.StructuredContent, Json.Options);
        Assert.InRange(McpTests.Text(result).Length + structure.Length, 1, 4 * tokens);
    }

    static async Task<CallToolResult> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(
            tool,
            arguments,
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.True(result.IsError is not true, McpTests.Text(result));
        return result;
    }
}
