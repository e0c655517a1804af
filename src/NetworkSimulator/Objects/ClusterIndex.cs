using System.Collections.Frozen;
using System.Collections.Immutable;
using NetworkSimulator.NetworkPolicies;

namespace NetworkSimulator.Objects;

/// <summary>Numbers every Pod, node and Service, and finds them by key and by address.</summary>
internal sealed class ClusterIndex
{
    public ClusterIndex(ClusterObjects objects)
    {
        Objects = objects;
        Pods = objects.Pods;
        PodKeys = Array.ConvertAll([.. Pods], pod => new string(pod.Key.AsSpan()));
        Nodes = objects.Nodes;
        Services = objects.Services;
        NodeByName = Numbered(Nodes);
        ServiceByKey = Numbered(Services);
        NamespaceByName = objects.Namespaces.ToFrozenDictionary(n => n.Name, StringComparer.Ordinal);
        NamespaceLabels = Array.ConvertAll(
            [.. Pods],
            pod => NamespaceByName.TryGetValue(pod.Namespace, out var found) ? found.Metadata.Labels : Labels.Empty
        );
        NodeOfPod = [.. Pods.Select(pod => NodeByName.GetValueOrDefault(pod.NodeName, -1))];
        PodsByNamespace = Pods.Select((pod, i) => (pod.Namespace, i))
            .GroupBy(p => p.Namespace, p => p.i, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        Addresses = Owners().ToFrozenDictionary();
        FirstPodOfWorkload = FirstPods().ToFrozenDictionary();
        Classes = new(this);
    }

    public ClusterObjects Objects { get; }

    public ImmutableArray<Pod> Pods { get; }

    /// <summary>The key of each Pod: copies that lie side by side in memory, as most flows read some of Pods that follow each other.</summary>
    public string[] PodKeys { get; }

    public ImmutableArray<Node> Nodes { get; }

    public ImmutableArray<Service> Services { get; }

    /// <summary>For EndpointSlices written by hand, which name Pods, and numbered when the first is met; flows find theirs by <see cref="Flows.PartyTable"/>.</summary>
    public FrozenDictionary<string, int> PodByKey => field ??= Numbered(Pods);

    public FrozenDictionary<string, int> NodeByName { get; }

    public FrozenDictionary<string, int> ServiceByKey { get; }

    public FrozenDictionary<string, Namespace> NamespaceByName { get; }

    public FrozenDictionary<string, int[]> PodsByNamespace { get; }

    /// <summary>Labels of each Pod's namespace.</summary>
    public Labels[] NamespaceLabels { get; }

    /// <summary>Node of each Pod; -1 where it is on none that is known.</summary>
    public int[] NodeOfPod { get; }

    /// <summary>Pods that no NetworkPolicy can tell apart.</summary>
    public PodClasses Classes { get; }

    /// <summary>Who owns an address: Pods with an address of their own, and nodes.</summary>
    public FrozenDictionary<IpAddress, AddressOwner> Addresses { get; }

    public FrozenDictionary<WorkloadReference, int> FirstPodOfWorkload { get; }

    /// <summary>Whether the Pod is in the Pod network: it has an address of its own and has not ended.</summary>
    public static bool HasOwnAddress(Pod pod) =>
        !pod.HostNetwork && pod.PodIPs.Length > 0 && pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed);

    private static FrozenDictionary<string, int> Numbered<T>(ImmutableArray<T> objects)
        where T : KubernetesObject
    {
        var numbers = new Dictionary<string, int>(objects.Length, StringComparer.Ordinal);
        for (var i = 0; i < objects.Length; i++)
            numbers[objects[i].Key] = i;
        return numbers.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private Dictionary<IpAddress, AddressOwner> Owners()
    {
        var owners = new Dictionary<IpAddress, AddressOwner>(Pods.Length + Nodes.Length);
        for (var i = 0; i < Pods.Length; i++)
            if (HasOwnAddress(Pods[i]))
                foreach (var address in Pods[i].PodIPs)
                    owners[address] = new(i, -1);
        for (var i = 0; i < Nodes.Length; i++)
        {
            foreach (var address in Nodes[i].ExternalIPs)
                owners[address] = new(-1, i);
            foreach (var address in Nodes[i].InternalIPs)
                owners[address] = new(-1, i);
        }
        return owners;
    }

    private Dictionary<WorkloadReference, int> FirstPods()
    {
        var first = new Dictionary<WorkloadReference, int>();
        for (var i = 0; i < Pods.Length; i++)
            if (
                Pods[i].Owner is { } owner
                && (
                    !first.TryGetValue(owner, out var other)
                    || string.CompareOrdinal(Pods[i].Name, Pods[other].Name) < 0
                )
            )
                first[owner] = i;
        return first;
    }
}

/// <summary>The Pod or node that has an address; the other number is -1.</summary>
internal readonly record struct AddressOwner(int Pod, int Node);
