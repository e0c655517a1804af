using NetworkSimulator;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Objects;
using NetworkSimulator.Reference;
using YamlDotNet.Core;

namespace Benchmarks.Ratios;

/// <summary>What the simulator costs, as ratios to things everybody knows.</summary>
public static class SimulatorRatios
{
    private const int FlowCount = 3000;
    private const int NaiveFlows = 30;

    public static void Run()
    {
        var text = new LargeCluster(1, seed: 7).Manifests();
        var read = ManifestReader.Read(text);
        var objects = read.Objects ?? throw new InvalidOperationException(string.Join("\n", read.Errors.Take(3)));
        var cluster = Cluster.Compile(objects);
        var flows = new LargeCluster(1, seed: 8).Flows(FlowCount);
        var small = Cluster.Compile(ManifestReader.Read(new LargeCluster(0.01, seed: 7).Manifests()).Objects!);
        var smallFlows = new LargeCluster(0.01, seed: 8).Flows(FlowCount);
        var lookups = new Lookups(objects);

        Agree(objects, cluster, flows);
        var rounds = new Rounds()
            .Add("six look-ups", FlowCount, () => lookups.Ask(flows))
            .Add("verdict", FlowCount, () => Decide(cluster, flows))
            .Add("verdict, 1/100", FlowCount, () => Decide(small, smallFlows))
            .Add("trace", FlowCount, () => Trace(cluster, flows))
            .Add("naive", NaiveFlows, () => Naive(objects, flows))
            .Run(15);
        Console.WriteLine(
            $"verdict {rounds.Nanoseconds("verdict"):0} ns, trace {rounds.Nanoseconds("trace"):0} ns on this machine"
        );
        Rounds.Print("verdict / six FrozenDictionary look-ups", rounds.Ratio("verdict", "six look-ups"), "at most 5");
        Rounds.Print("naive reference / verdict", rounds.Ratio("naive", "verdict"), "at least 300");
        Rounds.Print("trace with reasons / verdict", rounds.Ratio("trace", "verdict"), "at most 6");
        Rounds.Print("verdict in cluster L / in L/100", rounds.Ratio("verdict", "verdict, 1/100"), "less than 2");
        var bytes = Allocated(() => Decide(cluster, flows)) / FlowCount;
        Rounds.Print("bytes allocated by a verdict", bytes, "0");
        Threads(cluster, flows);
        Reading(text);
    }

    /// <summary>What each kind of target and each end costs at its best, in cluster L and in L/100, to see where the time goes.</summary>
    /// <param name="count">How many flows; with more of them fewer have been asked shortly before.</param>
    public static void ByTarget(int count = FlowCount)
    {
        foreach (var scale in (double[])[1, 0.01])
        {
            var cluster = Cluster.Compile(ManifestReader.Read(new LargeCluster(scale, seed: 7).Manifests()).Objects!);
            var kinds = new LargeCluster(scale, seed: 8)
                .Flows(count)
                .GroupBy(f => $"{f.To.GetType().Name} {Simulator.Decide(cluster, f)}")
                .ToDictionary(g => g.Key, g => g.ToArray());
            var rounds = new Rounds();
            foreach (var (kind, flows) in kinds)
            {
                rounds.Add(kind, flows.Length, () => Decide(cluster, flows));
                rounds.Add(kind + " trace", flows.Length, () => Trace(cluster, flows));
            }
            rounds.Run(60);
            foreach (var (kind, flows) in kinds)
            {
                var (verdict, trace) = (rounds.Best(kind), rounds.Best(kind + " trace"));
                var bytes = Allocated(() => Trace(cluster, flows)) / flows.Length;
                Console.WriteLine(
                    $"L x {scale, -4} {kind, -20} {100.0 * flows.Length / count, 3:0} %, verdict {verdict, 5:0} ns, trace {trace, 6:0} ns, {trace / verdict:0.0}x, {bytes, 5:0} bytes"
                );
            }
        }
    }

    private static void Decide(Cluster cluster, Flow[] flows)
    {
        foreach (var flow in flows)
            Simulator.Decide(cluster, flow);
    }

    /// <summary>Asks for traces and reads all that each one says, as a caller does who prints it.</summary>
    public static long Trace(Cluster cluster, Flow[] flows)
    {
        var read = 0L;
        foreach (var flow in flows)
        {
            var trace = Simulator.Run(cluster, flow);
            foreach (var backend in trace.Backends)
                read += backend.Name.Length;
            foreach (var hop in trace.Hops)
                read +=
                    hop.Component.Length
                    + hop.Object.Length
                    + hop.Document
                    + hop.Line
                    + hop.Decision.Length
                    + hop.Reason[^1];
        }
        return read;
    }

    private static void Naive(ClusterObjects objects, Flow[] flows)
    {
        for (var i = 0; i < NaiveFlows; i++)
            NaiveSimulator.Decide(objects, flows[i * (FlowCount / NaiveFlows)]);
    }

    private static void Agree(ClusterObjects objects, Cluster cluster, Flow[] flows)
    {
        var verdicts = new Dictionary<Verdict, int>();
        for (var i = 0; i < flows.Length; i += 10)
        {
            var expected = NaiveSimulator.Decide(objects, flows[i]);
            var actual = Simulator.Decide(cluster, flows[i]);
            if (actual != expected)
                throw new InvalidOperationException($"{flows[i]}: {actual}, but the reference says {expected}.");
            verdicts[expected] = verdicts.GetValueOrDefault(expected) + 1;
        }
        Console.WriteLine(
            $"same verdicts as the reference: {string.Join(", ", verdicts.Select(v => $"{v.Value} {v.Key}"))}"
        );
    }

    private static double Allocated(Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Threads(Cluster cluster, Flow[] flows)
    {
        void Spin()
        {
            var value = 1UL;
            for (var i = 0; i < 3_000_000; i++)
                value = value * 6364136223846793005 + 1442695040888963407;
            GC.KeepAlive(value);
        }

        var rounds = new Rounds()
            .Add("one", 1, () => Decide(cluster, flows))
            .Add("two", 2, () => Parallel.Invoke(() => Decide(cluster, flows), () => Decide(cluster, flows)))
            .Add("spin one", 1, Spin)
            .Add("spin two", 2, () => Parallel.Invoke(Spin, Spin))
            .Run(40);
        var gain = rounds.Ratio("one", "two") / rounds.Ratio("spin one", "spin two");
        Rounds.Print("gain of a second thread / gain of a spinning control", gain, "at least 0.9");
    }

    private static void Reading(string text)
    {
        var rounds = new Rounds()
            .Add("events", 1, () => Events(text))
            .Add("read and compile", 1, () => Cluster.Compile(ManifestReader.Read(text).Objects!))
            .Run(7);
        Console.WriteLine(
            $"{text.Length / 1024} KiB of YAML; event pass {rounds.Nanoseconds("events") / 1e6:0} ms on this machine"
        );
        Rounds.Print(
            "YAML text to compiled cluster / YamlDotNet's event pass",
            rounds.Ratio("read and compile", "events"),
            "at most 2.5"
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cluster = Cluster.Compile(ManifestReader.Read(text).Objects!);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Rounds.Print("MiB held by the compiled cluster", (after - before) / 1048576.0, "under 40");
        GC.KeepAlive(cluster);
    }

    private static void Events(string text)
    {
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext()) { }
    }
}
