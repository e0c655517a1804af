using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>No input makes reading, compiling or running throw.</summary>
public class HostileInputTests
{
    private const int MostFlows = 12;

    [Property(MaxTest = 500)]
    public void Any_Text_Is_Read_Or_Refused(NonNull<string> text) => AssertSound(text.Get, Manifests.Read(text.Get));

    [Property(MaxTest = 500)]
    public void Any_Text_In_A_Field_Is_Read_Or_Refused(NonNull<string> text)
    {
        var manifests =
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{nodeName: {text.Get}, containers: [{{name: a}}]}}\n";

        AssertSound(manifests, Manifests.Read(manifests));
    }

    [Property(MaxTest = 1000)]
    public Property Mutated_Manifests_Are_Read_And_Run_Or_Refused(int seed)
    {
        var text = new MutatedManifests(seed).Next();

        var result = Manifests.Read(text);

        AssertSound(text, result);
        if (result.IsValid)
            Run(result.Objects);
        return result.IsValid.Classify(result.IsValid, "valid").Or(true);
    }

    [Fact]
    public void Mutations_Leave_Enough_Manifests_Valid_To_Mean_Something()
    {
        var valid = Enumerable.Range(0, 300).Count(seed => Manifests.Read(new MutatedManifests(seed).Next()).IsValid);

        Assert.InRange(valid, 15, 285);
    }

    [Theory]
    [InlineData("...\n")]
    [InlineData("\"\\U99999999\"")]
    [InlineData("\"\\xZZ\"")]
    [InlineData("%TAG ! x\n%TAG ! x\n---\na")]
    [InlineData("%YAML 9.9\n---\na")]
    [InlineData("a: !<")]
    [InlineData("&")]
    [InlineData("*")]
    [InlineData("--- >9999\n")]
    [InlineData("? ? ?")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"\\ud800\": 1}")]
    [InlineData("[[[")]
    [InlineData(" : a")]
    [InlineData("a: 1\n---\n  : b\n  : c")]
    [InlineData("\0")]
    public void Odd_Texts_Are_Refused_Or_Hold_Nothing(string text)
    {
        var result = Manifests.Read(text);

        AssertSound(text, result);
        Assert.True(!result.IsValid || result.Objects.Pods.IsEmpty);
    }

    private static void AssertSound(string text, ManifestResult result)
    {
        Assert.Equal(result.Errors.IsEmpty, result.IsValid);
        Assert.True(result.Errors.Length <= ManifestLimits.Default.MaxErrors + 1);
        // The parser takes rare characters for line ends too.
        var lines = text.Count(c => c is '\n' or '\r' or '\x85' or '\u2028' or '\u2029') + 1;
        Assert.All(
            result.Errors.Where(e => e.Document > 0),
            e => Assert.True(e.Line >= 1 && e.Line <= lines && e.Column >= 1, $"{e} in {lines} lines")
        );
    }

    private static void Run(ClusterObjects objects)
    {
        var cluster = Cluster.Compile(objects);
        foreach (var flow in Flows(objects).Take(MostFlows))
        {
            var trace = Simulator.Run(cluster, flow);
            Assert.Equal(trace.Verdict, Simulator.Decide(cluster, flow));
        }
    }

    private static IEnumerable<Flow> Flows(ClusterObjects objects)
    {
        var outside = new FromExternal(IpAddress.Parse("203.0.113.7"));
        _ = HttpUrl.TryParse("http://shop.example/api/x", out var url, out _);
        yield return new(outside, new ToUrl(url) { Via = new ViaIngressClass("nginx") });
        foreach (var node in objects.Nodes)
            yield return new(outside, new ToAddress(node.InternalIPs.FirstOrDefault(), 30080));
        foreach (var pod in objects.Pods)
        {
            yield return new(new FromPod(pod.Key), new ToName("web.shop"));
            foreach (var service in objects.Services)
                yield return new(new FromPod(pod.Key), new ToService(service.Key, 80));
        }
    }
}
