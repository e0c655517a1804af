using NetworkSimulator;
using NetworkSimulator.Manifests;
using NetworkSimulator.Reachability;
using NetworkSimulator.Reference;

namespace Benchmarks.Ratios;

/// <summary>What it costs to say who can reach whom in a large cluster, beside reading and compiling it.</summary>
public static class ReachabilityRatios
{
    public static void Run()
    {
        // Every Pod is a workload of its own, on a node whose addresses policies tell from others: the worst case.
        var text = new LargeCluster(1, seed: 7).Manifests();
        var cluster = Read(text);
        var listing = ReachabilityListing.Of(ReachabilityAnalysis.Of(cluster), limit: 1_000);
        var rounds = new Rounds()
            .Add("read", 1, () => Read(text))
            .Add("list", 1, () => ReachabilityListing.Of(ReachabilityAnalysis.Of(cluster), limit: 1_000))
            .Add("diff", 1, () => ReachabilityDiff.Of(cluster, cluster))
            .Run(3);
        Console.WriteLine(
            $"{listing.Total:N0} connections listed in {rounds.Nanoseconds("list") / 1e6:0} ms on this machine"
        );
        Rounds.Print("listing / reading and compiling", rounds.Ratio("list", "read"), "at most 6");
        Rounds.Print("diff / reading and compiling", rounds.Ratio("diff", "read"), "at most 12");
    }

    private static Cluster Read(string text) => Cluster.Compile(ManifestReader.Read(text).Objects!);
}
