using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity;

/// <summary>The Pods wanted, as a cluster's manifests say.</summary>
public static class ManifestPods
{
    /// <summary>A group for each workload and each bare Pod, in their order; Pods that have ended count no more.</summary>
    /// <remarks>A DaemonSet has as many Pods as the manifests have nodes for it, whatever nodes a plan has.</remarks>
    public static ImmutableArray<PodGroup> Of(ClusterObjects objects) =>
        [
            .. objects
                .Pods.Where(pod => pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed))
                .GroupBy(pod => (Name(pod), pod.HostNetwork))
                .Select(group => new PodGroup(group.Key.Item1, group.Count()) { HostNetwork = group.Key.HostNetwork }),
        ];

    private static string Name(Pod pod) =>
        pod.Owner is { } owner ? $"{owner.Kind} {owner.Namespace}/{owner.Name}" : $"Pod {pod.Key}";
}
