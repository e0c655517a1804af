using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.Ingresses;

public class IngressAllocationTests
{
    public static TheoryData<string> Ids => [.. IngressCase.All.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_verdict_alone_allocates_nothing(string id)
    {
        var subject = IngressCase.All.Single(c => c.ToString() == id);
        var read = ManifestReader.Read(subject.Manifests, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(read.IsValid);
        var cluster = Cluster.Compile(read.Objects);
        var flows = FlowReader.Read(JsonSerializer.SerializeToElement(subject.Requests), read.Objects).Flows;
        var wasteful = new List<string>();
        foreach (var flow in flows.Where(f => !NeedsAnotherSpelling((ToUrl)f.To)))
        {
            Simulator.Decide(cluster, flow);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
                Simulator.Decide(cluster, flow);
            var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
            if (allocated > 0)
                wasteful.Add($"{allocated} bytes: {flow}");
        }
        Assert.True(wasteful.Count == 0, string.Join("\n", wasteful));
    }

    /// <summary>Hosts and paths that are compared in another spelling than they are written in.</summary>
    private static bool NeedsAnotherSpelling(ToUrl to) =>
        to.Url.Host.EndsWith('.')
        || to.Url.Path.Contains("/.", StringComparison.Ordinal)
        || to.Headers.Any(h => h.Key == "Host" && h.Value.Contains(':'));
}
