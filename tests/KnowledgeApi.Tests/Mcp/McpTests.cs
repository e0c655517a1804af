using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>A real client of the protocol against the real service.</summary>
public sealed class McpTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task EveryTool_SaysWhatItTakesAndGives(string? version)
    {
        await using var client = await ConnectAsync(version);
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        string[] expected =
        [
            "analyze_reachability",
            "answer_question",
            "check_answer",
            "diagnose_request",
            "get_questions",
            "list_scenarios",
            "practice",
            "read_section",
            "review_flashcards",
            "run_scenario",
            "search_knowledge",
            "simulate_requests",
        ];
        Assert.Superset(expected.ToHashSet(), tools.Select(tool => tool.Name).ToHashSet());
        Assert.All(
            tools,
            tool =>
            {
                Assert.NotEmpty(tool.Title!);
                Assert.NotEmpty(tool.Description);
                Assert.NotNull(tool.ProtocolTool.Annotations?.IdempotentHint);
                Assert.Equal(
                    tool.Name is not ("practice" or "review_flashcards"),
                    tool.ProtocolTool.Annotations!.ReadOnlyHint
                );
                Assert.False(tool.ProtocolTool.Annotations.DestructiveHint);
                Assert.False(tool.ProtocolTool.Annotations.OpenWorldHint);
                Assert.NotEmpty(tool.ProtocolTool.Icons!);
                Assert.NotNull(tool.ProtocolTool.OutputSchema);
                Assert.DoesNotContain("\"null\"", tool.ProtocolTool.InputSchema.GetRawText());
                Assert.DoesNotContain("\"null\"", tool.ProtocolTool.OutputSchema!.Value.GetRawText());
            }
        );
    }

    public static TheoryData<string, string> Calls =>
        new()
        {
            { "search_knowledge", """{"query": "headless service", "limit": 3}""" },
            { "search_knowledge", """{"query": "zzzz qqqq", "kind": "section"}""" },
            { "answer_question", """{"question": "Does a headless Service have a virtual IP?"}""" },
            { "answer_question", """{"question": "Who won the football match yesterday?"}""" },
            {
                "read_section",
                """{"article": "kubernetes-networking", "section": "Service types", "maxTokens": 300}"""
            },
            { "get_questions", """{"topic": "dns", "seed": 3, "limit": 20}""" },
            { "check_answer", """{"questionId": "svc-count-the-endpoints", "answer": 6}""" },
            { "check_answer", """{"questionId": "predict-tradesman", "answer": ["answered"]}""" },
            { "review_flashcards", """{"action": "due", "topic": "dns"}""" },
            { "practice", """{"action": "start", "mode": "learn", "topic": "dns"}""" },
            { "practice", """{"action": "start", "mode": "exam", "count": 2}""" },
            {
                "analyze_reachability",
                """{"manifests": "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: a, image: a}]}}", "explain": true}"""
            },
            {
                "diagnose_request",
                """{"manifests": "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: x, labels: {app: web}}, spec: {containers: [{name: a, image: a}]}}, {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: a, image: a}]}}, {apiVersion: v1, kind: Service, metadata: {name: web, namespace: x}, spec: {selector: {app: wbe}, ports: [{port: 80}]}}]}", "from": {"pod": "x/a"}, "to": {"url": "http://web/"}}"""
            },
            { "list_scenarios", """{}""" },
            { "run_scenario", """{"slug": "finance-routing"}""" },
            {
                "simulate_requests",
                """{"manifests": "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: a, image: a}]}}", "requests": [{"from": {"pod": "x/a"}, "to": {"dns": "b.x"}}]}"""
            },
        };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task AResult_StandsAsTextAndAsStructure_AndKeepsItsSchema(string tool, string arguments)
    {
        await using var client = await ConnectAsync();
        var result = await CallAsync(client, tool, arguments);
        Assert.True(result.IsError is not true, Text(result));
        Assert.NotEmpty(Text(result));
        Assert.DoesNotContain("\\u0", Text(result));
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var schema = tools.Single(t => t.Name == tool).ProtocolTool.OutputSchema!.Value;
        SchemaCheck.Holds(schema, result.StructuredContent!.Value);
    }

    [Theory]
    [InlineData("search_knowledge", """{}""", "query", "missing")]
    [InlineData("search_knowledge", """{"query": "x", "limit": 21}""", "limit", "1 to 20")]
    [InlineData("search_knowledge", """{"query": "x", "limit": "many"}""", "limit", "integer")]
    [InlineData("search_knowledge", """{"query": ""}""", "query", "1 to 2000")]
    [InlineData("search_knowledge", """{"query": "x", "kind": "essay"}""", "kind", "section, question, term, scenario")]
    [InlineData("search_knowledge", """{"query": "x", "topic": "gardening"}""", "topic", "dns")]
    [InlineData(
        "search_knowledge",
        """{"query": "x", "article": "kubernetes-netwrking"}""",
        "kubernetes-netwrking",
        "kubernetes-networking"
    )]
    [InlineData("search_knowledge", """{"query": "x", "cursor": "x"}""", "cursor", "nextCursor")]
    [InlineData("search_knowledge", """{"query": "x", "qury": 1}""", "qury", "query")]
    [InlineData(
        "read_section",
        """{"article": "kubernetes-networking", "section": "service-type"}""",
        "service-type",
        "service-types"
    )]
    [InlineData(
        "read_section",
        """{"article": "kubernetes-networking", "section": "faq", "cursor": "YXQgOTk5OTk5"}""",
        "cursor",
        "nextCursor"
    )]
    [InlineData("get_questions", """{"level": "expert"}""", "level", "junior, mid, senior")]
    [InlineData(
        "check_answer",
        """{"questionId": "svc-count-the-endpoint", "answer": 1}""",
        "svc-count-the-endpoint",
        "svc-count-the-endpoints"
    )]
    [InlineData("check_answer", """{"questionId": "lab-selector", "answer": ["x"]}""", "manifests", "object")]
    [InlineData("practice", """{"action": "resume"}""", "action", "start, next, answer, end, report")]
    [InlineData("practice", """{"action": "start", "topic": "gardening"}""", "topic", "dns")]
    [InlineData("practice", """{"action": "start", "mode": "due"}""", "learner", "KNOWLEDGE_LEARNER_KEY")]
    [InlineData("practice", """{"action": "next"}""", "handle", "start")]
    [InlineData("practice", """{"action": "next", "handle": "ph_x"}""", "handle", "24 hours")]
    [InlineData("review_flashcards", """{"action": "reveal"}""", "cardId", "due")]
    [InlineData("review_flashcards", """{"action": "reveal", "cardId": "nothing"}""", "flashcard", "Nearest")]
    [InlineData("review_flashcards", """{"action": "due", "deck": "tarot"}""", "deck", "glossary")]
    [InlineData(
        "diagnose_request",
        """{"manifests": "a: [b", "from": {"pod": "x/a"}, "to": {"dns": "b"}}""",
        "manifests",
        "line 1"
    )]
    [InlineData("diagnose_request", """{"manifests": "kind: Pod", "from": {"pod": "x/a"}}""", "to", "object")]
    [InlineData("analyze_reachability", """{"manifests": "a: [b"}""", "manifests", "line 1")]
    [InlineData("run_scenario", """{"slug": "finance-rooting"}""", "finance-rooting", "finance-routing")]
    [InlineData("run_scenario", """{"slug": "finance-routing", "manifests": "a: [b"}""", "manifests", "line 1")]
    [InlineData("simulate_requests", """{"manifests": "kind: Pod", "requests": []}""", "requests", "at least 1")]
    public async Task AFault_NamesTheArgument_AndWhatIsAllowed(
        string tool,
        string arguments,
        string named,
        string allowed
    )
    {
        await using var client = await ConnectAsync();
        var result = await CallAsync(client, tool, arguments);
        Assert.True(result.IsError);
        Assert.Contains(named, Text(result));
        Assert.Contains(allowed, Text(result));
    }

    [Fact]
    public async Task BothDoors_GiveTheSame()
    {
        await using var mcp = await ConnectAsync();
        var tool = await CallAsync(mcp, "search_knowledge", """{"query": "ndots storm", "limit": 4}""");
        var rest = await app.CreateClient().GetJsonAsync("/api/v1/search?q=ndots%20storm&limit=4");
        Assert.True(JsonNode.DeepEquals(rest, JsonNode.Parse(tool.StructuredContent!.Value.GetRawText())));
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task TheSameCallAgain_IsAnsweredTheSame_InEitherRevision(string version)
    {
        using var fresh = new KnowledgeApp();
        await using var client = await ConnectAsync(fresh, version);
        await using var other = await ConnectAsync(fresh, version == "2025-11-25" ? "2026-07-28" : "2025-11-25");
        const string arguments = """{"query": "quotes \"and\" <marks> \u2014 headless", "maxTokens": null}""";
        // What the other revision was answered first must not come back in its form.
        await CallAsync(other, "search_knowledge", arguments);
        var answers = new List<string>();
        for (var call = 0; call < 3; call++)
        {
            var result = await CallAsync(client, "search_knowledge", arguments);
            answers.Add(JsonSerializer.Serialize(result, ModelContextProtocol.McpJsonUtilities.DefaultOptions));
            // Whatever was wrong in between leaves nothing behind.
            var refused = await CallAsync(client, "search_knowledge", """{"query": ""}""");
            Assert.True(refused.IsError);
        }
        Assert.Contains("structuredContent", answers[0]);
        Assert.Equal(version == "2026-07-28", answers[0].Contains("\"resultType\"", StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Theory]
    [InlineData("search_knowledge", "query", 300)]
    [InlineData("search_knowledge", "query", 1_000)]
    [InlineData("answer_question", "question", 300)]
    [InlineData("answer_question", "question", 1_000)]
    public async Task AnAnswer_KeepsToItsBudget_InBothForms(string tool, string argument, int maxTokens)
    {
        await using var client = await ConnectAsync();
        foreach (var asked in new[] { "headless service", "Why does DNS time out?", "What is a NetworkPolicy?" })
        {
            var arguments = JsonSerializer.Serialize(
                new Dictionary<string, object> { [argument] = asked, ["maxTokens"] = maxTokens }
            );
            var result = await CallAsync(client, tool, arguments);
            Assert.True(result.IsError is not true, Text(result));
            var structure = JsonSerializer.Serialize(result.StructuredContent, KnowledgeApi.Hosting.Json.Options);
            Assert.InRange(Text(result).Length + structure.Length, 1, 4 * maxTokens);
            Assert.Contains("http", Text(result));
        }
    }

    [Fact]
    public async Task ALongSection_IsReadInParts_ThatMissNothing()
    {
        await using var client = await ConnectAsync();
        var text = "";
        for (string? cursor = ""; cursor is not null; )
        {
            var arguments =
                $$"""{"article": "kubernetes-networking", "section": "production-reality", "cursor": "{{cursor}}", "maxTokens": 500}""";
            var result = await CallAsync(client, "read_section", arguments);
            var part = result.StructuredContent!.Value;
            Assert.True(part.GetRawText().Length <= 2_000);
            text += part.GetProperty("markdown").GetString();
            cursor = part.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        var whole = await app.CreateClient()
            .GetJsonAsync("/api/v1/articles/kubernetes-networking/sections/production-reality");
        Assert.Equal((string?)whole["markdown"], text);
    }

    [Fact]
    public async Task ACallOverTheSizeLimit_IsRefused()
    {
        using var small = KnowledgeApp.With(("Limits:SimulationBody", "4096"));
        var body =
            $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_knowledge","arguments":{"query":"{{{new string('x', 5_000)}}}" } } }""";
        var response = await small
            .CreateClient()
            .SendAsync(HttpMethod.Post, "/mcp", body, headers: ("Accept", "application/json, text/event-stream"));
        await response.ProblemAsync(413);
    }

    [Theory]
    [InlineData(
        """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_knowledge","arguments":{"query":"a\ud800"}}}"""
    )]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"no_such_tool"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"1.0"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    public async Task NoMessage_IsAnErrorOfOurs(string body)
    {
        var response = await app.CreateClient()
            .SendAsync(
                HttpMethod.Post,
                "/mcp",
                body,
                headers: [("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2025-11-25")]
            );
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode < 500, $"{response.StatusCode}: {text}");
        Assert.DoesNotContain("   at ", text);
    }

    internal static Task<CallToolResult> CallAsync(McpClient client, string tool, string arguments) =>
        client
            .CallToolAsync(
                tool,
                JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments),
                cancellationToken: TestContext.Current.CancellationToken
            )
            .AsTask();

    internal static string Text(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));

    Task<McpClient> ConnectAsync(string? version = null) => ConnectAsync(app, version);

    internal static async Task<McpClient> ConnectAsync(KnowledgeApp app, string? version = null, string? key = null)
    {
        var http = app.CreateClient();
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var transport = new HttpClientTransport(
            new() { Endpoint = new Uri("http://localhost/mcp"), TransportMode = HttpTransportMode.StreamableHttp },
            http,
            ownsHttpClient: true
        );
        return await McpClient.CreateAsync(
            transport,
            Patient(version),
            cancellationToken: TestContext.Current.CancellationToken
        );
    }

    /// <summary>However slow a busy machine is: by default the client takes five seconds of silence for an older server.</summary>
    internal static McpClientOptions Patient(string? version = null) =>
        new()
        {
            ProtocolVersion = version,
            DiscoverProbeTimeout = Timeout.InfiniteTimeSpan,
            InitializationTimeout = Timeout.InfiniteTimeSpan,
        };
}
