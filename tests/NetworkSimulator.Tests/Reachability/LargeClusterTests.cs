using NetworkSimulator.Reachability;
using NetworkSimulator.Reference;

namespace NetworkSimulator.Tests.Reachability;

/// <summary>A cluster of 10,000 Pods and 2,000 policies.</summary>
[Collection(nameof(Alone))]
public class LargeClusterTests(ITestOutputHelper output)
{
    private const long Mebibyte = 1 << 20;

    [Fact]
    public void A_page_of_it_is_counted_in_full_without_holding_it_in_memory()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var cluster = ReachabilityCaseTests.Read(new LargeCluster(1, seed: 7).Manifests());
        var held = GC.GetTotalMemory(forceFullCollection: true);

        var analysis = ReachabilityAnalysis.Of(cluster);
        var listing = ReachabilityListing.Of(analysis, null, 500, 1_000, cancellation);

        held = GC.GetTotalMemory(forceFullCollection: true) - held;
        output.WriteLine($"{listing.Total} connections, {held / Mebibyte} MiB held");
        Assert.False(analysis.IsTooMuch);
        Assert.Equal(1_000, listing.Connections.Length);
        Assert.True(listing.HasMore);
        Assert.InRange(listing.Namespaces.Sum(n => n.Connections), listing.Total * 9 / 10, listing.Total);
        Assert.True(held < 100 * Mebibyte, $"{held / Mebibyte} MiB held");
        GC.KeepAlive(analysis);
    }
}
