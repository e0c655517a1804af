using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Benchmarks.Mcp;

/// <summary>The protocol's library and nothing else: tools that send back what was prepared.</summary>
public static class BareServer
{
    /// <param name="payloads">A file with a tool's result for each name.</param>
    public static void Run(string address, string payloads)
    {
        var results = JsonDocument.Parse(File.ReadAllBytes(payloads)).RootElement;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder
            .Services.AddMcpServer()
            .WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.Stateless)
            .WithTools(results.EnumerateObject().Select(result => Tool(result.Name, result.Value)));
        var app = builder.Build();
        app.MapMcp("/mcp");
        app.Run();
    }

    private static McpServerTool Tool(string name, JsonElement result)
    {
        var structured = JsonElement.Parse(result.GetProperty("structuredContent").GetRawText());
        var text = result.GetProperty("content")[0].GetProperty("text").GetString()!;
        CallToolResult Answer([Description("Anything.")] string about) =>
            new() { StructuredContent = structured, Content = [new TextContentBlock { Text = text }] };
        return McpServerTool.Create(Answer, new() { Name = name, Description = "Sends what was prepared." });
    }
}
