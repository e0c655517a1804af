using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Fills in what only the whole cluster can tell; the order of the steps stands here, once.</summary>
internal static class ClusterCompletion
{
    public static ClusterObjects Complete(ClusterDraft draft, ErrorList errors)
    {
        var nodes = ImpliedNodes.Add(draft);
        var families = ClusterFamilies.Of(draft);
        var expanded = WorkloadPods.Add(draft, nodes, errors);
        if (!errors.IsEmpty)
            return new();
        var taken = AddressPools.Taken(draft, nodes);
        nodes = NodeAddresses.Fill(nodes, families, taken);
        var pods = PodAddresses.Fill(expanded, nodes, families, taken);
        var services = ServiceCompletion.Fill(draft, families, taken, errors);
        return new()
        {
            Settings = ClusterRanges.Of(draft, nodes, pods, services, families),
            Namespaces = ImpliedNamespaces.Add(draft),
            Nodes = [.. nodes.Select(n => n.Node)],
            Pods = pods,
            Workloads = [.. draft.Workloads.Where(WorkloadOwners.IsTop).Select(w => w.Workload)],
            Services = services,
            EndpointSlices = [.. draft.EndpointSlices, .. Mirroring.Of(draft)],
            NetworkPolicies = [.. draft.NetworkPolicies],
            Ingresses = [.. draft.Ingresses],
            IngressClasses = [.. draft.IngressClasses],
            PeerAuthentications = [.. draft.PeerAuthentications],
            Secrets = [.. draft.Secrets],
            ConfigMaps = [.. draft.ConfigMaps],
            Unsimulated = [.. draft.Unsimulated],
        };
    }

    /// <summary>What requests may name, with nothing made or allocated: all that can be said of manifests with errors.</summary>
    public static ClusterObjects AsWritten(ClusterDraft draft) =>
        new()
        {
            Nodes = [.. ImpliedNodes.Add(draft).Select(n => n.Node)],
            Pods = [.. draft.Pods.Select(p => p.Pod)],
            Workloads = [.. draft.Workloads.Select(w => w.Workload)],
            Services = [.. draft.Services.Select(s => s.Service)],
        };
}
