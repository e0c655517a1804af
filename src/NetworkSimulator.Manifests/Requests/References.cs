using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Requests;

/// <summary>Checks that what a request names is in the cluster, and names the nearest where it is not.</summary>
/// <param name="objects">The cluster.</param>
/// <param name="isComplete">Whether the cluster's workloads have their Pods; manifests with errors have none made.</param>
internal sealed class References(ClusterObjects objects, bool isComplete = true)
{
    private static readonly string[] _workloadKinds =
    [
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicaSet",
        "ReplicationController",
        "Job",
        "CronJob",
    ];

    private HashSet<string> Pods => field ??= [.. objects.Pods.Select(p => p.Key)];

    private HashSet<string> Services => field ??= [.. objects.Services.Select(s => s.Key)];

    private HashSet<string> Nodes => field ??= [.. objects.Nodes.Select(n => n.Name)];

    /// <summary>The workloads that have Pods, as <c>NS/KIND/NAME</c>.</summary>
    private Dictionary<string, WorkloadReference> Workloads
    {
        get
        {
            if (field is not null)
                return field;
            field = [];
            foreach (var owner in objects.Pods.Select(p => p.Owner).OfType<WorkloadReference>().Distinct())
                field[$"{owner.Namespace}/{owner.Kind}/{owner.Name}"] = owner;
            return field;
        }
    }

    public string? Pod(Field field) =>
        KeyOf(field) is not { } key ? null
        : !isComplete && IsOfWorkload(key) ? key
        : Known(field, "Pod", key, Pods);

    public string? Service(Field field) => KeyOf(field) is { } key ? Known(field, "Service", key, Services) : null;

    public string? Node(Field field) => field.AsString() is { } name ? Known(field, "node", name, Nodes) : null;

    public WorkloadReference? Workload(Field field)
    {
        if (field.AsString() is not { } text)
            return null;
        var parts = text.Split('/');
        if (parts.Length != 3 || parts.Contains("") || !_workloadKinds.Contains(parts[1]))
        {
            var kinds = string.Join(", ", _workloadKinds);
            field.Error(
                $"The value {Field.Shorten(text)} names no workload.",
                $"NS/KIND/NAME, the kind one of {kinds}"
            );
            return null;
        }
        if (!isComplete)
        {
            var written = objects.Workloads.Select(w => $"{w.Namespace}/{w.Kind}/{w.Name}");
            return Known(field, "workload", text, [.. written]) is null ? null : new(parts[1], parts[0], parts[2]);
        }
        var isWritten = objects.Workloads.Any(w => w.Kind == parts[1] && w.Namespace == parts[0] && w.Name == parts[2]);
        if (isWritten && !Workloads.ContainsKey(text))
        {
            field.Error($"The workload {text} has no Pods that could call.", "a workload with at least one replica");
            return null;
        }
        return Known(field, "workload", text, Workloads.Keys) is null ? null : Workloads[text];
    }

    /// <summary>A name of the form <c>NS/NAME</c>.</summary>
    public static string? KeyOf(Field field)
    {
        if (field.AsString() is not { } text)
            return null;
        var slash = text.IndexOf('/');
        if (slash > 0 && slash < text.Length - 1 && text.LastIndexOf('/') == slash)
            return text;
        field.Error($"The value {Field.Shorten(text)} is no name with its namespace.", "NS/NAME, such as default/web");
        return null;
    }

    private bool IsOfWorkload(string pod) =>
        objects.Workloads.Any(w => pod.StartsWith($"{w.Key}-", StringComparison.Ordinal));

    private string? Known(Field field, string kind, string name, IReadOnlyCollection<string> names)
    {
        if (names.Contains(name))
            return name;
        // Errors beyond the limit are only counted, so their words need not be found.
        var nearest = field.Tree.Errors.IsFull ? [] : NearestNames.Of(name, names);
        field.Error(
            $"There is no {kind} {Field.Shorten(name)} in {(isComplete ? "the manifests" : "what could be read of the manifests")}.",
            nearest.Count == 0
                ? $"a {kind} of the manifests, which hold none"
                : $"a {kind} of the manifests, such as {string.Join(", ", nearest)}"
        );
        return null;
    }
}
