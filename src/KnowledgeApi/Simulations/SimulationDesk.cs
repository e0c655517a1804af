using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using Microsoft.Extensions.Options;
using NetworkSimulator;
using NetworkSimulator.Manifests;

namespace KnowledgeApi.Simulations;

/// <summary>Runs requests in a cluster of the caller's own manifests.</summary>
public sealed class SimulationDesk(IOptions<LimitOptions> limits) : IDisposable
{
    // Reading manifests keeps a core busy and holds them in memory: more at once than cores gains nothing.
    private readonly SemaphoreSlim places = new(Math.Max(2, Environment.ProcessorCount));

    /// <summary>How large manifests may be: no larger than a submission.</summary>
    public ManifestLimits Most { get; } = new() { MaxBytes = (int)Math.Min(int.MaxValue, limits.Value.SimulationBody) };

    /// <summary>Waits for a core, so that many large submissions at once queue up instead of filling memory.</summary>
    public async Task<T> InTurn<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            places.Release();
        }
    }

    public Task<Outcome<SimulationReport>> Run(
        string manifests,
        JsonElement requests,
        CancellationToken cancellationToken
    ) =>
        InTurn(
            () =>
            {
                var read = Read(manifests, cancellationToken);
                return read.IsValid
                    ? Ask(CompiledManifests.Of(read.Objects), requests, cancellationToken).Select(run => run.Report)
                    : Refused(
                        "The manifests cannot be simulated as they are",
                        TooMany(requests) is null ? [.. read.Errors, .. FlowReader.Check(requests, read)] : read.Errors
                    );
            },
            cancellationToken
        );

    /// <summary>Reads manifests no larger than a submission may be.</summary>
    public ManifestResult Read(string manifests, CancellationToken cancellationToken) =>
        ManifestReader.Read(manifests, Most, cancellationToken);

    /// <summary>Reads and compiles manifests; every error of theirs at once.</summary>
    public Outcome<CompiledManifests> Compile(string manifests, CancellationToken cancellationToken)
    {
        var read = Read(manifests, cancellationToken);
        return read.IsValid
            ? CompiledManifests.Of(read.Objects)
            : Refused("The manifests cannot be simulated as they are", read.Errors);
    }

    /// <summary>Runs requests in compiled manifests; every error of theirs at once.</summary>
    public Outcome<SimulationRun> Ask(
        CompiledManifests compiled,
        JsonElement requests,
        CancellationToken cancellationToken
    )
    {
        if (TooMany(requests) is { } fault)
            return fault;
        var read = FlowReader.Read(requests, compiled.Cluster.Objects);
        if (!read.IsValid)
            return Refused("The requests cannot be run as they are", read.Errors);
        var results = ImmutableArray.CreateBuilder<SimulationResult>(read.Flows.Length);
        foreach (var flow in read.Flows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(SimulationResult.Of(compiled.Cluster, flow, Simulator.Run(compiled.Cluster, flow)));
        }
        return new SimulationRun(compiled, results.ToImmutable());
    }

    private Fault? TooMany(JsonElement requests) =>
        requests.ValueKind == JsonValueKind.Array && requests.GetArrayLength() > limits.Value.SimulationRequests
            ? new(
                StatusCodes.Status422UnprocessableEntity,
                $"At most {limits.Value.SimulationRequests:N0} requests are run at once; these are {requests.GetArrayLength():N0}."
            )
            : null;

    /// <summary>What is wrong with manifests or requests, each error with its place.</summary>
    public static Fault Refused(string what, ImmutableArray<ManifestError> errors) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            $"{what}: {errors.Length} {(errors.Length == 1 ? "error" : "errors")}, each with its place and what was expected in errors. The first: {errors[0].Message}",
            Errors: [.. errors.Select(ManifestErrorView.Of)]
        );

    public void Dispose() => places.Dispose();
}

/// <summary>Results of requests in one cluster.</summary>
public sealed record SimulationRun(CompiledManifests Compiled, ImmutableArray<SimulationResult> Results)
{
    public SimulationReport Report => new(Results, Compiled.Findings, Compiled.NotSimulated);
}

/// <summary>One error of a submission; a part without place, such as a request in JSON, has line and column left out.</summary>
public sealed record ManifestErrorView(
    int? Document,
    int? Line,
    int? Column,
    string? Field,
    string Message,
    string Expected
)
{
    public static ManifestErrorView Of(ManifestError error) =>
        new(
            error.Document == 0 ? null : error.Document,
            error.Line == 0 ? null : error.Line,
            error.Column == 0 ? null : error.Column,
            error.Field.Length == 0 ? null : error.Field,
            error.Message,
            error.Expected
        );

    public static ManifestErrorView Of(PlanError error) =>
        new(null, null, null, error.Field.Length == 0 ? null : error.Field, error.Message, error.Expected);
}
