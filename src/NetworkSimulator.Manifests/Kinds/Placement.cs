using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>On which nodes a template's Pods may run: node selector, required node affinity, tolerations.</summary>
internal sealed record Placement(
    LabelSelector? NodeSelector,
    List<LabelSelector> AffinityTerms,
    List<Toleration> Tolerations
)
{
    public static Placement Anywhere { get; } = new(null, [], []);

    public static Placement Read(Reading reading, Field spec)
    {
        var selector = spec.Object("nodeSelector");
        var terms = new List<LabelSelector>();
        var affinity = spec.Object("affinity")
            .Object("nodeAffinity")
            .Object("requiredDuringSchedulingIgnoredDuringExecution");
        foreach (var term in affinity.List("nodeSelectorTerms"))
            if (term.AsMapping().Exists)
                terms.Add(reading.Selectors.ReadNodeTerm(term));
        var tolerations = new List<Toleration>();
        foreach (var item in spec.List("tolerations"))
            if (item.AsMapping().Exists)
                tolerations.Add(
                    new(
                        item.String("key"),
                        item.String("operator", "Equal"),
                        item.String("value"),
                        item.String("effect")
                    )
                );
        if (!selector.Exists && terms.Count == 0 && tolerations.Count == 0)
            return Anywhere;
        return new(selector.Exists ? reading.Selectors.ReadMap(selector) : null, terms, tolerations);
    }

    /// <summary>Whether Pods may run there, as far as labels and taints say.</summary>
    public bool Allows(NodeDraft node)
    {
        var labels = node.Node.Metadata.Labels;
        if (NodeSelector is not null && !NodeSelector.Matches(labels))
            return false;
        if (AffinityTerms.Count > 0 && !AffinityTerms.Exists(term => term.Matches(labels)))
            return false;
        return Array.TrueForAll(node.Taints, taint => Tolerations.Exists(toleration => toleration.Covers(taint)));
    }
}

/// <summary>A toleration of taints.</summary>
internal sealed record Toleration(string Key, string Operator, string Value, string Effect)
{
    public bool Covers(Taint taint) =>
        (Effect.Length == 0 || Effect == taint.Effect)
        && (Key.Length == 0 ? Operator == "Exists" : Key == taint.Key)
        && (Operator == "Exists" || Value == taint.Value);
}
