using System.Globalization;
using System.Text.Json.Nodes;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>What keeps a request out that should not get through: rules to take away, or a policy to add.</summary>
internal static class ClosingProposals
{
    private const int MostRules = 8;

    public static IEnumerable<Proposal> Of(Situation situation)
    {
        foreach (var number in situation.WantedPods().Take(2))
        {
            var pod = situation.Cluster.Index.Pods[number];
            var party = situation.Cluster.Parties.OfPod(number);
            if (!party.IsPod)
                continue;
            var isolation = situation.Cluster.NetworkPolicies.Ingress(number, party.Class);
            foreach (
                var proposal in isolation is null ? Isolated(situation, pod) : Narrowed(isolation, "ingress", "from")
            )
                yield return proposal;
        }
        if (situation.Source.IsPod)
        {
            var party = situation.Source;
            if (situation.Cluster.NetworkPolicies.Egress(party.Pod, party.Class) is { } isolation)
                foreach (var proposal in Narrowed(isolation, "egress", "to"))
                    yield return proposal;
        }
    }

    /// <summary>Takes rules, peers and ports of policies away.</summary>
    private static IEnumerable<Proposal> Narrowed(Isolation isolation, string direction, string side)
    {
        foreach (var test in isolation.Tests.Take(MostRules))
        {
            var (rule, policy) = (test.Rule, test.Rule.Policy.Policy);
            var at = Text(rule.Number - 1);
            var place = $"{direction} rule {rule.Number} of NetworkPolicy {policy.Key}";
            if (rule.Rule.Peers.Length > 1)
                for (var i = 0; i < rule.Rule.Peers.Length; i++)
                    yield return new(
                        $"Take {rule.Words.Peer(i)} out of {place}.",
                        ManifestChange.Remove(policy, "spec", direction, at, side, Text(i))
                    );
            if (rule.Rule.Ports.Length > 1)
                for (var i = 0; i < rule.Rule.Ports.Length; i++)
                    yield return new(
                        $"Take {RuleWords.Of(rule.Rule.Ports[i])} out of {place}.",
                        ManifestChange.Remove(policy, "spec", direction, at, "ports", Text(i))
                    );
            yield return new($"Take {place} away.", ManifestChange.Remove(policy, "spec", direction, at));
        }
    }

    /// <summary>Isolates Pods that no policy selects.</summary>
    private static IEnumerable<Proposal> Isolated(Situation situation, Pod pod)
    {
        var name = PolicyEdits.FreeName(situation, pod.Namespace, $"protect-{PolicyEdits.BaseName(pod)}");
        if (situation.SourcePod >= 0)
        {
            var caller = situation.Cluster.Index.Pods[situation.SourcePod];
            if (PolicyPeers.Selector(caller)["matchLabels"] is JsonObject labels)
            {
                var (key, value) = (labels.First().Key, labels.First().Value!);
                var others = new JsonObject
                {
                    ["namespaceSelector"] = new JsonObject(),
                    ["podSelector"] = new JsonObject
                    {
                        ["matchExpressions"] = new JsonArray(
                            new JsonObject
                            {
                                ["key"] = key,
                                ["operator"] = "NotIn",
                                ["values"] = new JsonArray(value.DeepClone()),
                            }
                        ),
                    },
                };
                yield return New(pod, name, $"lets in every Pod but those with {key}={value}", From(others));
            }
            if (caller.Namespace != pod.Namespace)
                yield return New(
                    pod,
                    name,
                    $"lets in Pods of namespace {pod.Namespace} only",
                    From(new JsonObject { ["podSelector"] = new JsonObject() })
                );
        }
        else
            yield return New(
                pod,
                name,
                "lets in Pods of the cluster only",
                From(new JsonObject { ["namespaceSelector"] = new JsonObject() })
            );
        yield return New(pod, name, "lets nobody in", []);
    }

    private static JsonArray From(JsonObject peer) => new(new JsonObject { ["from"] = new JsonArray(peer) });

    private static Proposal New(Pod pod, string name, string what, JsonArray rules) =>
        new(
            $"Add a NetworkPolicy for {PolicyEdits.BaseName(pod)} that {what}.",
            ManifestChange.Create(PolicyEdits.Policy(pod, name, "Ingress", new JsonObject { ["ingress"] = rules }))
        );

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
