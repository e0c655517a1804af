using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Ratios;

/// <summary>
/// Times pieces of work in interleaved rounds (A B C, A B C, …) and gives medians of the per-round ratios: machines drift
/// by more from minute to minute than the differences that matter.
/// </summary>
public sealed class Rounds
{
    private readonly List<(string Name, Action Work, int Operations)> _works = [];

    /// <summary>Nanoseconds per operation, by name, one entry a round.</summary>
    private readonly Dictionary<string, double[]> _times = [];

    public Rounds Add(string name, int operations, Action work)
    {
        _works.Add((name, work, operations));
        return this;
    }

    public Rounds Run(int rounds)
    {
        var repeats = new Dictionary<string, int>();
        foreach (var (name, work, _) in _works)
        {
            repeats[name] = Warm(work);
            _times[name] = new double[rounds];
        }
        for (var round = 0; round < rounds; round++)
            foreach (var (name, work, operations) in _works)
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < repeats[name]; i++)
                    work();
                var elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
                _times[name][round] = elapsed / repeats[name] / operations;
            }
        return this;
    }

    /// <summary>Warms a piece up; how often it is to run in a round, so that its turn outlasts what the one before left in the caches.</summary>
    private static int Warm(Action work)
    {
        // Long enough for the runtime to reach optimised code by way of its profiled tier: a trace runs through some hundred methods.
        var start = Stopwatch.GetTimestamp();
        var last = start;
        do
        {
            last = Stopwatch.GetTimestamp();
            work();
        } while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(6));
        return Math.Max(1, (int)(TimeSpan.FromMilliseconds(20) / Stopwatch.GetElapsedTime(last)));
    }

    /// <summary>Median of one piece's nanoseconds per operation.</summary>
    public double Nanoseconds(string name) => Median(_times[name]);

    /// <summary>The best round's nanoseconds per operation: what the work costs while nothing disturbs it.</summary>
    public double Best(string name) => _times[name].Min();

    /// <summary>Median over the rounds of A's time by B's time in the same round.</summary>
    public double Ratio(string a, string b) => Median([.. _times[a].Zip(_times[b], (x, y) => x / y)]);

    public static void Print(string what, double ratio, string bound) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what, -72} {ratio, 9:0.00}   {bound}"));

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
