using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetworkSimulator.Diagnosis;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Manifests.Diagnosis;
using NetworkSimulator.Tests.Cases;

namespace NetworkSimulator.Tests.Diagnosis;

/// <summary>Runs the cases of the YAML file beside this one.</summary>
public class DiagnoserTests
{
    private static readonly JsonObject File = CaseFile.Load(PathOf("cases.yaml"));

    public static TheoryData<string> Ids => [.. File["cases"]!.AsArray().Select(c => (string)c!["id"]!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_cause_is_named_and_the_smallest_fix_holds_when_it_is_run(string id)
    {
        var subject = File["cases"]!.AsArray().Single(c => (string)c!["id"]! == id)!;
        var text = (string)subject["manifests"]!;
        var (cluster, flow) = Read(text, subject["intent"]!);
        var expect = subject["intent"]!["expect"]?.AsObject() ?? new JsonObject { ["verdict"] = "delivered" };
        var goal = new DiagnosisGoal(
            (string?)expect["verdict"] == "denied" ? Verdict.Denied : Verdict.Delivered,
            [],
            (_, _, trace) => !Expectation.Differences(expect, trace).Any()
        );

        var found = Diagnoser.Diagnose(
            text,
            cluster,
            flow,
            goal,
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.False(found.IsAsMeant);
        Assert.Contains((string)subject["cause"]!, found.Causes[0].Reason, StringComparison.Ordinal);
        if (subject["fix"] is null)
        {
            Assert.Empty(found.Fixes);
            Assert.Contains((string)subject["note"]!, found.Note, StringComparison.Ordinal);
            return;
        }
        var told = string.Join("\n", found.Fixes.Select(fix => $"{fix.Title}\n{fix.Diff.Patch}"));
        Assert.True(found.Fixes.Length > 0, found.Causes[^1].Reason);
        Assert.True(found.Fixes[0].Title.Contains((string)subject["fix"]!, StringComparison.Ordinal), told);
        if (subject["after"] is { } after)
            Assert.True(found.Fixes[0].Diff.After.Contains((string)after!), told);
        if (subject["before"] is { } before)
            Assert.True(found.Fixes[0].Diff.Before.Contains((string)before!), told);
        Assert.Equal((int?)subject["steps"] ?? 1, found.Fixes[0].Steps.Length);
        foreach (var fix in found.Fixes)
        {
            // Proven once more here: read anew, compiled anew and run.
            var read = ManifestReader.Read(fix.Manifests, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(read.IsValid, $"{fix.Title}\n{fix.Manifests}");
            var trace = Simulator.Run(Cluster.Compile(read.Objects), fix.Request);
            Assert.True(!Expectation.Differences(expect, trace).Any(), $"{fix.Title}: {trace.Explanation}");
            Assert.Equal(fix.Manifests.TrimEnd(), Patched(text, fix.Diff.Patch).TrimEnd());
        }
    }

    private static (Cluster Cluster, Flow Flow) Read(string text, JsonNode intent)
    {
        var read = ManifestReader.Read(text);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        var flows = FlowReader.Read(JsonSerializer.SerializeToElement(intent), read.Objects);
        Assert.True(flows.IsValid, string.Join("\n", flows.Errors));
        return (Cluster.Compile(read.Objects), flows.Flows[0]);
    }

    /// <summary>Applies a patch as <c>patch</c> does, trusting its line numbers and checking what it takes away.</summary>
    private static string Patched(string text, string patch)
    {
        var (old, result, at) = (text.TrimEnd('\n').Split('\n'), new List<string>(), 0);
        foreach (var line in patch.TrimEnd('\n').Split('\n').Skip(2))
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                var start = int.Parse(line.Split(['-', ','])[1], null) - 1;
                result.AddRange(old[at..start]);
                at = start;
            }
            else if (line[0] == '+')
                result.Add(line[1..]);
            else
            {
                Assert.Equal(old[at++], line[1..]);
                if (line[0] == ' ')
                    result.Add(line[1..]);
            }
        result.AddRange(old[at..]);
        return string.Join('\n', result);
    }

    private static string PathOf(string name, [CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, name);
}
