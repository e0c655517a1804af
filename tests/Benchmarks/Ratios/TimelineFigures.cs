using System.Diagnostics;
using NetworkSimulator.Timelines;

namespace Benchmarks.Ratios;

/// <summary>What an hour at 1,000 requests a second over 100 Pods costs, and that its memory does not follow the time simulated.</summary>
public static class TimelineFigures
{
    private const int Hour = 3_600;
    private const int TenMinutes = 600;
    private const int Runs = 5;

    public static void Run()
    {
        foreach (var client in Enum.GetValues<ClientKind>())
        {
            var plan = Plan(client, Hour);
            var result = Timeline.Run(plan);
            var seconds = Enumerable.Range(0, Runs).Select(_ => Seconds(plan)).Order().ToList();
            var (hour, short_) = (Allocated(plan), Allocated(Plan(client, TenMinutes)));
            Console.WriteLine(
                $"{client}: {result.Totals.Sent:#,0} requests, {result.Totals.Failed.Total:#,0} failed, {result.Pods.Length} Pods"
            );
            Rounds.Print(
                "  an hour in seconds, median of 5 (best " + seconds[0].ToString("0.00") + ")",
                seconds[Runs / 2],
                "less than 2"
            );
            Rounds.Print("  KiB allocated in an hour", hour / 1024.0, "");
            Rounds.Print(
                "  bytes allocated for each second simulated",
                (hour - short_) / (double)(Hour - TenMinutes),
                "a row, at most 250"
            );
        }
    }

    /// <summary>With a rollout and a change of scale, so that Pods come and go.</summary>
    public static TimelinePlan Plan(ClientKind client, int seconds) =>
        new()
        {
            DurationSeconds = seconds,
            Pods = new()
            {
                Replicas = 100,
                Nodes = 10,
                ReadinessProbe = new() { PeriodSeconds = 5 },
                PreStopSeconds = 5,
            },
            Clients =
            [
                new()
                {
                    Name = "callers",
                    Kind = client,
                    RequestsPerSecond = 1_000,
                    Replicas = 10,
                },
            ],
            Events = [new Rollout { At = 60 }, new Scale { At = 400, Replicas = 50 }],
        };

    private static double Seconds(TimelinePlan plan)
    {
        var watch = Stopwatch.StartNew();
        Timeline.Run(plan);
        return watch.Elapsed.TotalSeconds;
    }

    private static long Allocated(TimelinePlan plan)
    {
        Timeline.Run(plan);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Timeline.Run(plan);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
