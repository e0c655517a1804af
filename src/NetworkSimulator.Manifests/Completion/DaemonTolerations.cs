using NetworkSimulator.Manifests.Kinds;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>The tolerations that the DaemonSet controller gives all its Pods.</summary>
internal static class DaemonTolerations
{
    public static readonly Toleration[] All =
    [
        .. new[]
        {
            "not-ready",
            "unreachable",
            "disk-pressure",
            "memory-pressure",
            "pid-pressure",
            "unschedulable",
            "network-unavailable",
        }.Select(taint => new Toleration($"node.kubernetes.io/{taint}", "Exists", "", "")),
    ];
}
