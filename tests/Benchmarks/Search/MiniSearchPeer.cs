using System.Diagnostics;
using System.Text.Json;

namespace Benchmarks.Search;

/// <summary>MiniSearch in a Node process; absent where node or the package is.</summary>
public sealed class MiniSearchPeer : IDisposable
{
    private readonly Process process;

    private MiniSearchPeer(Process process) => this.process = process;

    /// <summary>Null, with the reason said, where it cannot be had.</summary>
    public static MiniSearchPeer? Start(string scripts)
    {
        var folder = Path.Combine(Path.GetTempPath(), "knowledge-api-peers");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(scripts, "minisearch.mjs"), Path.Combine(folder, "minisearch.mjs"), overwrite: true);
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "minisearch")))
                Run(folder, "npm", "install --no-audit --no-fund --silent minisearch@7")!.WaitForExit();
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "minisearch")))
                throw new InvalidOperationException("npm could not install minisearch");
            return new MiniSearchPeer(Run(folder, "node", "minisearch.mjs")!);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"MiniSearch is left out: {e.Message}");
            return null;
        }
    }

    /// <returns>Milliseconds.</returns>
    public double Build(IEnumerable<PeerDocument> documents) => Ask<double>(new { documents });

    public Answer[] Search(IEnumerable<string> queries) => Ask<Answer[]>(new { queries });

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private T Ask<T>(object question)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
        process.StandardInput.Flush();
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("node has ended");
        return JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!;
    }

    private static Process? Run(string folder, string file, string arguments) =>
        Process.Start(
            new ProcessStartInfo(file, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        );

    public sealed record Answer(double Milliseconds, int[] Ids);
}

/// <summary>One section, for engines that know fields.</summary>
public sealed record PeerDocument(int Id, string Heading, string Text);
