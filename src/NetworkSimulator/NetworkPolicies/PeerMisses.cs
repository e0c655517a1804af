using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Says how far a peer of a rule is from matching, and what is in the way.</summary>
internal static class PeerMisses
{
    private const int MaxListed = 3;

    /// <summary>How far the peer is from matching: 1 where one of its two parts matches, up to 3 for another kind of peer.</summary>
    public static int Distance(NetworkPolicy policy, NetworkPolicyPeer peer, in PolicyPeer end)
    {
        if (peer.IPBlock is { } block)
            return block.Cidr.Contains(end.Address) ? 1
                : end.Pod is null ? 2
                : 3;
        if (end.Pod is null)
            return 3;
        var (inNamespace, byLabels) = Parts(policy, peer, end);
        return peer.PodSelector is not null && inNamespace != byLabels ? 1 : 2;
    }

    /// <summary>What is in the way, as the end of a sentence.</summary>
    public static string Reason(NetworkPolicy policy, NetworkPolicyPeer peer, in PolicyPeer end)
    {
        if (end.IsUnknownPod && (peer.IPBlock is null || end.Address.IsNone))
            return "the caller is a controller or load balancer that the manifests do not hold: a Pod of an unknown namespace without labels";
        if (peer.IPBlock is { } block)
            return OutsideOf(block, end);
        if (end.Pod is not { } pod)
            return $"selectors match Pods only, and {Name(end)} is none";
        var (inNamespace, byLabels) = Parts(policy, peer, end);
        var lacks = byLabels ? "" : Lacks(peer.PodSelector!, pod.Metadata.Labels);
        if (peer.NamespaceSelector is not { } namespaces)
            return byLabels
                    ? $"a podSelector without namespaceSelector means the policy's own namespace, and Pod {pod.Key} is in namespace {pod.Namespace}"
                : inNamespace ? $"Pod {pod.Key} has {lacks}"
                : $"Pod {pod.Key} is in namespace {pod.Namespace} and has {lacks}";
        if (inNamespace)
            return $"Pod {pod.Key} has {lacks} (its namespace matches, but both selectors of a peer must)";
        var missing = $"namespace {pod.Namespace} has {Lacks(namespaces, end.NamespaceLabels)}";
        return peer.PodSelector is null ? missing
            : byLabels ? $"{missing} (the Pod matches, but both selectors of a peer must)"
            : $"{missing}, and Pod {pod.Key} has {lacks}";
    }

    /// <summary>The other end in a sentence.</summary>
    public static string Name(in PolicyPeer end) =>
        end.Pod is { } pod ? $"Pod {pod.Key}"
        : end.IsUnknownPod ? "a controller or load balancer that the manifests do not hold"
        : end.IsMasqueraded ? Node(end.Address) + " (whose address replaces the caller's)"
        : end.Kind == PartyKind.Node ? Node(end.Address)
        : $"{end.Address} outside the cluster";

    private static string Node(IpAddress address) => address.IsNone ? "a node" : $"the node {address}";

    private static (bool InNamespace, bool ByLabels) Parts(
        NetworkPolicy policy,
        NetworkPolicyPeer peer,
        in PolicyPeer end
    ) =>
        (
            peer.NamespaceSelector?.Matches(end.NamespaceLabels) ?? end.Pod!.Namespace == policy.Namespace,
            peer.PodSelector?.Matches(end.Pod!.Metadata.Labels) ?? true
        );

    private static string OutsideOf(IPBlock block, in PolicyPeer end)
    {
        if (end.Address.IsNone)
            return $"the address of {Name(end)} is not known";
        foreach (var except in block.Except)
            if (except.Contains(end.Address))
                return $"{end.Address} is cut out by except {except}";
        var subject = end.Pod is { } pod ? $"Pod {pod.Key} has the address {end.Address}" : $"{end.Address} is not";
        return block.Cidr.IsV6 == end.IsV6
            ? subject
            : $"the call uses the {(end.IsV6 ? "IPv6" : "IPv4")} address {end.Address}";
    }

    private static string Lacks(LabelSelector selector, Labels labels)
    {
        var text = "";
        List<string>? listed = null;
        foreach (var requirement in selector.Requirements)
        {
            var key = requirement.Key;
            if (requirement.Matches(labels) || listed?.Contains(key) == true || listed?.Count == MaxListed)
                continue;
            if (selector.Requirements.Length > 1)
                (listed ??= new(MaxListed)).Add(key);
            var lack = labels[key] is { } value
                ? string.Concat(key, "=", value.Length == 0 ? "\"\"" : value)
                : string.Concat("no label ", key);
            text = text.Length == 0 ? lack : string.Concat(text, " and ", lack);
        }
        return text;
    }
}
