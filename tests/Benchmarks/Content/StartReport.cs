using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Benchmarks.Search;

namespace Benchmarks.Content;

/// <summary>
/// <c>content [rounds] [articles]</c>: how long the service takes from its start until it is ready to serve a large series, and how much memory it
/// holds at most, with content that changed since the last start and with content that did not. In turns, so that a busy
/// machine slows both.
/// </summary>
internal static class StartReport
{
    private const int BytesEach = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(string[] options)
    {
        var rounds = options.Length > 0 ? int.Parse(options[0], CultureInfo.InvariantCulture) : 3;
        var articles = options.Length > 1 ? int.Parse(options[1], CultureInfo.InvariantCulture) : 2_000;
        var folder = Directory.CreateTempSubdirectory("series-").FullName;
        try
        {
            var content = Path.Combine(folder, "content");
            var bytes = SeriesGenerator.Write(content, articles, BytesEach, seed: 1);
            Console.WriteLine(Invariant($"{articles} articles, {bytes / 1e6:0.0} MB"));
            var (changed, unchanged) = (new List<Start>(), new List<Start>());
            for (var round = 0; round < rounds; round++)
            {
                await File.AppendAllTextAsync(
                    Path.Combine(content, SeriesGenerator.Name(1 + round)),
                    "\nA changed line.\n"
                );
                changed.Add(await StartAsync(content, folder));
                Console.WriteLine($"changed    {changed[^1]}");
                unchanged.Add(await StartAsync(content, folder));
                Console.WriteLine($"unchanged  {unchanged[^1]}");
            }
            Console.WriteLine(
                Invariant(
                    $"ratio of medians: {Median(unchanged, s => s.Seconds) / Median(changed, s => s.Seconds):0.00} of the time, {Median(unchanged, s => s.CpuSeconds) / Median(changed, s => s.CpuSeconds):0.00} of the processor time"
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Start> StartAsync(string content, string folder)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(SearchReport.Root(), "src/KnowledgeApi/bin/Release/net10.0/KnowledgeApi.dll"),
                "--urls",
                Invariant($"http://localhost:{port}"),
                "--Content:Path",
                content,
                "--Storage:IndexPath",
                Path.Combine(folder, "index.db"),
                "--ConnectionStrings:Learners",
                $"Data Source={Path.Combine(folder, "learners.db")}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(Invariant($"http://localhost:{port}")) };
            while (!await IsReadyAsync(client))
            {
                if (process.HasExited || watch.Elapsed > Patience)
                    throw new InvalidOperationException("The service does not become ready.");
                await Task.Delay(20);
            }
            var seconds = watch.Elapsed.TotalSeconds;
            process.Refresh();
            return new Start(seconds, process.TotalProcessorTime.TotalSeconds, PeakMebibytes(process.Id));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // What the kernel counted; .NET's own figure is that of the moment.
    private static double PeakMebibytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
            / 1024;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Median(List<Start> starts, Func<Start, double> of)
    {
        var sorted = starts.Select(of).Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Start(double Seconds, double CpuSeconds, double PeakMebibytes)
    {
        public override string ToString() =>
            Invariant($"{Seconds, 6:0.00} s  {CpuSeconds, 6:0.00} s of processors  {PeakMebibytes, 4:0} MiB at most");
    }
}
