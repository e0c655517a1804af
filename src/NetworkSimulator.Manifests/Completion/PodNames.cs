using System.Globalization;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Makes the Pods of one workload, named and labelled as its controller does.</summary>
internal sealed class PodNames(WorkloadDraft draft, WorkloadReference owner)
{
    private const uint FirstMinute = 28_000_000;
    private const uint Minutes = 2_000_000;

    private readonly Labels _labels = LabelsOf(draft);
    private readonly string _prefix = PrefixOf(draft);

    public Pod Make(int number)
    {
        var workload = draft.Workload;
        var ordinal = (draft.FirstOrdinal + number).ToString(CultureInfo.InvariantCulture);
        if (workload.Kind == "StatefulSet")
        {
            var ordinalName = $"{workload.Name}-{ordinal}";
            var labels = Labels.Of([
                .. _labels.Entries,
                new("statefulset.kubernetes.io/pod-name", ordinalName),
                new("apps.kubernetes.io/pod-index", ordinal),
            ]);
            return Named(ordinalName, labels) with { Hostname = ordinalName };
        }
        if (!draft.IsIndexed)
            return Named(GeneratedNames.WithSuffix(_prefix, $"{workload.Key}/{ordinal}"), _labels);
        var index = new KeyValuePair<string, string>("batch.kubernetes.io/job-completion-index", ordinal);
        var indexedName = GeneratedNames.WithSuffix($"{_prefix}{ordinal}-", workload.Key);
        var hostname = $"{_prefix}{ordinal}";
        return Named(indexedName, Labels.Of([.. _labels.Entries, index])) with { Hostname = hostname };
    }

    private Pod Named(string name, Labels labels) =>
        draft.Template with
        {
            Metadata = new(name, draft.Workload.Namespace) { Labels = labels },
            Owner = owner,
        };

    private static string PrefixOf(WorkloadDraft draft) =>
        draft.Workload.Kind switch
        {
            "Deployment" => $"{draft.Workload.Name}-{draft.TemplateHash}-",
            "CronJob" => $"{JobOf(draft)}-",
            _ => $"{draft.Workload.Name}-",
        };

    /// <summary>The name of a CronJob's run: the minute it was due, which here stands for the CronJob.</summary>
    private static string JobOf(WorkloadDraft draft)
    {
        var minute = FirstMinute + GeneratedNames.Fnv(draft.Workload.Key) % Minutes;
        return $"{draft.Workload.Name}-{minute.ToString(CultureInfo.InvariantCulture)}";
    }

    private static Labels LabelsOf(WorkloadDraft draft)
    {
        var job = draft.Workload.Kind == "CronJob" ? JobOf(draft) : draft.Workload.Name;
        KeyValuePair<string, string>[] own = draft.Workload.Kind switch
        {
            "Deployment" => [new("pod-template-hash", draft.TemplateHash)],
            "StatefulSet" => [new("controller-revision-hash", $"{draft.Workload.Name}-{draft.TemplateHash}")],
            "DaemonSet" => [new("controller-revision-hash", draft.TemplateHash)],
            "Job" or "CronJob" => [new("batch.kubernetes.io/job-name", job), new("job-name", job)],
            _ => [],
        };
        return own.Length == 0
            ? draft.Template.Metadata.Labels
            : Labels.Of([.. draft.Template.Metadata.Labels.Entries, .. own]);
    }
}
