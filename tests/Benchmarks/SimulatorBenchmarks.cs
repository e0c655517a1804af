using BenchmarkDotNet.Attributes;
using Benchmarks.Ratios;
using NetworkSimulator;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Reference;

namespace Benchmarks;

/// <summary>A verdict and a trace in a cluster of 10,000 Pods, beside six dictionary look-ups and the naive reference.</summary>
[MemoryDiagnoser]
public class SimulatorBenchmarks
{
    private const int FlowCount = 3000;
    private const int NaiveFlows = 30;

    private readonly Flow[] _flows = new LargeCluster(1, seed: 8).Flows(FlowCount);
    private readonly Cluster _cluster = Cluster.Compile(
        ManifestReader.Read(new LargeCluster(1, seed: 7).Manifests()).Objects!
    );
    private readonly Lookups _lookups;

    public SimulatorBenchmarks() => _lookups = new(_cluster.Objects);

    [Benchmark(Baseline = true, OperationsPerInvoke = FlowCount)]
    public int SixLookUps() => _lookups.Ask(_flows);

    [Benchmark(OperationsPerInvoke = FlowCount)]
    public int Verdicts()
    {
        var delivered = 0;
        foreach (var flow in _flows)
            delivered += Simulator.Decide(_cluster, flow) == Verdict.Delivered ? 1 : 0;
        return delivered;
    }

    [Benchmark(OperationsPerInvoke = FlowCount)]
    public long Traces() => SimulatorRatios.Trace(_cluster, _flows);

    [Benchmark(OperationsPerInvoke = NaiveFlows)]
    public int NaiveVerdicts()
    {
        var delivered = 0;
        for (var i = 0; i < NaiveFlows; i++)
            delivered +=
                NaiveSimulator.Decide(_cluster.Objects, _flows[i * (FlowCount / NaiveFlows)]) == Verdict.Delivered
                    ? 1
                    : 0;
        return delivered;
    }
}
