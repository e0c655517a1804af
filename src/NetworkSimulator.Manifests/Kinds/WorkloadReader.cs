using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads the controllers that make Pods.</summary>
internal static class WorkloadReader
{
    private const int MostReplicas = int.MaxValue;

    public static void Read(Reading reading, string kind)
    {
        var root = reading.Root;
        var meta = reading.Meta(kind);
        var spec = root.Object("spec");
        if (!root["spec"].Exists)
            root["spec"].Missing("a spec with selector and template");
        reading.Check(spec, KnownFields.WorkloadSpec(kind));
        reading.Lines.Add("spec.replicas", spec["replicas"]);
        var jobSpec = kind == "CronJob" ? spec.Object("jobTemplate").Object("spec") : spec;
        reading.Lines.Add("spec.replicas", jobSpec["parallelism"]);
        if (kind == "CronJob")
        {
            reading.Check(spec.Object("jobTemplate"), KnownFields.Template);
            reading.Check(jobSpec, KnownFields.WorkloadSpec("Job"));
        }
        var template = jobSpec.Object("template");
        reading.Check(template, KnownFields.Template);
        reading.Check(template["metadata"], KnownFields.Metadata);
        if (spec.Exists && !jobSpec["template"].Exists)
            jobSpec["template"].Missing("a Pod template");
        // From here on the lines are those of the Pods to be made.
        var source = reading.Source();
        reading.Lines.Clear();
        var labels = reading.Metadata.LabelsOf(template.Object("metadata"), "metadata.labels");
        var pod = template.Exists ? ReadTemplate(reading, template, meta, labels) : new Pod { Metadata = meta };
        var workload = new Workload
        {
            Metadata = meta,
            WorkloadKind = kind,
            PodLabels = labels,
            Replicas = ReplicasOf(kind, root, spec, jobSpec),
            Source = source,
        };
        reading.Draft.Workloads.Add(
            new(workload)
            {
                Owner = OwnerReader.Controller(root),
                Template = kind == "StatefulSet" ? InStatefulSet(reading, spec, pod) : pod,
                Selector = SelectorOf(reading, kind, spec, labels),
                TemplateHash = GeneratedNames.SafeEncode(HashOf(template)),
                Placement = template.Exists ? Placement.Read(reading, template.Object("spec")) : Placement.Anywhere,
                FirstOrdinal = spec.Object("ordinals").Integer("start", 0, 1_000_000),
                IsIndexed = jobSpec.String("completionMode") == "Indexed",
            }
        );
    }

    private static Pod ReadTemplate(Reading reading, Field template, ObjectMeta workload, Labels labels)
    {
        var meta = new ObjectMeta(workload.Name, workload.Namespace) { Labels = labels };
        var pod = PodReader.ReadSpec(reading, template.Object("spec"), meta);
        return pod with
        {
            SidecarInject = PodReader.SidecarInject(template),
            Source = reading.Lines.ToSource(template.Tree.Number, template.Line),
        };
    }

    private static Pod InStatefulSet(Reading reading, Field spec, Pod pod)
    {
        var service = spec["serviceName"];
        reading.Lines.Add("spec.subdomain", service);
        // Its Pods are called by its name and a number, and so are their hosts.
        reading.Lines.Add("spec.hostname", reading.Root["metadata"]["name"]);
        return pod with
        {
            Subdomain = reading.Pool.Intern(service.AsString() ?? pod.Subdomain),
            Source = reading.Lines.ToSource(pod.Source.Document, pod.Source.Line),
        };
    }

    private static LabelSelector SelectorOf(Reading reading, string kind, Field spec, Labels labels)
    {
        var node = spec["selector"];
        if (kind == "ReplicationController")
        {
            var map = spec.Object("selector");
            return map.Exists ? Checked(map, reading.Selectors.ReadMap(map), labels) : Everything(labels);
        }
        if (kind is "Job" or "CronJob")
            return Everything(labels);
        if (!node.Exists)
        {
            if (spec.Exists)
                node.Missing("a selector that matches the template's labels");
            return Everything(labels);
        }
        var selector = reading.Selectors.Read(node) ?? Everything(labels);
        if (selector.IsEmpty)
            node.Error("The selector is empty, so that it would select every Pod.", "matchLabels or matchExpressions");
        return Checked(node, selector, labels);
    }

    private static LabelSelector Checked(Field node, LabelSelector selector, Labels labels)
    {
        if (!selector.Matches(labels))
            node.Error(
                $"The selector {selector} does not match the template's labels {(labels == Labels.Empty ? "(none)" : labels)}.",
                "labels in template.metadata.labels that the selector matches"
            );
        return selector;
    }

    private static LabelSelector Everything(Labels labels) =>
        new([.. labels.Entries.Select(e => new LabelRequirement(e.Key, LabelOperator.In, [e.Value], 0))], 0);

    private static int ReplicasOf(string kind, Field root, Field spec, Field jobSpec)
    {
        switch (kind)
        {
            case "DaemonSet":
                return 1;
            case "CronJob" when spec.Boolean("suspend"):
                return 0;
            case "Job" or "CronJob":
                return ActivePods(root, jobSpec);
            default:
                return spec.Integer("replicas", 0, MostReplicas, 1);
        }
    }

    /// <summary>How many Pods a Job runs at once.</summary>
    private static int ActivePods(Field root, Field jobSpec)
    {
        var parallelism = jobSpec.Integer("parallelism", 0, MostReplicas, 1);
        var completions = jobSpec["completions"].AsInteger(0, MostReplicas) ?? parallelism;
        var status = root.Object("status");
        var succeeded = status.Integer("succeeded", 0, MostReplicas);
        if (jobSpec.Boolean("suspend") || status["completionTime"].Exists)
            return 0;
        return Math.Clamp(completions - succeeded, 0, parallelism);
    }

    /// <summary>A hash of all that the template says: another template gives Pods of another name.</summary>
    private static uint HashOf(Field template)
    {
        var hash = GeneratedNames.Fnv("");
        if (!template.Exists)
            return hash;
        for (var i = template.Index; i < template.Tree[template.Index].End; i++)
            hash = GeneratedNames.Fnv(template.Tree[i].Text ?? "\n", hash);
        return hash;
    }
}
