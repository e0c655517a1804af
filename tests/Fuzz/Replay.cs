using System.Diagnostics;

namespace NetworkSimulator.Fuzz;

/// <summary>Runs a target on files, for a finding or as a smoke test.</summary>
internal static class Replay
{
    public static void Run(string path, Action<string> target)
    {
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path) : [path];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var watch = Stopwatch.StartNew();
            target(File.ReadAllText(file));
            Console.WriteLine($"{Path.GetFileName(file)}: {watch.ElapsedMilliseconds} ms");
        }
    }
}
