using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Simulations;
using NetworkSimulator;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests.Diagnosis;
using NetworkSimulator.Reachability;

namespace KnowledgeApi.Diagnosis;

/// <summary>Why a request does not do what was meant, and what makes it so.</summary>
/// <param name="AsMeant">Whether it does what was meant already.</param>
/// <param name="Result">What becomes of it.</param>
/// <param name="Differences">A sentence for each way in which that is not what was meant.</param>
/// <param name="Causes">What stands in the way, in the order in which the request meets it.</param>
/// <param name="Fixes">Changes that make it so, the smallest first; each has been run.</param>
/// <param name="Note">Where there is no fix: why none was found.</param>
/// <param name="Tried">How many changes were run.</param>
public sealed record DiagnosisReport(
    bool AsMeant,
    SimulationResult Result,
    ImmutableArray<string> Differences,
    ImmutableArray<HopView> Causes,
    ImmutableArray<FixView> Fixes,
    string? Note,
    int Tried
)
{
    public static DiagnosisReport Of(Cluster cluster, Flow flow, JsonElement expect, RequestDiagnosis diagnosis)
    {
        var result = SimulationResult.Of(cluster, flow, diagnosis.Trace);
        return new(
            diagnosis.IsAsMeant,
            result,
            Expectation.Differences(expect, result),
            [.. diagnosis.Causes.Select(HopView.Of)],
            [.. diagnosis.Fixes.Select(FixView.Of)],
            diagnosis.Note.Length == 0 ? null : diagnosis.Note,
            diagnosis.Tries
        );
    }
}

/// <summary>A change that makes the request do what was meant.</summary>
/// <param name="Title">What to do.</param>
/// <param name="Object">The object that changes first, as <c>Kind NS/NAME</c>; absent where only the request changes.</param>
/// <param name="Document">Number of its document, from 1; absent for a new one.</param>
/// <param name="Line">The first line that changes, from 1.</param>
/// <param name="Before">The lines that go.</param>
/// <param name="After">The lines that come.</param>
/// <param name="Patch">The change as <c>patch</c> and <c>git apply</c> read it, for a file manifests.yaml.</param>
/// <param name="Request">What the request asks for then, where that changes.</param>
/// <param name="Proof">What becomes of the request then, by running it.</param>
/// <param name="AlsoChanges">What else the change does: other connections, by workload, and other Services.</param>
/// <param name="OtherConnections">How many other connections change; absent where the cluster is too large to tell.</param>
public sealed record FixView(
    string Title,
    string? Object,
    int? Document,
    int? Line,
    string? Before,
    string? After,
    string? Patch,
    string? Request,
    ProofView Proof,
    ImmutableArray<string> AlsoChanges,
    int? OtherConnections
)
{
    public static FixView Of(Fix fix)
    {
        var first = fix.Steps.SelectMany(step => step.Changes).FirstOrDefault();
        var isText = fix.Diff.Patch.Length > 0;
        return new(
            fix.Title,
            first?.Object,
            first is { Source.Document: > 0 } ? first.Source.Document : null,
            isText ? fix.Diff.Line : null,
            isText ? string.Join('\n', fix.Diff.Before) : null,
            isText ? string.Join('\n', fix.Diff.After) : null,
            isText ? fix.Diff.Patch : null,
            fix.Steps.Any(step => step.Request is not null) ? Asked(fix.Request.To) : null,
            new(
                fix.Proof.Verdict,
                fix.Proof.Rcode?.ToString().ToUpperInvariant(),
                Backends(fix.Proof),
                fix.Proof.Explanation
            ),
            [.. fix.Connections.Select(Words), .. fix.Services],
            fix.OtherConnections < 0 ? null : fix.OtherConnections
        );
    }

    private static ImmutableArray<string>? Backends(Trace trace) =>
        trace.Backends.IsEmpty ? null : [.. trace.Backends.Select(backend => backend.Name)];

    private static string Words(ReachabilityChange change) =>
        $"{change.From} => {change.To} : {change.Before} becomes {change.After}";

    private static string Asked(FlowTarget target) =>
        target switch
        {
            ToUrl to => to.Url.ToString(),
            ToService to => $"Service {to.Key}, port {to.Port}/{to.Protocol}",
            ToName to => to.Name,
            ToPod to => $"Pod {to.Key}, port {to.Port}/{to.Protocol}",
            ToAddress to => $"{to.Address}, port {to.Port}/{to.Protocol}",
            _ => "",
        };
}

/// <summary>What becomes of the request after a change.</summary>
public sealed record ProofView(Verdict? Verdict, string? Rcode, ImmutableArray<string>? Backends, string Explanation);
