namespace NetworkSimulator.Objects;

/// <summary>Names a workload: the top-level controller that makes Pods.</summary>
/// <param name="Kind">Deployment, StatefulSet, DaemonSet, ReplicaSet, Job or CronJob.</param>
/// <param name="Namespace">Namespace.</param>
/// <param name="Name">Name.</param>
public sealed record WorkloadReference(string Kind, string Namespace, string Name);

/// <summary>A controller that makes Pods from a template.</summary>
public sealed record Workload : KubernetesObject
{
    private readonly string _kind = "";

    /// <summary>Names the kind (Deployment, StatefulSet, DaemonSet, ReplicaSet, Job or CronJob).</summary>
    public required string WorkloadKind
    {
        get => _kind;
        init => _kind = value;
    }

    /// <inheritdoc/>
    public override string Kind => _kind;

    /// <summary>Labels of the Pods that the template makes.</summary>
    public Labels PodLabels { get; init; } = Labels.Empty;

    /// <summary>How many Pods are wanted; for a DaemonSet the number of nodes.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The reference that Pods carry as owner.</summary>
    public WorkloadReference Reference => new(_kind, Namespace, Name);
}
