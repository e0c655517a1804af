using System.Collections.Immutable;
using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests.Requests;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests;

/// <summary>
/// Reads requests such as <c>{from: {pod: x/a}, to: {service: x/b, port: 80}}</c> and checks them against a cluster.
/// </summary>
/// <remarks>Keys of a request beside <c>from</c> and <c>to</c>, such as <c>expect</c>, are the caller's business.</remarks>
public static class FlowReader
{
    /// <summary>Reads requests from JSON.</summary>
    /// <param name="requests">A list of requests, or a single one.</param>
    /// <param name="objects">The cluster that the requests refer to.</param>
    /// <param name="path">What errors call the value, such as <c>requests</c>; their lines are 0.</param>
    public static FlowReadResult Read(JsonElement requests, ClusterObjects objects, string path = "requests")
    {
        ArgumentNullException.ThrowIfNull(objects);
        return Read(requests, path, new References(objects));
    }

    /// <summary>
    /// What is wrong with requests beside manifests that have errors themselves, so that a caller learns of both at once:
    /// their shape, and names that nothing has which could be read.
    /// </summary>
    /// <param name="requests">A list of requests, or a single one.</param>
    /// <param name="manifests">The manifests with errors.</param>
    /// <param name="path">What errors call the value; their lines are 0.</param>
    public static ImmutableArray<ManifestError> Check(
        JsonElement requests,
        ManifestResult manifests,
        string path = "requests"
    )
    {
        ArgumentNullException.ThrowIfNull(manifests);
        return Read(requests, path, new References(manifests.Readable, isComplete: false)).Errors;
    }

    /// <summary>Reads requests from a field of YAML or JSON text, such as the front matter of a scenario.</summary>
    /// <param name="text">One document, a mapping.</param>
    /// <param name="field">The field with a list of requests, or a single one; where it is absent there are none.</param>
    /// <param name="objects">The cluster that the requests refer to.</param>
    /// <returns>The flows, or errors with lines in the text.</returns>
    public static FlowReadResult Read(string text, string field, ClusterObjects objects)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(objects);
        var limits = ManifestLimits.Default;
        var errors = new ErrorList(limits.MaxErrors);
        var result = new FlowReadResult();
        DocumentText.Read(
            text,
            new(errors, limits),
            limits,
            tree =>
            {
                if (tree.Number == 1 && !tree.IsBroken)
                    result = ReadField(tree, field, new(objects));
            },
            CancellationToken.None
        );
        return errors.IsEmpty ? result : Failed(errors);
    }

    private static FlowReadResult Read(JsonElement requests, string path, References references)
    {
        var errors = new ErrorList(ManifestLimits.Default.MaxErrors);
        var tree = new DocumentTree(errors, ManifestLimits.Default);
        return JsonTree.Fill(tree, path, requests) ? ReadField(tree, path, references) : Failed(errors);
    }

    private static FlowReadResult ReadField(DocumentTree tree, string field, References references)
    {
        var requests = Field.Root(tree).AsMapping()[field];
        var reader = new RequestReader(references);
        var flows = ImmutableArray.CreateBuilder<Flow>();
        if (requests.Exists && requests.Kind == NodeKind.Mapping)
            Add(requests);
        else
            foreach (var request in requests.AsItems())
                Add(request);
        return tree.Errors.IsEmpty ? new() { Flows = flows.DrainToImmutable() } : Failed(tree.Errors);

        void Add(Field request)
        {
            if (request.AsMapping().Exists && reader.Read(request) is { } flow)
                flows.Add(flow);
        }
    }

    private static FlowReadResult Failed(ErrorList errors) => new() { Errors = errors.ToImmutable() };
}
