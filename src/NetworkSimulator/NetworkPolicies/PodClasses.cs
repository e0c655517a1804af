using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>
/// Groups the Pods that no policy can tell apart but by address: those of one namespace that agree in all labels that
/// selectors name and in all ports that rules name.
/// Ten replicas are one class, so tables grow with the variety of a cluster and not with its size.
/// </summary>
internal sealed class PodClasses
{
    public PodClasses(ClusterIndex index)
    {
        PortNames = NamedPorts.In(index.Objects);
        var members = new Dictionary<Pod, int>(new SameForPolicies(NamedKeys(index.Objects), PortNames));
        var classes = new List<(string Namespace, int Pod)>();
        var found = new int[index.Pods.Length];
        for (var i = 0; i < found.Length; i++)
        {
            var pod = index.Pods[i];
            found[i] = -1;
            if (!ClusterIndex.HasOwnAddress(pod))
                continue;
            if (!members.TryGetValue(pod, out found[i]))
            {
                members.Add(pod, found[i] = classes.Count);
                classes.Add((pod.Namespace, i));
            }
        }
        // A namespace's classes are neighbours, so that a set of Pods of one namespace takes few words.
        var order = Enumerable.Range(0, classes.Count).ToArray();
        Array.Sort(order, (a, b) => Compare(classes[a], classes[b]));
        var numbers = new int[order.Length];
        Representatives = new int[order.Length];
        for (var number = 0; number < order.Length; number++)
        {
            numbers[order[number]] = number;
            var (@namespace, pod) = classes[order[number]];
            Representatives[number] = pod;
            var first = Ranges.TryGetValue(@namespace, out var range) ? range.First : number;
            Ranges[@namespace] = (first, number);
        }
        OfPod = Array.ConvertAll(found, c => c < 0 ? -1 : numbers[c]);
    }

    /// <summary>Class of each Pod; -1 where policies do not select it, as it has no address of its own.</summary>
    public int[] OfPod { get; }

    /// <summary>Class of a Pod; -1 also where there is none.</summary>
    public int Of(int pod) => pod < 0 ? -1 : OfPod[pod];

    /// <summary>The names of ports that rules open.</summary>
    public HashSet<(string Name, Protocol Protocol)> PortNames { get; }

    /// <summary>One Pod of each class.</summary>
    public int[] Representatives { get; }

    /// <summary>First and last class of each namespace that has Pods.</summary>
    public Dictionary<string, (int First, int Last)> Ranges { get; } = new(StringComparer.Ordinal);

    private static int Compare((string Namespace, int Pod) a, (string Namespace, int Pod) b)
    {
        var byNamespace = string.CompareOrdinal(a.Namespace, b.Namespace);
        return byNamespace != 0 ? byNamespace : a.Pod.CompareTo(b.Pod);
    }

    private static HashSet<string> NamedKeys(ClusterObjects objects)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var policy in objects.NetworkPolicies)
        {
            Add(policy.PodSelector);
            foreach (var rules in (ReadOnlySpan<ImmutableArray<NetworkPolicyRule>>)[policy.Ingress, policy.Egress])
            foreach (var rule in rules)
            foreach (var peer in rule.Peers)
                Add(peer.PodSelector);
        }
        return keys;

        void Add(LabelSelector? selector)
        {
            if (selector is not null)
                foreach (var requirement in selector.Requirements)
                    keys.Add(requirement.Key);
        }
    }

    private sealed class SameForPolicies(HashSet<string> keys, HashSet<(string Name, Protocol Protocol)> portNames)
        : IEqualityComparer<Pod>
    {
        public bool Equals(Pod? x, Pod? y) =>
            x!.Namespace == y!.Namespace && SameLabels(x.Metadata.Labels, y.Metadata.Labels) && SamePorts(x, y);

        public int GetHashCode(Pod pod)
        {
            var hash = new HashCode();
            hash.Add(pod.Namespace);
            foreach (var (key, value) in pod.Metadata.Labels.Entries)
                if (keys.Contains(key))
                {
                    hash.Add(key);
                    hash.Add(value);
                }
            foreach (var port in pod.Ports)
                if (portNames.Contains((port.Name, port.Protocol)))
                    hash.Add(port.Number);
            return hash.ToHashCode();
        }

        private bool SameLabels(Labels x, Labels y)
        {
            if (ReferenceEquals(x, y))
                return true;
            var (a, b) = (x.Entries, y.Entries);
            for (var (i, j) = (Next(a, 0), Next(b, 0)); ; (i, j) = (Next(a, i + 1), Next(b, j + 1)))
            {
                if (i == a.Length || j == b.Length)
                    return i == a.Length && j == b.Length;
                if (a[i].Key != b[j].Key || a[i].Value != b[j].Value)
                    return false;
            }
        }

        private bool SamePorts(Pod x, Pod y)
        {
            if (portNames.Count == 0 || x.Ports == y.Ports)
                return true;
            var (a, b) = (x.Ports, y.Ports);
            for (var (i, j) = (Next(a, 0), Next(b, 0)); ; (i, j) = (Next(a, i + 1), Next(b, j + 1)))
            {
                if (i == a.Length || j == b.Length)
                    return i == a.Length && j == b.Length;
                if (a[i].Name != b[j].Name || a[i].Protocol != b[j].Protocol || a[i].Number != b[j].Number)
                    return false;
            }
        }

        private int Next(ImmutableArray<KeyValuePair<string, string>> entries, int i)
        {
            while (i < entries.Length && !keys.Contains(entries[i].Key))
                i++;
            return i;
        }

        private int Next(ImmutableArray<ContainerPort> ports, int i)
        {
            while (i < ports.Length && !portNames.Contains((ports[i].Name, ports[i].Protocol)))
                i++;
            return i;
        }
    }
}
