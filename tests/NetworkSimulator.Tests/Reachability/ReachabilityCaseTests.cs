using System.Runtime.CompilerServices;
using NetworkSimulator.Manifests;
using NetworkSimulator.Reachability;
using NetworkSimulator.Reachability.Formats;
using NetworkSimulator.Tests.Cases;

namespace NetworkSimulator.Tests.Reachability;

/// <summary>Runs the cases of the YAML file beside this one.</summary>
public class ReachabilityCaseTests
{
    public static TheoryData<string> Ids => [.. ReachabilityCase.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Lists_what_netpol_analyzer_lists(string id)
    {
        var subject = ReachabilityCase.All.Single(c => c.Id == id);
        var analysis = ReachabilityAnalysis.Of(Read(subject.Manifests));
        var focus = subject.Focus is null ? null : ReachabilityFocus.Find(analysis, subject.Focus);

        Assert.Equal(subject.Focus is null, focus is null);
        Assert.Equal(
            subject.Lines,
            ReachabilityText.Of(
                ReachabilityListing.Of(analysis, focus, cancellationToken: TestContext.Current.CancellationToken)
            )
        );
    }

    internal static Cluster Read(string manifests)
    {
        var read = ManifestReader.Read(manifests);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        return Cluster.Compile(read.Objects);
    }
}

internal sealed record ReachabilityCase(string Id, string Manifests, string? Focus, string Lines)
{
    public static IReadOnlyList<ReachabilityCase> All { get; } = [.. Load()];

    private static IEnumerable<ReachabilityCase> Load([CallerFilePath] string path = "")
    {
        var root = CaseFile.Load(Path.Combine(Path.GetDirectoryName(path)!, "cases.yaml"));
        foreach (var item in root["cases"]!.AsArray())
            yield return new(
                (string)item!["id"]!,
                (string)item["manifests"]!,
                (string?)item["focus"],
                (string)item["lines"]!
            );
    }
}
