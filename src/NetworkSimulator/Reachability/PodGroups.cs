using System.Globalization;
using System.Text;
using NetworkSimulator.Flows;
using NetworkSimulator.Mesh;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>Pods of one namespace that no policy and no proxy tells apart, or one range of addresses outside.</summary>
/// <param name="Class">The number of the class of ends that it is listed with.</param>
/// <param name="Pod">A Pod that stands for all; -1 outside the cluster.</param>
/// <param name="Party">That Pod, or an address of the range, as an end of connections.</param>
/// <param name="NamedPorts">The ports that policies can ask for by name, as text to compare.</param>
internal readonly record struct PodGroup(int Class, int Pod, Party Party, string NamedPorts);

/// <summary>The Pods of a cluster in groups, and the groups of each workload.</summary>
internal sealed class PodGroups
{
    private readonly Dictionary<Likeness, int> _numbers = [];
    private readonly List<PodGroup> _groups = [];
    private readonly Dictionary<WorkloadReference, SortedSet<int>> _ofWorkload = [];

    public PodGroups(Cluster cluster)
    {
        var index = cluster.Index;
        var policies = index.Objects.NetworkPolicies;
        var v4 = AddressSplit.Of(policies, v6: false, ingress: true, egress: true);
        var v6 = AddressSplit.Of(policies, v6: true, ingress: true, egress: true);
        var names = index.Classes.PortNames;
        OfPod = new int[index.Pods.Length];
        for (var i = 0; i < index.Pods.Length; i++)
        {
            var party = cluster.Parties.OfPod(i);
            OfPod[i] = -1;
            if (party.V4.IsNone && party.V6.IsNone)
                continue;
            var pod = index.Pods[i];
            var likeness = new Likeness(
                pod.Namespace,
                party.Class,
                v4.PieceOf(party.V4),
                v6.PieceOf(party.V6),
                party.PrefersV6,
                party.IsPod,
                NamedPorts(pod, names),
                cluster.Mesh.IsEmpty ? null : cluster.Mesh.PolicyOf(i)
            );
            if (!_numbers.TryGetValue(likeness, out OfPod[i]))
            {
                _numbers.Add(likeness, OfPod[i] = _groups.Count);
                _groups.Add(new(-1, i, party, likeness.NamedPorts));
            }
            var workload = WorkloadOf(pod);
            if (!_ofWorkload.TryGetValue(workload, out var groups))
                _ofWorkload.Add(workload, groups = []);
            groups.Add(OfPod[i]);
        }
    }

    /// <summary>The group of each Pod; -1 for one without an address.</summary>
    public int[] OfPod { get; }

    public IReadOnlyList<PodGroup> Groups => _groups;

    /// <summary>The workloads that have Pods with an address, and their groups.</summary>
    public IEnumerable<(WorkloadReference Workload, IReadOnlyCollection<int> Groups)> Workloads =>
        _ofWorkload.Select(w => (w.Key, (IReadOnlyCollection<int>)w.Value));

    /// <summary>What a Pod is listed as: its workload, or itself where it has none.</summary>
    public static WorkloadReference WorkloadOf(Pod pod) => pod.Owner ?? new("Pod", pod.Namespace, pod.Name);

    private static string NamedPorts(Pod pod, HashSet<(string, Protocol)> names)
    {
        if (names.Count == 0 || pod.Ports.IsEmpty)
            return "";
        var text = new StringBuilder();
        foreach (var port in pod.Ports)
            if (names.Contains((port.Name, port.Protocol)))
                text.Append(CultureInfo.InvariantCulture, $"{port.Name} {port.Protocol} {port.Number};");
        return text.ToString();
    }

    private sealed record Likeness(
        string Namespace,
        int Class,
        int PieceV4,
        int PieceV6,
        bool PrefersV6,
        bool IsPod,
        string NamedPorts,
        MeshPolicy? Mesh
    );
}
