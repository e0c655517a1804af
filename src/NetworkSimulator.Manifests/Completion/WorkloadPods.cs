using System.Globalization;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Tells each Pod its workload, and makes the Pods of workloads that the manifests show none of.</summary>
internal sealed class WorkloadPods(ClusterDraft draft, List<NodeDraft> nodes, ErrorList errors)
{
    private readonly WorkloadOwners _owners = new(draft.Workloads);
    private readonly HashSet<WorkloadReference> _shown = [];
    private readonly List<Pod> _pods = new(draft.Pods.Count);
    private readonly List<NodeDraft> _sortedNodes = [.. nodes.OrderBy(n => n.Node.Name, StringComparer.Ordinal)];

    public static List<Pod> Add(ClusterDraft draft, List<NodeDraft> nodes, ErrorList errors)
    {
        var made = new WorkloadPods(draft, nodes, errors);
        made.AddWritten();
        foreach (var workload in draft.Workloads)
            if (!made.Make(workload))
                break;
        return made._pods;
    }

    private void AddWritten()
    {
        foreach (var read in draft.Pods)
        {
            var owner = _owners.Of(read);
            if (owner is not null)
                _shown.Add(owner);
            _pods.Add(owner is null ? read.Pod : WithOwner(read.Pod, owner));
        }
    }

    private Pod WithOwner(Pod pod, WorkloadReference owner)
    {
        // The controller sets both when it makes the Pod; Pods written by hand tend to lack them.
        if (owner.Kind != "StatefulSet" || pod.Hostname.Length > 0)
            return pod with { Owner = owner };
        var set = _owners.Find(owner);
        var subdomain = pod.Subdomain.Length > 0 ? pod.Subdomain : set?.Template.Subdomain ?? "";
        return pod with { Owner = owner, Hostname = pod.Name, Subdomain = subdomain };
    }

    /// <summary>Makes the workload's Pods; false where there would be too many.</summary>
    private bool Make(WorkloadDraft workload)
    {
        var owner = _owners.TopOf(workload);
        var isLeftToOwner =
            !WorkloadOwners.IsTop(workload) && _owners.IsWritten(workload.Owner!.Value, workload.Workload.Namespace);
        if (isLeftToOwner || _shown.Contains(owner))
            return true;
        var isDaemon = workload.Workload.Kind == "DaemonSet";
        var places = isDaemon ? DaemonNodes(workload) : SchedulableNodes(workload);
        var count = isDaemon && nodes.Count > 0 ? places.Count : workload.Workload.Replicas;
        if (count > draft.Limits.MaxObjects - _pods.Count)
        {
            var source = workload.Workload.Source;
            errors.Add(
                source.Document,
                source.LineOf("spec.replicas"),
                1,
                workload.Workload.Kind switch
                {
                    "Job" => "spec.parallelism",
                    "CronJob" => "spec.jobTemplate.spec.parallelism",
                    _ => "spec.replicas",
                },
                $"The {count.ToString(CultureInfo.InvariantCulture)} Pods of {workload.Workload.Kind} {workload.Workload.Key} are too many.",
                $"at most {draft.Limits.MaxObjects} objects in all"
            );
            return false;
        }
        var names = new PodNames(workload, owner);
        var start = places.Count == 0 ? 0 : (int)(GeneratedNames.Fnv(workload.Workload.Key) % (uint)places.Count);
        for (var i = 0; i < count; i++)
            _pods.Add(Placed(names.Make(i), isDaemon ? i : start + i, places));
        return true;
    }

    private Pod Placed(Pod pod, int turn, List<NodeDraft> places)
    {
        if (pod.NodeName.Length > 0 || nodes.Count == 0)
            return pod;
        // No node takes it: it waits, as it would in a cluster.
        return places.Count == 0
            ? pod with
            {
                Phase = PodPhase.Pending,
                Ready = false,
            }
            : pod with
            {
                NodeName = places[turn % places.Count].Node.Name,
            };
    }

    private List<NodeDraft> SchedulableNodes(WorkloadDraft workload) =>
        _sortedNodes.FindAll(n => n.Node.Ready && !n.IsUnschedulable && workload.Placement.Allows(n));

    /// <summary>The nodes of a DaemonSet, whose Pods tolerate the taints of nodes in trouble.</summary>
    private List<NodeDraft> DaemonNodes(WorkloadDraft workload)
    {
        var placement = workload.Placement with
        {
            Tolerations = [.. workload.Placement.Tolerations, .. DaemonTolerations.All],
        };
        return _sortedNodes.FindAll(placement.Allows);
    }
}
