using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Flows;
using NetworkSimulator.Reference;

namespace NetworkSimulator.Tests;

/// <summary>On random clusters the simulator answers as a reference does that scans all objects and compares label by label.</summary>
public class OracleTests
{
    private const int FlowsPerCluster = 40;

    [Property(MaxTest = 200)]
    public FsCheck.Property The_verdict_is_the_references(int seed)
    {
        var random = new RandomCluster(seed);
        var cluster = Cluster.Compile(random.Objects);
        for (var i = 0; i < FlowsPerCluster; i++)
        {
            var flow = random.NextFlow();
            var expected = NaiveSimulator.Decide(random.Objects, flow);
            var trace = Simulator.Run(cluster, flow);
            if (trace.Verdict != expected || Simulator.Decide(cluster, flow) != expected)
                return false.Label($"{flow} is {expected} by the reference, {trace.Verdict}: {trace.Explanation}");
        }
        return true.ToProperty();
    }

    [Fact]
    public void Random_flows_meet_every_outcome_often_enough_to_mean_something()
    {
        var verdicts = Enumerable
            .Range(0, 200)
            .Select(seed => new RandomCluster(seed))
            .SelectMany(r =>
                Enumerable.Range(0, FlowsPerCluster).Select(_ => NaiveSimulator.Decide(r.Objects, r.NextFlow()))
            )
            .CountBy(v => v)
            .ToDictionary(c => c.Key, c => c.Value);

        var all = verdicts.Values.Sum();
        Assert.All(
            [Verdict.Delivered, Verdict.Denied, Verdict.Refused],
            v => Assert.True(verdicts[v] * 5 >= all, $"{v} makes {verdicts[v]} of {all}")
        );
    }
}
