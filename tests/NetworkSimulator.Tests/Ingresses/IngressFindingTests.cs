using NetworkSimulator.Findings;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.Ingresses;

public class IngressFindingTests
{
    private static readonly string[] Codes = ["ingress-", "tls-", "alb-", "canary-", "several-default-"];

    public static TheoryData<string> Ids => [.. IngressCase.Findings.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Finds_what_is_wrong_and_names_its_line(string id)
    {
        var subject = IngressCase.Findings.Single(c => c.ToString() == id);
        var read = ManifestReader.Read(subject.Manifests, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        var lines = subject.Manifests.Split('\n');

        var found = ClusterFindings
            .Of(Cluster.Compile(read.Objects))
            .Where(f => Codes.Any(c => f.Code.StartsWith(c, StringComparison.Ordinal)))
            .ToList();

        Assert.All(found, f => Assert.True(f.Line > 0 && f.Document > 0, $"{f} names no place"));
        foreach (var expected in subject.ExpectedFindings)
        {
            var (code, text) = expected.Split(" @ ", 2) is [var c, var t] ? (c, t) : (expected, "");
            var match = found.Find(f => f.Code == code && lines[f.Line - 1].Contains(text, StringComparison.Ordinal));
            Assert.True(match is not null, $"{expected} is not among {Text(found)}");
            found.Remove(match);
        }
        Assert.True(found.Count == 0, $"besides: {Text(found)}");

        string Text(IEnumerable<Finding> findings) =>
            string.Join("\n", findings.Select(f => $"{f.Code} @ {lines[f.Line - 1].Trim()}: {f.Message}"));
    }
}
