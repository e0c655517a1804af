using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>The service as a local agent's child process.</summary>
public sealed class StdioTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("stdio-").FullName;

    string Learners => $"Data Source={Path.Combine(folder, "learners.db")};Pooling=False";

    string[] Arguments =>
        [
            typeof(Program).Assembly.Location,
            "--stdio",
            "--Content:Path",
            Repository.Content,
            "--ConnectionStrings:Learners",
            Learners,
            "--Storage:IndexPath",
            Path.Combine(folder, "index.db"),
        ];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task ALocalAgent_HasTheSameTools(string? version)
    {
        await using var client = await ConnectAsync(version);
        Assert.Equal(version ?? "2026-07-28", client.NegotiatedProtocolVersion);
        for (var call = 0; call < 2; call++)
        {
            var found = await McpTests.CallAsync(client, "search_knowledge", """{"query": "kube-proxy"}""");
            Assert.Contains("kube-proxy", McpTests.Text(found));
        }
        var refused = await McpTests.CallAsync(client, "run_scenario", """{"slug": "finance-rooting"}""");
        Assert.True(refused.IsError);
        Assert.Contains("finance-routing", McpTests.Text(refused));
    }

    [Fact]
    public async Task TheLearnersKey_ComesFromTheEnvironment()
    {
        using var app = KnowledgeApp.With(("ConnectionStrings:Learners", Learners));
        var learner = await (await app.CreateClient().SendAsync(HttpMethod.Post, "/api/v1/learners", "{}")).JsonAsync();
        var key = (string)learner["key"]!;
        await using var client = await ConnectAsync(null, key);
        var due = await McpTests.CallAsync(client, "review_flashcards", """{"action": "due", "limit": 1}""");
        Assert.True(due.StructuredContent!.Value.GetProperty("canRate").GetBoolean());
        var card = due.StructuredContent.Value.GetProperty("cards")[0].GetProperty("id").GetString();
        var rated = await McpTests.CallAsync(
            client,
            "review_flashcards",
            $$"""{"action": "rate", "cardId": "{{card}}", "rating": "easy"}"""
        );
        Assert.True(rated.IsError is not true, McpTests.Text(rated));
        // The same learner by the other door: the card is not due there any more.
        await using var overHttp = await McpTests.ConnectAsync(app, key: key);
        var left = await McpTests.CallAsync(overHttp, "review_flashcards", """{"action": "due", "limit": 1}""");
        Assert.NotEqual(card, left.StructuredContent!.Value.GetProperty("cards")[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(null, "needs a learner")]
    [InlineData("nobodys-key", "not known")]
    public async Task WithoutAKeyThatIsKnown_NothingIsStored_AndTheVariableIsNamed(string? key, string why)
    {
        await using var client = await ConnectAsync(null, key);
        var refused = await McpTests.CallAsync(
            client,
            "review_flashcards",
            """{"action": "rate", "cardId": "glossary-cluster-ip", "rating": "good"}"""
        );
        Assert.True(refused.IsError);
        Assert.Contains(why, McpTests.Text(refused));
        Assert.Contains("KNOWLEDGE_LEARNER_KEY", McpTests.Text(refused));
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
        // Read along: a full pipe would stop the process.
        var logged = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteLineAsync(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"""
        );
        await process.StandardInput.WriteLineAsync("this is no JSON");
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":2,"method":"ping"}""");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var answered = new List<int?>();
        while (!(answered.Contains(1) && answered.Contains(2)))
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(line is not null, line is null ? await logged : "");
            var message = JsonNode.Parse(line!)!;
            answered.Add((int?)message["id"]);
            if ((int?)message["id"] == 1)
                Assert.NotNull(message["result"]?["serverInfo"]?["name"]);
        }
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("Application started", await logged);
    }

    Task<McpClient> ConnectAsync(string? version, string? key = null) =>
        McpClient.CreateAsync(
            new StdioClientTransport(
                new()
                {
                    Command = "dotnet",
                    Arguments = Arguments,
                    EnvironmentVariables = new Dictionary<string, string?> { ["KNOWLEDGE_LEARNER_KEY"] = key },
                }
            ),
            McpTests.Patient(version),
            cancellationToken: TestContext.Current.CancellationToken
        );
}
