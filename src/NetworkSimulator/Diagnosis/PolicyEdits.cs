using System.Globalization;
using System.Text.Json.Nodes;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Diagnosis;

/// <summary>Changes of one rule, and policies of their own.</summary>
internal static class PolicyEdits
{
    /// <summary>A rule that admits the other end, on other ports.</summary>
    public static IEnumerable<Proposal> Ports(CompiledRule rule, string direction, string at, CalledPort[] ports)
    {
        var policy = rule.Policy.Policy;
        if (rule.Rule.Ports is [var only])
        {
            var (port, protocol) = (ports[0].Number, ports[0].Protocol);
            if (only.Port is not { IsNamed: false, Number: var number } || number != port)
                yield return new(
                    $"Open port {port} instead of {RuleWords.Of(only)} in {direction} rule {rule.Number} of NetworkPolicy {policy.Key}.",
                    ManifestChange.Set(policy, port, "spec", direction, at, "ports", "0", "port")
                );
            else if (only.Protocol != protocol)
                yield return new(
                    $"Open port {port} for {protocol} instead of {only.Protocol} in {direction} rule {rule.Number} of NetworkPolicy {policy.Key}.",
                    ManifestChange.Set(policy, protocol.ToString(), "spec", direction, at, "ports", "0", "protocol")
                );
        }
        yield return new(
            $"Also open {PolicyProposals.Words(ports)} in {direction} rule {rule.Number} of NetworkPolicy {policy.Key}.",
            [.. ports.Select(port => ManifestChange.Add(policy, port.ToJson(), "spec", direction, at, "ports"))]
        );
    }

    /// <summary>A rule that opens the port, for others.</summary>
    public static IEnumerable<Proposal> Peers(
        Situation situation,
        CompiledRule rule,
        string direction,
        string side,
        string at,
        JsonObject peer,
        Pod? other
    )
    {
        var policy = rule.Policy.Policy;
        foreach (var (written, i) in rule.Rule.Peers.Select((written, i) => (written, i)))
        {
            string[] path = ["spec", direction, at, side, i.ToString(CultureInfo.InvariantCulture)];
            if (other is not null)
                foreach (
                    var proposal in Selectors(policy, written, path, rule, direction, other, peer)
                        .Concat(Namespaces(situation, written, other))
                )
                    yield return proposal;
            else if (written.IPBlock is not null && peer["ipBlock"]?["cidr"] is { } cidr)
                yield return new(
                    $"Name {cidr} instead of {written.IPBlock.Cidr} in {direction} rule {rule.Number} of NetworkPolicy {policy.Key}.",
                    ManifestChange.Set(policy, cidr.DeepClone(), [.. path, "ipBlock", "cidr"])
                );
        }
        yield return new(
            $"Also name {PolicyPeers.Words(peer)} in {direction} rule {rule.Number} of NetworkPolicy {policy.Key}.",
            ManifestChange.Add(policy, peer, "spec", direction, at, side)
        );
    }

    /// <summary>A policy of its own that opens the connection, for the Pods like the isolated one.</summary>
    public static Proposal NewPolicy(
        Situation situation,
        int isolated,
        string direction,
        string side,
        JsonObject rule,
        JsonObject peer,
        CalledPort[] ports
    )
    {
        var pod = situation.Cluster.Index.Pods[isolated];
        var name = FreeName(situation, pod.Namespace, $"allow-{direction}-{ports[0].Number}-{BaseName(pod)}");
        return new(
            $"Add a NetworkPolicy that allows {direction} {side} {PolicyPeers.Words(peer)} on {PolicyProposals.Words(ports)}.",
            ManifestChange.Create(
                Policy(
                    pod,
                    name,
                    direction == "ingress" ? "Ingress" : "Egress",
                    new JsonObject { [direction] = new JsonArray(rule) }
                )
            )
        );
    }

    /// <summary>A NetworkPolicy that selects Pods like one.</summary>
    public static JsonObject Policy(Pod pod, string name, string type, JsonObject rules)
    {
        var spec = new JsonObject
        {
            ["podSelector"] = PolicyPeers.Selector(pod),
            ["policyTypes"] = new JsonArray(JsonValue.Create(type)),
        };
        foreach (var (direction, list) in rules)
            spec[direction] = list?.DeepClone();
        return new()
        {
            ["apiVersion"] = "networking.k8s.io/v1",
            ["kind"] = "NetworkPolicy",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = pod.Namespace },
            ["spec"] = spec,
        };
    }

    public static string BaseName(Pod pod) => pod.Owner?.Name ?? pod.Name;

    public static string FreeName(Situation situation, string ns, string name)
    {
        name = name.Length > 60 ? name[..60].TrimEnd('-', '.') : name;
        var taken = situation
            .Cluster.Objects.NetworkPolicies.Where(policy => policy.Namespace == ns)
            .Select(policy => policy.Name)
            .ToHashSet(StringComparer.Ordinal);
        var free = name;
        for (var i = 2; taken.Contains(free); i++)
            free = $"{name}-{i.ToString(CultureInfo.InvariantCulture)}";
        return free;
    }

    /// <summary>Labels the namespace as the rule asks.</summary>
    private static IEnumerable<Proposal> Namespaces(Situation situation, NetworkPolicyPeer written, Pod other)
    {
        if (
            written.NamespaceSelector is not { } selector
            || !situation.Cluster.Index.NamespaceByName.TryGetValue(other.Namespace, out var space)
            || space.Source.Document == 0
        )
            yield break;
        foreach (var requirement in selector.Requirements)
            if (
                !requirement.Matches(space.Metadata.Labels)
                && requirement is { Operator: LabelOperator.In, Values: [var value] }
            )
                yield return new(
                    $"Label namespace {space.Name} {requirement}, as the rule asks.",
                    ManifestChange.Set(space, value, "metadata", "labels", requirement.Key)
                );
    }

    private static IEnumerable<Proposal> Selectors(
        NetworkPolicy policy,
        NetworkPolicyPeer written,
        string[] path,
        CompiledRule rule,
        string direction,
        Pod other,
        JsonObject peer
    )
    {
        var place = $"{direction} rule {rule.Number} of NetworkPolicy {policy.Key}";
        if (written.PodSelector is { } pods)
            foreach (var requirement in pods.Requirements)
                if (
                    !requirement.Matches(other.Metadata.Labels)
                    && requirement is { Operator: LabelOperator.In, Values.Length: 1 }
                    && other.Metadata.Labels[requirement.Key] is { } value
                )
                    yield return new(
                        $"Ask for {requirement.Key}={value} instead of {requirement} in {place}, as Pod {other.Key} is labelled.",
                        ManifestChange.Set(policy, value, [.. path, "podSelector", "matchLabels", requirement.Key])
                    );
        if (written.IPBlock is null && peer["namespaceSelector"] is { } namespaces)
            yield return new(
                $"Name the namespace {other.Namespace} in {place}.",
                ManifestChange.Set(policy, namespaces.DeepClone(), [.. path, "namespaceSelector"])
            );
    }
}
