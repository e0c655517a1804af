using KnowledgeApi.Tests.Mcp.Conformance;

namespace KnowledgeApi.Tests.Mcp.Views;

/// <summary>The views of MCP Apps, in a document without a screen, used as a person uses them.</summary>
public sealed class ViewTests(InspectedApp app, NodeTools node) : IClassFixture<InspectedApp>, IClassFixture<NodeTools>
{
    static readonly string Script = Path.Combine(Repository.Root, "tests/KnowledgeApi.Tests/Mcp/Views/views.mjs");

    [Fact]
    public async Task EveryView_WorksInAHost()
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        var learner = await (await http.SendAsync(HttpMethod.Post, "/api/v1/learners", "{}")).JsonAsync();
        var (exitCode, output) = await node.RunAsync("node", [Script, app.Address.ToString(), (string)learner["key"]!]);
        Assert.True(exitCode == 0, output);
    }
}
