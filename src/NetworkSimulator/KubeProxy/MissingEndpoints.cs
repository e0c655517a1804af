using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>Says why a Service port has no endpoint, and which line would change that.</summary>
internal static class MissingEndpoints
{
    public static (int Line, string Why) Explain(Cluster cluster, Service service, ServicePort? port)
    {
        if (service.Selector is null)
            return (
                service.Source.LineOf("spec"),
                "it has no selector, and no EndpointSlice gives this port a ready endpoint."
            );
        var index = cluster.Index;
        var selectorLine = service.Source.LineOf("spec.selector");
        var selected = new List<Pod>();
        foreach (var number in index.PodsByNamespace.GetValueOrDefault(service.Namespace) ?? [])
            if (service.Selector.Matches(index.Pods[number].Metadata.Labels))
                selected.Add(index.Pods[number]);
        if (selected.Count == 0)
            return (selectorLine, NothingSelected(index, service));
        var live = selected.FindAll(p => p.Phase is not (PodPhase.Succeeded or PodPhase.Failed));
        if (live.Count == 0)
            return (
                selected[0].Source.LineOf("status.phase"),
                $"the selected Pods have ended (phase {selected[0].Phase})."
            );
        if (port is not null && live.TrueForAll(p => EndpointSliceController.FindPort(p, port) == 0))
            return (
                port.TargetPortLine,
                $"no selected Pod declares a {port.Protocol} container port named '{port.TargetPort}' (the Pods declare {Declared(live)})."
            );
        var unready = live.Find(p => !p.Ready && (port is null || EndpointSliceController.FindPort(p, port) != 0));
        if (unready is not null)
            return (
                unready.Source.LineOf("status.conditions.Ready"),
                live.Count == 1
                    ? $"the only Pod selected, {unready.Key}, is not Ready."
                    : $"{live.Count} Pods are selected, but none is Ready, such as Pod {unready.Key}."
            );
        return (
            selectorLine,
            "the selected Pods have no address of the Service's family, or are on their way out and fail readiness."
        );
    }

    private static string NothingSelected(ClusterIndex index, Service service)
    {
        var pods = index.PodsByNamespace.GetValueOrDefault(service.Namespace) ?? [];
        if (pods.Length == 0)
            return $"namespace {service.Namespace} has no Pods; a selector finds Pods of the Service's own namespace only.";
        Pod? nearest = null;
        var best = -1;
        foreach (var number in pods)
        {
            var likeness = service.Selector!.Requirements.Sum(r => Likeness(r, index.Pods[number].Metadata.Labels));
            if (likeness > best)
                (nearest, best) = (index.Pods[number], likeness);
        }
        return $"its selector {service.Selector} matches no Pod of the namespace; the closest, Pod {nearest!.Key}, has {(nearest.Metadata.Labels.Entries.IsEmpty ? "no labels" : $"labels {nearest.Metadata.Labels}")}.";
    }

    /// <summary>A label that matches counts most; one with the key counts by how much its value begins alike.</summary>
    public static int Likeness(LabelRequirement requirement, Labels labels)
    {
        if (requirement.Matches(labels))
            return 1000;
        if (labels[requirement.Key] is not { } value)
            return 0;
        var wanted = requirement.Values.IsEmpty ? "" : requirement.Values[0];
        return 1 + value.AsSpan().CommonPrefixLength(wanted);
    }

    private static string Declared(List<Pod> pods)
    {
        var names = pods.SelectMany(p => p.Ports)
            .Select(p => $"{(p.Name.Length == 0 ? "unnamed" : p.Name)} {p.Number}/{p.Protocol}");
        var text = string.Join(", ", names.Distinct().Take(6));
        return text.Length == 0 ? "no ports" : text;
    }
}
