using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using Microsoft.Extensions.Options;
using NetworkSimulator.Capacity;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Capacity;

/// <summary>Answers a request given as JSON, of a caller or of a scenario.</summary>
public sealed class CapacityRunner(SimulationDesk desk, IOptions<CapacityOptions> options)
{
    private readonly CapacityLimits limits = new() { Nodes = options.Value.MaxNodes, Pods = options.Value.MaxPods };

    /// <param name="field">Where the request stands in what the caller sent; empty when it is all of it.</param>
    /// <param name="own">The cluster beside the request, for one without manifests.</param>
    public Outcome<CapacityAnswer> Run(
        JsonElement json,
        string field,
        ClusterObjects? own,
        CancellationToken cancellationToken
    )
    {
        var (request, faults) = CapacityRequestReader.Read(json, limits, field, own is not null);
        var errors = new List<ManifestErrorView>();
        var objects = own;
        if (request.Manifests is { } manifests)
        {
            var read = desk.Read(manifests, cancellationToken);
            objects = read.Objects;
            errors.AddRange(read.Errors.Select(ManifestErrorView.Of));
        }
        faults.AddRange(CapacityFaults.Of(request, objects, limits, field, faults));
        errors.InsertRange(0, faults.Select(ManifestErrorView.Of));
        return errors.Count > 0 ? PlanFault.Of(errors) : CapacityAnswer.Of(request, objects, limits);
    }
}
