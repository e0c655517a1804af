using System.Globalization;
using NetworkSimulator.Findings;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;
using static NetworkSimulator.Tests.NetworkPolicies.Made;

namespace NetworkSimulator.Tests.NetworkPolicies;

/// <summary>Selectors times Pods grow faster than any text: what does not fit into tables is answered all the same.</summary>
[Collection(nameof(Alone))]
public class PolicyLimitsTests
{
    private const int Count = 4000;

    [Fact]
    public void Many_policies_for_many_pods_take_no_gigabytes()
    {
        // Every Pod has a label of its own; every policy selects all Pods but one and admits all Pods but three.
        var objects = new ClusterObjects
        {
            Namespaces = [Namespace("shop")],
            Pods = [.. Enumerable.Range(0, Count).Select(MakePod)],
            NetworkPolicies = [.. Enumerable.Range(0, Count).Select(MakePolicy)],
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var cluster = Cluster.Compile(objects);

        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        Assert.True(held < 256, $"the cluster holds {held.ToString(CultureInfo.InvariantCulture)} MiB");
        Assert.Equal(Verdict.Delivered, Ask(cluster, 1, 2, 80));
        Assert.Equal(Verdict.Delivered, Ask(cluster, Count - 1, Count - 2, 80));
        Assert.Equal(Verdict.Denied, Ask(cluster, 1, 2, 81));
        Assert.Equal(Verdict.Denied, Ask(cluster, 0, 2, 80));
        // One port only the first policy opens, another only the last.
        Assert.Equal(Verdict.Delivered, Ask(cluster, Count / 2, 2, 1000));
        Assert.Equal(Verdict.Delivered, Ask(cluster, Count / 2, 2, 999 + Count));
        Assert.NotNull(ClusterFindings.Of(cluster).ToString());
    }

    private static Verdict? Ask(Cluster cluster, int from, int to, int port)
    {
        var flow = new Flow(new FromPod(Key(from)), new ToPod(Key(to), port));
        var trace = Simulator.Run(cluster, flow);
        Assert.Equal(trace.Verdict, Simulator.Decide(cluster, flow));
        Assert.True(trace.Explanation.Length < 20_000, "an explanation stays readable");
        return trace.Verdict;
    }

    private static string Key(int number) => $"shop/p{number.ToString(CultureInfo.InvariantCulture)}";

    private static Pod MakePod(int number) =>
        Pod(Key(number), $"{Label(number)}=x", "10.0.0.1") with
        {
            PodIPs = [IpAddress.FromV4(0x0AF40000u + (uint)number)],
        };

    private static NetworkPolicy MakePolicy(int number) =>
        Ingress(
            Key(number),
            "",
            Rule(
                12,
                [.. Enumerable.Range(1, 10).Select(i => Peer(number, (number + i) % Count))],
                Port(80),
                Port(1000 + number)
            )
        ) with
        {
            PodSelector = Without(number),
        };

    private static NetworkPolicyPeer Peer(int a, int b) => new(Without(0, a, b), Selector(""), null, 13);

    private static LabelSelector Without(params int[] numbers) =>
        new([.. numbers.Select(n => new LabelRequirement(Label(n), LabelOperator.DoesNotExist, [], 0))], 11);

    private static string Label(int number) => $"l{number.ToString(CultureInfo.InvariantCulture)}";
}
