using BenchmarkDotNet.Attributes;
using Benchmarks.Ratios;
using NetworkSimulator.Timelines;

namespace Benchmarks;

/// <summary>An hour at 1,000 requests a second over 100 Pods, with a rollout and a change of scale; the goal is under 2 s.</summary>
[MemoryDiagnoser]
public class TimelineBenchmarks
{
    TimelinePlan _plan = null!;

    [Params(ClientKind.HttpClient, ClientKind.DnsCache, ClientKind.ResolveEachTime)]
    public ClientKind Client { get; set; }

    /// <summary>Simulated; allocations must not follow it but for a row a second.</summary>
    [Params(600, 3_600)]
    public int Seconds { get; set; }

    [GlobalSetup]
    public void SetUp() => _plan = TimelineFigures.Plan(Client, Seconds);

    [Benchmark]
    public TimelineResult Run() => Timeline.Run(_plan);
}
