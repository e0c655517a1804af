using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Simulations;
using NetworkSimulator;
using NetworkSimulator.Diagnosis;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Manifests.Diagnosis;

namespace KnowledgeApi.Diagnosis;

/// <summary>Says why a request in the caller's own manifests does not do what was meant, and what makes it so.</summary>
public sealed class DiagnosisDesk(SimulationDesk desk)
{
    private static readonly string[] Expectable =
    [
        .. typeof(SimulationResult)
            .GetProperties()
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .Except(["explanation", "hops"]),
    ];

    public Task<Outcome<DiagnosisReport>> Diagnose(
        string manifests,
        JsonElement intent,
        CancellationToken cancellationToken
    ) => desk.InTurn(() => Run(manifests, intent, cancellationToken), cancellationToken);

    private Outcome<DiagnosisReport> Run(string manifests, JsonElement intent, CancellationToken cancellationToken)
    {
        var read = desk.Read(manifests, cancellationToken);
        if (!read.IsValid)
            return SimulationDesk.Refused("The manifests cannot be diagnosed as they are", read.Errors);
        if (intent.ValueKind != JsonValueKind.Object)
            return Wrong("intent", "This is no object.", "a request with from, to and expect");
        var expect = Expect(intent);
        if (Faults(expect) is { Length: > 0 } faults)
            return SimulationDesk.Refused("The intent cannot be diagnosed as it is", faults);
        var flows = FlowReader.Read(intent, read.Objects, "intent");
        if (!flows.IsValid)
            return SimulationDesk.Refused("The intent cannot be diagnosed as it is", flows.Errors);
        var cluster = Cluster.Compile(read.Objects);
        var found = Diagnoser.Diagnose(
            manifests,
            cluster,
            flows.Flows[0],
            GoalOf(expect),
            desk.Most,
            cancellationToken
        );
        return DiagnosisReport.Of(cluster, flows.Flows[0], expect, found);
    }

    /// <summary>What is expected: that the request arrives, where nothing is said.</summary>
    private static JsonElement Expect(JsonElement intent) =>
        intent.TryGetProperty("expect", out var expect) && expect.ValueKind != JsonValueKind.Null
            ? expect
            : JsonSerializer.SerializeToElement(
                intent.TryGetProperty("to", out var to)
                && to.ValueKind == JsonValueKind.Object
                && to.TryGetProperty("dns", out _)
                    ? new JsonObject { ["rcode"] = "NOERROR" }
                    : new JsonObject { ["verdict"] = "delivered" }
            );

    private static ImmutableArray<ManifestError> Faults(JsonElement expect)
    {
        if (expect.ValueKind != JsonValueKind.Object || !expect.EnumerateObject().Any())
            return [Error("intent.expect", "This names nothing.", "an object such as {\"verdict\": \"delivered\"}")];
        var faults = ImmutableArray.CreateBuilder<ManifestError>();
        foreach (var field in expect.EnumerateObject())
            if (!Expectable.Contains(field.Name))
                faults.Add(
                    Error(
                        $"intent.expect.{Shown.Text(field.Name)}",
                        "A result has no such field.",
                        $"one of {string.Join(", ", Expectable)}"
                    )
                );
        if (expect.TryGetProperty("verdict", out var verdict) && VerdictOf(expect) is null)
            faults.Add(
                Error(
                    "intent.expect.verdict",
                    $"This is {Shown.Text(verdict.ToString())}.",
                    $"one of {string.Join(", ", EnumNames<Verdict>.All)}"
                )
            );
        return faults.ToImmutable();
    }

    private static DiagnosisGoal GoalOf(JsonElement expect)
    {
        ImmutableArray<string> backends =
            expect.TryGetProperty("backends", out var listed) && listed.ValueKind == JsonValueKind.Array
                ? [.. listed.EnumerateArray().Select(item => item.ToString())]
                : [];
        return new(
            VerdictOf(expect),
            backends,
            (cluster, flow, trace) => Expectation.Differences(expect, SimulationResult.Of(cluster, flow, trace)).IsEmpty
        );
    }

    private static Verdict? VerdictOf(JsonElement expect) =>
        expect.TryGetProperty("verdict", out var verdict) && verdict.ValueKind == JsonValueKind.String
            ? EnumNames<Verdict>.Find(verdict.GetString()!)
            : null;

    private static Fault Wrong(string field, string message, string expected) =>
        SimulationDesk.Refused("The intent cannot be diagnosed as it is", [Error(field, message, expected)]);

    private static ManifestError Error(string field, string message, string expected) =>
        new(0, 0, 0, field, message, expected);
}
