using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Benchmarks.Mcp;

/// <summary>
/// Calls a second of the service's tools by those of the bare library that sends back the same payload, in interleaved
/// rounds; and what a crowd of callers, some of whom vanish, leaves in the server's memory.
/// </summary>
public static class McpRatios
{
    private const int Connections = 16;
    private const int Rounds = 9;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    private static readonly (string Tool, string Arguments, string Bound)[] Measured =
    [
        ("read_section", """{"article":"kubernetes-networking","section":"service-types"}""", "at least 0.9"),
        ("search_knowledge", """{"query":"headless service dns"}""", "at least 0.9"),
        ("run_scenario", """{"slug":"finance-routing"}""", "at least 0.7"),
    ];

    public static async Task RunAsync()
    {
        var product = FreePort();
        using var service = await StartAsync(
            product,
            Path.Combine(AppContext.BaseDirectory, "KnowledgeApi.dll"),
            "--urls",
            $"http://localhost:{product}",
            "--RateLimits:Enabled",
            "false"
        );
        var payloads = Path.GetTempFileName();
        var results = new JsonObject();
        foreach (var (tool, arguments, _) in Measured)
            results[tool] = Result(await new LoadClient(product, tool, arguments).OnceAsync());
        await File.WriteAllTextAsync(payloads, results.ToJsonString());
        var plain = FreePort();
        using var bare = await StartAsync(
            plain,
            typeof(McpRatios).Assembly.Location,
            "mcp-bare",
            $"http://localhost:{plain}",
            payloads
        );
        try
        {
            await CompareAsync(service, product, bare, plain);
            await CrowdAsync(service, product);
        }
        finally
        {
            service.Kill();
            bare.Kill();
            File.Delete(payloads);
        }
    }

    private static async Task CompareAsync(Process service, int product, Process bare, int plain)
    {
        foreach (var (tool, arguments, bound) in Measured)
        {
            var ours = new LoadClient(product, tool, arguments);
            var control = new LoadClient(plain, tool, """{"about":"the same, always"}""");
            await ours.RunAsync(Connections, Warm);
            await control.RunAsync(Connections, Warm);
            var (rates, costs, calls) = (new double[Rounds], new double[Rounds], new double[Rounds]);
            for (var round = 0; round < Rounds; round++)
            {
                var (rate, cost) = await MeasureAsync(service, ours);
                var (controlRate, controlCost) = await MeasureAsync(bare, control);
                (rates[round], costs[round], calls[round]) = (rate / controlRate, cost / controlCost, rate);
            }
            Ratios.Rounds.Print($"{tool}: calls/s by the bare library's", Median(rates), bound);
            Ratios.Rounds.Print($"{tool}: CPU a call by the bare library's", Median(costs), "");
            Console.WriteLine($"{tool}: {Median(calls):0} calls/s on this machine");
        }
    }

    /// <summary>Calls a second, and the server's CPU seconds a call.</summary>
    private static async Task<(double Rate, double Cost)> MeasureAsync(Process server, LoadClient client)
    {
        server.Refresh();
        var (before, started) = (server.TotalProcessorTime, Stopwatch.GetTimestamp());
        var rate = await client.RunAsync(Connections, Duration);
        server.Refresh();
        var calls = rate * Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (rate, (server.TotalProcessorTime - before).TotalSeconds / calls);
    }

    private static async Task CrowdAsync(Process service, int port)
    {
        var (tool, arguments, _) = Measured[^1];
        var client = new LoadClient(port, tool, arguments);
        for (var round = 0; round < 8; round++)
        {
            await client.CrowdAsync(callers: 1_000, calls: 5);
            await client.VanishAsync(500);
            service.Refresh();
            Console.WriteLine(
                $"after {(round + 1) * 1_000} callers and {(round + 1) * 500} that vanished: {service.WorkingSet64 >> 20} MiB"
            );
        }
    }

    private static JsonNode Result(string answer)
    {
        var data = answer[(answer.IndexOf("data: ", StringComparison.Ordinal) + "data: ".Length)..];
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(data));
        return JsonNode.Parse(ref reader)!["result"]!.DeepClone();
    }

    private static async Task<Process> StartAsync(int port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        for (var i = 0; i < 300; i++)
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        server.Kill();
        throw new InvalidOperationException($"Nothing listens on port {port}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
