using System.Collections.Immutable;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Namespaces with the label that Kubernetes puts on each, and those that objects are in without being written.</summary>
internal static class ImpliedNamespaces
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    public static ImmutableArray<Namespace> Add(ClusterDraft draft)
    {
        var written = draft.Namespaces.Select(n => n.Name).ToHashSet();
        var implied = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in Mentioned(draft))
            if (!written.Contains(name))
                implied.Add(name);
        var namespaces = draft.Namespaces.Concat(implied.Select(n => new Namespace { Metadata = new(n) }));
        return [.. namespaces.Select(WithNameLabel)];
    }

    private static IEnumerable<string> Mentioned(ClusterDraft draft) =>
        draft
            .Pods.Select(o => o.Pod.Namespace)
            .Concat(draft.Workloads.Select(o => o.Workload.Namespace))
            .Concat(draft.Services.Select(o => o.Service.Namespace))
            .Concat(draft.EndpointSlices.Select(o => o.Namespace))
            .Concat(draft.NetworkPolicies.Select(o => o.Namespace))
            .Concat(draft.Ingresses.Select(o => o.Namespace))
            .Concat(draft.Secrets.Select(o => o.Namespace))
            .Concat(draft.ConfigMaps.Select(o => o.Namespace));

    private static Namespace WithNameLabel(Namespace ns)
    {
        var labels = Labels.Of([.. ns.Metadata.Labels.Entries, new(NameLabel, ns.Name)]);
        return ns with { Metadata = ns.Metadata with { Labels = labels } };
    }
}
