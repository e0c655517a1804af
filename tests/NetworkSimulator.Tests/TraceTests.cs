using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Objects;
using NetworkSimulator.Reference;
using NetworkSimulator.Tests.Cases;

namespace NetworkSimulator.Tests;

/// <summary>A trace says what it says whatever its thread was asked before, and whoever asks at the same time.</summary>
public class TraceTests(TracesAlone alone) : IClassFixture<TracesAlone>
{
    [Fact]
    public void One_after_another_in_any_order()
    {
        var clusters = Compiled();
        foreach (
            var i in Enumerable.Range(0, alone.Asked.Length).Reverse().Concat(Enumerable.Range(0, alone.Asked.Length))
        )
            Assert.Equal(
                alone.Said[i],
                TracesAlone.Text(Simulator.Run(clusters[alone.Asked[i].Objects], alone.Asked[i].Flow))
            );
    }

    [Fact]
    public void On_many_threads_at_a_time()
    {
        var clusters = Compiled();
        var said = new string[alone.Asked.Length * 4];
        Parallel.For(
            0,
            said.Length,
            new() { MaxDegreeOfParallelism = 8 },
            i =>
            {
                var (objects, flow) = alone.Asked[i % alone.Asked.Length];
                said[i] = TracesAlone.Text(Simulator.Run(clusters[objects], flow));
            }
        );
        Assert.All(said, (text, i) => Assert.Equal(alone.Said[i % alone.Asked.Length], text));
    }

    [Fact]
    public void Traces_are_not_changed_by_later_ones()
    {
        var clusters = Compiled();
        var traces = Array.ConvertAll(alone.Asked, a => Simulator.Run(clusters[a.Objects], a.Flow));

        Assert.All(traces, (trace, i) => Assert.Equal(alone.Said[i], TracesAlone.Text(trace)));
    }

    private Dictionary<ClusterObjects, Cluster> Compiled() =>
        alone.Asked.Select(a => a.Objects).Distinct().ToDictionary(o => o, Cluster.Compile);
}

/// <summary>Flows and what their traces say when nothing was asked before: the cluster compiled anew, on a thread of its own.</summary>
public sealed class TracesAlone
{
    public TracesAlone()
    {
        Asked = [.. OfCases(), .. OfRandomClusters()];
        Said = Array.ConvertAll(Asked, asked => OnOwnThread(asked.Objects, asked.Flow));
    }

    public (ClusterObjects Objects, Flow Flow)[] Asked { get; }

    public string[] Said { get; }

    private static string OnOwnThread(ClusterObjects objects, Flow flow)
    {
        var said = "";
        var thread = new Thread(() => said = Text(Simulator.Run(Cluster.Compile(objects), flow)));
        thread.Start();
        thread.Join();
        return said;
    }

    /// <summary>All that a trace says.</summary>
    public static string Text(Trace trace) =>
        string.Join(
            '\n',
            [
                $"{trace.Verdict} {trace.Status} {trace.Rcode} {trace.Service} {trace.Masquerade} {trace.Location}",
                $"{trace.Request?.Host} {trace.Request?.Path} {trace.Request?.Query} {trace.Request?.Headers.Length}",
                string.Join(", ", trace.Backends),
                string.Join(", ", trace.ServiceShares),
                trace.Answers.IsDefault ? "" : string.Join(", ", trace.Answers),
                .. trace.Hops.Select(h => h.ToString()),
                trace.Explanation,
            ]
        );

    private static IEnumerable<(ClusterObjects, Flow)> OfCases()
    {
        foreach (var subject in CaseFile.All)
        {
            var objects = ManifestReader.Read(subject.Manifests).Objects!;
            foreach (var flow in FlowReader.Read(JsonSerializer.SerializeToElement(subject.Requests), objects).Flows)
                yield return (objects, flow);
        }
    }

    private static IEnumerable<(ClusterObjects, Flow)> OfRandomClusters()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new RandomCluster(seed);
            for (var i = 0; i < 20; i++)
                yield return (random.Objects, random.NextFlow());
        }
    }
}
