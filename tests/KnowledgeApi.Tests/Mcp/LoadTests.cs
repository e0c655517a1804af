using System.Net;
using System.Net.Sockets;
using System.Text;
using KnowledgeApi.Tests.Mcp.Conformance;
using ModelContextProtocol.Client;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>Many callers at once, and some that do not wait for their answer, against the real server on a port.</summary>
[Collection(Alone)]
public sealed class LoadTests(InspectedApp app) : IClassFixture<InspectedApp>
{
    const string Alone = "alone in the process";

    /// <summary>Memory is the process': nothing else may run meanwhile.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneCollection;

    [Fact]
    public async Task ACrowd_OfWhomSomeVanish_LeavesNothingInMemory()
    {
        // Pools and caches grow to the size that such a crowd needs, and then no more. Two thousand calls that left a
        // kilobyte each would be two million bytes, in each round.
        var held = new List<long> { Held() };
        do
        {
            for (var crowd = 0; crowd < 2; crowd++)
                await CrowdAsync(1_000);
            held.Add(Held());
        } while (held[^1] - held[^2] >= 1_000_000 && held.Count < 8);
        Assert.True(held[^1] - held[^2] < 1_000_000, $"Bytes after each round: {string.Join(' ', held)}");
    }

    [Fact]
    public async Task ACallThatIsCancelled_IsGivenUp()
    {
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = app.Address }),
            McpTests.Patient(),
            cancellationToken: TestContext.Current.CancellationToken
        );
        using var cancelling = new CancellationTokenSource();
        var pods = string.Concat(
            Enumerable
                .Range(0, 20_000)
                .Select(i =>
                    $"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{i}, namespace: x}}\nspec: {{containers: [{{name: a, image: a}}]}}\n"
                )
        );
        var call = client
            .CallToolAsync(
                "simulate_requests",
                new Dictionary<string, object?>
                {
                    ["manifests"] = pods,
                    ["requests"] = Enumerable
                        .Repeat(new { from = new { pod = "x/p0" }, to = new { pod = "x/p1", port = 80 } }, 1_000)
                        .ToArray(),
                },
                cancellationToken: cancelling.Token
            )
            .AsTask();
        cancelling.CancelAfter(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        // Whoever comes next is not kept waiting by it.
        var next = await McpTests.CallAsync(client, "search_knowledge", """{"query": "kube-proxy"}""");
        Assert.True(next.IsError is not true);
    }

    async Task CrowdAsync(int callers)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, callers),
            new ParallelOptions { MaxDegreeOfParallelism = callers },
            async (caller, cancellation) => await CallAsync(stays: caller % 4 != 0, cancellation)
        );
    }

    async Task CallAsync(bool stays, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, app.Address.Port, cancellation);
        await socket.SendAsync(Request, cancellation);
        var buffer = new byte[1 << 16];
        if (!stays)
        {
            // Amid the answer, by a reset, as when a process is killed.
            await socket.ReceiveAsync(buffer.AsMemory(0, 64), cancellation);
            socket.LingerState = new LingerOption(true, 0);
            return;
        }
        var answer = new StringBuilder();
        while (await socket.ReceiveAsync(buffer, cancellation) is > 0 and var read)
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        Assert.Contains("\"structuredContent\"", answer.ToString());
    }

    byte[] Request
    {
        get
        {
            const string body =
                """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_scenario","arguments":{"slug":"selector-matches-nothing"}}}""";
            return Encoding.UTF8.GetBytes(
                $"POST /mcp HTTP/1.1\r\nHost: localhost:{app.Address.Port}\r\nContent-Type: application/json\r\n"
                    + "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2025-11-25\r\nConnection: close\r\n"
                    + $"Content-Length: {body.Length}\r\n\r\n{body}"
            );
        }
    }

    static long Held()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
