using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Mcp.Conformance;

/// <summary>The official inspector's command line against the real service: it holds every answer to its schema.</summary>
public sealed class InspectorTests(InspectedApp app, NodeTools node)
    : IClassFixture<InspectedApp>,
        IClassFixture<NodeTools>
{
    public static TheoryData<string> Eras => ["legacy", "modern"];

    /// <summary>One call for each tool; a tool that is not here fails the test.</summary>
    static readonly Dictionary<string, string> Calls = new()
    {
        ["search_knowledge"] = """{"query": "headless service", "limit": 3}""",
        ["answer_question"] = """{"question": "What is a headless Service?"}""",
        ["read_section"] = """{"article": "kubernetes-networking", "section": "service-types"}""",
        ["get_questions"] = """{"limit": 5, "seed": 1}""",
        ["check_answer"] = """{"questionId": "svc-count-the-endpoints", "answer": 6}""",
        ["practice"] = """{"action": "start", "mode": "exam", "count": 3, "seed": 1}""",
        ["review_flashcards"] = """{"action": "due", "topic": "dns", "limit": 3}""",
        ["analyze_reachability"] =
            """{"manifests": "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: a, image: a}]}}"}""",
        ["diagnose_request"] =
            """{"manifests": "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: a, image: a}]}}", "from": {"pod": "x/a"}, "to": {"dns": "b.x"}}""",
        ["list_scenarios"] = """{}""",
        ["run_scenario"] = """{"slug": "selector-matches-nothing"}""",
        ["simulate_requests"] =
            """{"manifests": "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: a, image: a}]}}", "requests": [{"from": {"pod": "x/a"}, "to": {"dns": "b.x"}}]}""",
    };

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task EveryTool_IsCalled(string era)
    {
        var tools = await InspectAsync(era, "--method", "tools/list", "--strict");
        var names = tools["tools"]!.AsArray().Select(tool => (string)tool!["name"]!).ToList();
        Assert.Equal(Calls.Keys.Order(StringComparer.Ordinal), names);
        foreach (var name in names)
        {
            var result = await InspectAsync(
                era,
                ["--method", "tools/call", "--tool-name", name, "--tool-args-json", Calls[name]]
            );
            Assert.NotNull(result["structuredContent"]);
        }
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task EveryResource_IsRead(string era)
    {
        var listed = await InspectAsync(era, "--method", "resources/list");
        var resources = listed["resources"]!.AsArray().Select(resource => (string)resource!["uri"]!).ToList();
        var templates = await InspectAsync(era, "--method", "resources/templates/list");
        Assert.Equal(3, templates["resourceTemplates"]!.AsArray().Count);
        // One of each kind: the rest differ in their text only.
        string[] read =
        [
            .. resources.GroupBy(Kind).Select(group => group.First()),
            .. resources.Where(uri => uri.StartsWith("ui://", StringComparison.Ordinal)),
            "knowledge://articles/kubernetes-networking/sections/service-types",
        ];
        foreach (var uri in read.Distinct())
        {
            var result = await InspectAsync(era, "--method", "resources/read", "--uri", uri);
            Assert.NotEmpty((string)result["contents"]![0]!["text"]!);
        }
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task EveryPrompt_IsGot(string era)
    {
        var listed = await InspectAsync(era, "--method", "prompts/list");
        foreach (var prompt in listed["prompts"]!.AsArray())
        {
            string[] arguments =
            [
                .. prompt!["arguments"]!
                    .AsArray()
                    .Where(argument => (bool?)argument!["required"] == true)
                    .SelectMany(argument => new[] { "--prompt-args", $"{argument!["name"]}=dns" }),
            ];
            var result = await InspectAsync(
                era,
                ["--method", "prompts/get", "--prompt-name", (string)prompt["name"]!, .. arguments]
            );
            Assert.NotEmpty(result["messages"]!.AsArray());
        }
    }

    [Fact]
    public async Task ToolsWithAView_HaveOneThatIsThere()
    {
        string[] shown =
        [
            "get_questions",
            "practice",
            "review_flashcards",
            "run_scenario",
            "simulate_requests",
            "diagnose_request",
        ];
        foreach (var name in shown)
            await InspectAsync(
                "modern",
                ["--method", "tools/call", "--tool-name", name, "--tool-args-json", Calls[name], "--app-info"]
            );
    }

    static string Kind(string uri) => uri[..(uri.IndexOf('/', "knowledge://".Length) + 1)];

    async Task<JsonNode> InspectAsync(string era, params string[] arguments)
    {
        var (exitCode, output) = await node.RunAsync(
            "mcp-inspector",
            ["--cli", app.Address.ToString(), "--transport", "http", "--protocol-era", era, .. arguments]
        );
        Assert.True(exitCode == 0, $"{string.Join(' ', arguments)}: exit {exitCode}\n{output}");
        return JsonNode.Parse(output, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;
    }
}

/// <summary>The product alone, on a port.</summary>
public sealed class InspectedApp : KnowledgeApp
{
    public InspectedApp()
    {
        UseKestrel(0);
        StartServer();
        Address = new Uri($"http://127.0.0.1:{ClientOptions.BaseAddress.Port}/mcp");
    }

    public Uri Address { get; }
}
