using NetworkSimulator.Objects;

namespace NetworkSimulator.EndpointSlices;

/// <summary>Finds the Pods that a selector picks in a namespace, through an index by label.</summary>
internal sealed class SelectedPods(ClusterIndex index)
{
    private readonly Dictionary<(string Namespace, string Key, string Value), List<int>> _byLabel = ByLabel(index);

    /// <summary>Numbers of the selected Pods, in the order of the manifests.</summary>
    public IReadOnlyList<int> Of(string @namespace, LabelSelector selector)
    {
        IReadOnlyList<int> candidates = index.PodsByNamespace.GetValueOrDefault(@namespace) ?? [];
        foreach (var requirement in selector.Requirements)
        {
            if (requirement.Operator != LabelOperator.In || requirement.Values.Length != 1)
                continue;
            var posting = _byLabel.GetValueOrDefault((@namespace, requirement.Key, requirement.Values[0]));
            if (posting is null)
                return [];
            if (posting.Count < candidates.Count)
                candidates = posting;
        }
        var selected = new List<int>(Math.Min(candidates.Count, 16));
        foreach (var pod in candidates)
            if (selector.Matches(index.Pods[pod].Metadata.Labels))
                selected.Add(pod);
        return selected;
    }

    private static Dictionary<(string, string, string), List<int>> ByLabel(ClusterIndex index)
    {
        var postings = new Dictionary<(string, string, string), List<int>>();
        for (var i = 0; i < index.Pods.Length; i++)
            foreach (var (key, value) in index.Pods[i].Metadata.Labels.Entries)
            {
                var posting = System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                    postings,
                    (index.Pods[i].Namespace, key, value),
                    out _
                );
                if (posting is null)
                    postings[(index.Pods[i].Namespace, key, value)] = posting = [];
                posting.Add(i);
            }
        return postings;
    }
}
