using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>
/// What agents are told of tools, prompts and templates; run with <c>APPROVE=1</c> to rewrite it, and review the difference.
/// </summary>
public sealed class ToolContractTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    static readonly string Approved = Path.Combine(
        Repository.Root,
        "tests/KnowledgeApi.Tests/Mcp/ToolContract.approved.txt"
    );

    static readonly JsonSerializerOptions Readable = new(ModelContextProtocol.McpJsonUtilities.DefaultOptions)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task TheContract_IsAsApproved()
    {
        await using var client = await McpTests.ConnectAsync(app);
        var cancellation = TestContext.Current.CancellationToken;
        var tools = await client.ListToolsAsync(cancellationToken: cancellation);
        var prompts = await client.ListPromptsAsync(cancellationToken: cancellation);
        var templates = await client.ListResourceTemplatesAsync(cancellationToken: cancellation);
        foreach (var prompt in prompts)
            prompt.ProtocolPrompt.Icons = null;
        foreach (var template in templates)
            template.ProtocolResourceTemplate.Icons = null;
        var contract = new StringBuilder(client.ServerInstructions).AppendLine();
        foreach (var tool in tools.Select(tool => tool.ProtocolTool))
        {
            contract.AppendLine($"\n# {tool.Name}: {tool.Title}\n{tool.Description}");
            contract.AppendLine($"annotations {Json(tool.Annotations)} _meta {Json(tool.Meta)}");
            foreach (var property in tool.InputSchema.GetProperty("properties").EnumerateObject())
                contract.AppendLine($"- {property.Name}: {Json(property.Value)}");
            if (tool.InputSchema.TryGetProperty("required", out var required))
                contract.AppendLine($"required {Json(required)}");
            contract.AppendLine($"gives {Json(tool.OutputSchema)}");
        }
        foreach (var prompt in prompts.Select(prompt => prompt.ProtocolPrompt))
            contract.AppendLine($"\n# prompt {Json(prompt)}");
        foreach (var template in templates.Select(template => template.ProtocolResourceTemplate))
            contract.AppendLine($"\n# template {Json(template)}");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            await File.WriteAllTextAsync(Approved, contract.ToString(), cancellation);
        var approved = File.Exists(Approved) ? await File.ReadAllTextAsync(Approved, cancellation) : "";
        Assert.Equal(approved, contract.ToString());
    }

    static string Json<T>(T value) => JsonSerializer.Serialize(value, Readable);
}
