using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Which Endpoints objects count: those that Kubernetes' mirroring controller would make slices of.</summary>
internal static class Mirroring
{
    private const string SkipLabel = "endpointslice.kubernetes.io/skip-mirror";
    private const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";

    public static IEnumerable<EndpointSlice> Of(ClusterDraft draft)
    {
        // Endpoints of a Service with a selector are kept by another controller, which writes slices itself.
        var selectorless = draft.Services.Where(s => s.Service.Selector is null).Select(s => s.Service.Key).ToHashSet();
        var mirrored = draft
            .EndpointSlices.Where(s => s.Metadata.Labels[ManagedByLabel] == "endpointslicemirroring-controller.k8s.io")
            .Select(s => $"{s.Namespace}/{s.ServiceName}")
            .ToHashSet();
        return draft.MirroredEndpoints.Where(slice =>
            $"{slice.Namespace}/{slice.ServiceName}" is var service
            && selectorless.Contains(service)
            && !mirrored.Contains(service)
            && slice.Metadata.Labels[SkipLabel] != "true"
        );
    }
}
