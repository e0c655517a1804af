using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Nodes that Pods name but the manifests lack: a dump of Pods alone still tells where they run.</summary>
internal static class ImpliedNodes
{
    public static List<NodeDraft> Add(ClusterDraft draft)
    {
        var nodes = new List<NodeDraft>(draft.Nodes);
        var index = new Dictionary<string, int>();
        for (var i = 0; i < nodes.Count; i++)
            index[nodes[i].Node.Name] = i;
        var implied = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pod in draft.Pods)
            if (pod.Pod.NodeName.Length > 0 && !index.ContainsKey(pod.Pod.NodeName))
                implied.Add(pod.Pod.NodeName);
        foreach (var name in implied)
        {
            index[name] = nodes.Count;
            nodes.Add(new(new() { Metadata = new(name) }, [], IsUnschedulable: false));
        }
        foreach (var pod in draft.Pods)
            if (pod.HostIPs.Length > 0 && index.TryGetValue(pod.Pod.NodeName, out var at))
                nodes[at] = WithHostIPs(nodes[at], pod.HostIPs);
        return nodes;
    }

    private static NodeDraft WithHostIPs(NodeDraft node, IpAddress[] addresses) =>
        node.Node.InternalIPs.IsEmpty ? node with { Node = node.Node with { InternalIPs = [.. addresses] } } : node;
}
