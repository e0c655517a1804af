using System.Text.Json.Nodes;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>Peers of policy rules that name Pods.</summary>
internal static class PolicyPeers
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    private static readonly string[] Usual = ["app.kubernetes.io/name", "app", "k8s-app", "name", "component", "run"];

    /// <summary>A peer that is the Pod and its like, for a policy of a namespace.</summary>
    public static JsonObject Of(Situation situation, int number, string policyNamespace)
    {
        var pod = situation.Cluster.Index.Pods[number];
        if (pod.HostNetwork)
        {
            var address = situation.Cluster.Parties.OfPod(number).V4;
            return new() { ["ipBlock"] = new JsonObject { ["cidr"] = $"{address}/32" } };
        }
        var peer = new JsonObject();
        if (pod.Namespace != policyNamespace)
            peer["namespaceSelector"] = new JsonObject
            {
                ["matchLabels"] = new JsonObject { [NameLabel] = pod.Namespace },
            };
        peer["podSelector"] = Selector(pod);
        return peer;
    }

    /// <summary>A selector of the Pod and its like, by the labels that people select by.</summary>
    public static JsonObject Selector(Pod pod)
    {
        var labels = new JsonObject();
        foreach (var key in Usual)
            if (pod.Metadata.Labels[key] is { } value)
            {
                labels[key] = value;
                break;
            }
        if (labels.Count == 0)
            foreach (var (key, value) in pod.Metadata.Labels.Entries)
                if (!ServiceProposals.IsGenerated(key))
                    labels[key] = value;
        return labels.Count == 0 ? [] : new() { ["matchLabels"] = labels };
    }

    /// <summary>The peer in words.</summary>
    public static string Words(JsonObject peer)
    {
        if (peer["ipBlock"] is { } block)
            return $"{block["cidr"]}";
        var pods = peer["podSelector"]?["matchLabels"] is JsonObject labels
            ? $"Pods with {string.Join(",", labels.Select(l => $"{l.Key}={l.Value}"))}"
            : "every Pod";
        return peer["namespaceSelector"] switch
        {
            null => pods,
            { } ns when ns["matchLabels"]?[NameLabel] is { } name => $"{pods} of namespace {name}",
            _ => $"{pods} of every namespace",
        };
    }
}
