using System.Text.Json;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Diagnosis;
using NetworkSimulator.Manifests;
using NetworkSimulator.Manifests.Diagnosis;
using NetworkSimulator.Tests.Cases;

namespace NetworkSimulator.Tests.Diagnosis;

/// <summary>Whatever the manifests and the request, a diagnosis ends, names a cause, and proposes only what holds.</summary>
public class DiagnoserPropertyTests
{
    [Property(MaxTest = 150)]
    public FsCheck.Property Every_fix_holds_for_any_request(int seed)
    {
        var random = new Random(seed);
        var subject = CaseFile.All[random.Next(CaseFile.All.Count)];
        var text = random.Next(3) == 0 ? subject.Manifests.ReplaceLineEndings("\r\n") : subject.Manifests;
        var read = ManifestReader.Read(text);
        var request = subject.Requests[random.Next(subject.Requests.Count)];
        var flow = FlowReader.Read(JsonSerializer.SerializeToElement(request), read.Objects!).Flows[0];
        var goal = random.Next(2) == 0 ? DiagnosisGoal.Delivered : DiagnosisGoal.Denied;

        var found = Diagnoser.Diagnose(text, Cluster.Compile(read.Objects!), flow, goal);

        if (found.IsAsMeant)
            return (found.Fixes.IsEmpty && found.Causes.IsEmpty).ToProperty();
        foreach (var fix in found.Fixes)
        {
            var after = ManifestReader.Read(fix.Manifests);
            if (!after.IsValid || Simulator.Decide(Cluster.Compile(after.Objects), fix.Request) != goal.Verdict)
                return false.Label($"{subject}: {fix.Title}");
        }
        return (found.Fixes.IsEmpty == found.Note.Length > 0).Label($"{subject}: {found.Note}");
    }
}
