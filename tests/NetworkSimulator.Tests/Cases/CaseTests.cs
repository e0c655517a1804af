using System.Text.Json;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.Cases;

public class CaseTests
{
    public static TheoryData<string> Ids => [.. CaseFile.All.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_upstream_does(string id)
    {
        var subject = CaseFile.All.Single(c => c.ToString() == id);
        var read = ManifestReader.Read(subject.Manifests, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        var cluster = Cluster.Compile(read.Objects);

        var requests = FlowReader.Read(JsonSerializer.SerializeToElement(subject.Requests), read.Objects);
        Assert.True(requests.IsValid, string.Join("\n", requests.Errors));

        var differences = new List<string>();
        foreach (var (request, flow) in subject.Requests.Zip(requests.Flows))
        {
            var trace = Simulator.Run(cluster, flow);
            foreach (var difference in Expectation.Differences(request["expect"]!.AsObject(), trace))
                differences.Add(
                    $"{request["from"]!.ToJsonString()} → {request["to"]!.ToJsonString()}: {difference} ({trace.Explanation})"
                );
            if (Simulator.Decide(cluster, flow) is var verdict && verdict != trace.Verdict)
                differences.Add($"{flow}: the verdict alone is {verdict}, with its trace {trace.Verdict}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }
}
