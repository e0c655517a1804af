using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Finds the top-level workload of a Pod.</summary>
internal sealed class WorkloadOwners
{
    private const int LeastScheduleDigits = 8;

    private readonly Dictionary<(string Namespace, string Kind, string Name), WorkloadDraft> _workloads = [];
    private readonly Dictionary<(string Namespace, string Name), List<WorkloadDraft>> _byName = [];
    private readonly Dictionary<WorkloadReference, WorkloadReference> _references = [];

    public WorkloadOwners(List<WorkloadDraft> workloads)
    {
        foreach (var draft in workloads)
        {
            var workload = draft.Workload;
            _workloads[(workload.Namespace, workload.Kind, workload.Name)] = draft;
            if (!_byName.TryGetValue((workload.Namespace, workload.Name), out var named))
                _byName[(workload.Namespace, workload.Name)] = named = [];
            named.Add(draft);
        }
    }

    /// <summary>The workload that a workload's Pods belong to: itself, or its own controller.</summary>
    public WorkloadReference TopOf(WorkloadDraft draft) =>
        IsTop(draft)
            ? One(draft.Workload.Reference)
            : One(new(draft.Owner!.Value.Kind, draft.Workload.Namespace, draft.Owner.Value.Name));

    public static bool IsTop(WorkloadDraft draft) => draft.Owner?.Kind is not ("Deployment" or "CronJob");

    public WorkloadDraft? Find(WorkloadReference reference) =>
        _workloads.GetValueOrDefault((reference.Namespace, reference.Kind, reference.Name));

    public bool IsWritten(OwnerLink owner, string ns) => _workloads.ContainsKey((ns, owner.Kind, owner.Name));

    public WorkloadReference? Of(PodDraft draft)
    {
        var pod = draft.Pod;
        if (draft.Owner is not { } owner)
            return ByNameAndLabels(pod);
        if (_workloads.TryGetValue((pod.Namespace, owner.Kind, owner.Name), out var workload))
            return TopOf(workload);
        return owner.Kind switch
        {
            "ReplicaSet" => One(DeploymentOf(pod, owner.Name) ?? new("ReplicaSet", pod.Namespace, owner.Name)),
            "Job" => One(CronJobOf(pod, owner.Name) ?? new("Job", pod.Namespace, owner.Name)),
            "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicationController" or "CronJob" => One(
                new(owner.Kind, pod.Namespace, owner.Name)
            ),
            _ => null,
        };
    }

    /// <summary>A ReplicaSet that the manifests lack tells its Deployment by its name, which ends in the template's hash.</summary>
    private static WorkloadReference? DeploymentOf(Pod pod, string replicaSet) =>
        pod.Metadata.Labels["pod-template-hash"] is { } hash
        && replicaSet.Length > hash.Length + 1
        && replicaSet.EndsWith($"-{hash}", StringComparison.Ordinal)
            ? new("Deployment", pod.Namespace, replicaSet[..^(hash.Length + 1)])
            : null;

    /// <summary>A Job that the manifests lack tells its CronJob by its name, which ends in the scheduled minute.</summary>
    private static WorkloadReference? CronJobOf(Pod pod, string job)
    {
        var dash = job.LastIndexOf('-');
        var digits = job.AsSpan(dash + 1);
        return dash > 0 && digits.Length >= LeastScheduleDigits && !digits.ContainsAnyExceptInRange('0', '9')
            ? new("CronJob", pod.Namespace, job[..dash])
            : null;
    }

    /// <summary>
    /// A Pod that names no owner is a workload's if its labels match the selector and its name is the workload's with
    /// something after a dash: that is how such Pods are written by hand.
    /// </summary>
    private WorkloadReference? ByNameAndLabels(Pod pod)
    {
        for (var dash = pod.Name.LastIndexOf('-'); dash > 0; dash = pod.Name.LastIndexOf('-', dash - 1))
        {
            if (!_byName.TryGetValue((pod.Namespace, pod.Name[..dash]), out var named))
                continue;
            foreach (var draft in named)
                if (
                    !draft.Selector.IsEmpty
                    && draft.Selector.Matches(pod.Metadata.Labels)
                    && (
                        draft.Workload.Kind != "StatefulSet"
                        || !pod.Name.AsSpan(dash + 1).ContainsAnyExceptInRange('0', '9')
                    )
                )
                    return TopOf(draft);
        }
        return null;
    }

    private WorkloadReference One(WorkloadReference reference)
    {
        if (_references.TryGetValue(reference, out var known))
            return known;
        return _references[reference] = reference;
    }
}
