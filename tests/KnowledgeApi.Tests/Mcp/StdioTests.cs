using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>The service as a local agent's child process.</summary>
public sealed class StdioTests
{
    static readonly string[] Arguments =
    [
        typeof(Program).Assembly.Location,
        "--stdio",
        "--Content:Path",
        Repository.Content,
    ];

    [Fact]
    public async Task ALocalAgent_HasTheSameTools()
    {
        await using var client = await McpClient.CreateAsync(
            new StdioClientTransport(new() { Command = "dotnet", Arguments = Arguments }),
            // The older revision, since a client gives up on the newer one while a busy machine still starts the process.
            new() { ProtocolVersion = "2025-11-25", InitializationTimeout = TimeSpan.FromMinutes(2) },
            cancellationToken: TestContext.Current.CancellationToken
        );
        var found = await McpTests.CallAsync(client, "search_knowledge", """{"query": "kube-proxy"}""");
        Assert.Contains("kube-proxy", McpTests.Text(found));
        var refused = await McpTests.CallAsync(client, "run_scenario", """{"slug": "finance-rooting"}""");
        Assert.True(refused.IsError);
        Assert.Contains("finance-routing", McpTests.Text(refused));
    }

    [Fact]
    public async Task StandardOutput_CarriesTheProtocolOnly_AndItsEndEndsTheProcess()
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", Arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await process.StandardInput.WriteLineAsync(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"""
        );
        await process.StandardInput.WriteLineAsync("this is no JSON");
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"ping"}""");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var lines = new List<JsonNode>();
        while (
            lines.Count < 2
            && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
        )
            lines.Add(JsonNode.Parse(line)!);
        Assert.Contains(lines, line => (int?)line["id"] == 1 && line["result"]?["serverInfo"]?["name"] is not null);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
