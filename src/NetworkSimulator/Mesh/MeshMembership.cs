using NetworkSimulator.Objects;

namespace NetworkSimulator.Mesh;

/// <summary>Whether a Pod is in the mesh: Istio's proxy stands beside it, or takes its traffic on the node.</summary>
/// <remarks>
/// Follows <c>injectRequired</c> of <c>pkg/kube/inject/inject.go</c> and the webhook's selectors: a namespace that is opted in
/// takes all Pods but those that opt out; elsewhere a Pod opts in by its label. Host-network Pods are never in.
/// </remarks>
internal static class MeshMembership
{
    private const string Injection = "istio-injection";
    private const string Inject = "sidecar.istio.io/inject";
    private const string Revision = "istio.io/rev";
    private const string DataplaneMode = "istio.io/dataplane-mode";
    private const string TlsMode = "security.istio.io/tlsMode";

    private static readonly string[] NeverInjected =
    [
        "kube-system",
        "kube-public",
        "kube-node-lease",
        "local-path-storage",
    ];

    public static bool IsMember(Pod pod, Namespace? ns)
    {
        if (pod.HostNetwork)
            return false;
        var (own, around) = (pod.Metadata.Labels, ns?.Metadata.Labels ?? Labels.Empty);
        // The injector puts this label on the Pods that it gave a sidecar.
        if (own[TlsMode] == "istio")
            return true;
        return IsInjected(pod, own, around) || (own[DataplaneMode] ?? around[DataplaneMode]) == "ambient";
    }

    private static bool IsInjected(Pod pod, Labels own, Labels around)
    {
        if (NeverInjected.Contains(pod.Namespace) || around[Injection] == "disabled")
            return false;
        var isOptedIn = around[Injection] == "enabled" || around[Revision] is not null;
        return own[Inject] switch
        {
            "true" => true,
            "false" => false,
            // The annotation counts where the webhook looks at the Pod at all.
            _ => isOptedIn ? pod.SidecarInject ?? true : own[Revision] is not null,
        };
    }
}
