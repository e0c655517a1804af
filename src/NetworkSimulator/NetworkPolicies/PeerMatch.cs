using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Matches one peer of a rule label by label: what the compiled sets hold, asked one at a time.</summary>
/// <remarks>
/// <c>podSelector</c> alone: Pods of the policy's own namespace. <c>namespaceSelector</c> alone: every Pod of those
/// namespaces. Both in one peer: both must match. Peers of one rule are alternatives.
/// </remarks>
internal static class PeerMatch
{
    public static bool Matches(NetworkPolicy policy, NetworkPolicyPeer peer, in PolicyPeer end) =>
        MatchesSelectors(policy, peer, end) || MatchesBlock(peer, end);

    public static bool AnySelector(NetworkPolicy policy, NetworkPolicyRule rule, in PolicyPeer end)
    {
        foreach (var peer in rule.Peers)
            if (MatchesSelectors(policy, peer, end))
                return true;
        return false;
    }

    /// <summary>Whether the peer is every Pod of every namespace, whatever labels they have.</summary>
    public static bool AdmitsEveryPod(NetworkPolicyPeer peer) =>
        peer is { NamespaceSelector.IsEmpty: true, PodSelector: null or { IsEmpty: true } };

    private static bool MatchesSelectors(NetworkPolicy policy, NetworkPolicyPeer peer, in PolicyPeer end)
    {
        if (end.Pod is not { } pod)
            return end.IsUnknownPod && AdmitsEveryPod(peer);
        if (peer.NamespaceSelector is null && peer.PodSelector is null)
            return false;
        var inNamespace = peer.NamespaceSelector is { } namespaces
            ? namespaces.Matches(end.NamespaceLabels)
            : pod.Namespace == policy.Namespace;
        return inNamespace && (peer.PodSelector is not { } pods || pods.Matches(pod.Metadata.Labels));
    }

    public static bool MatchesBlock(NetworkPolicyPeer peer, in PolicyPeer end)
    {
        if (peer.IPBlock is not { } block)
            return false;
        return end.IsUnknownPod && end.Address.IsNone
            ? block.Cidr.PrefixLength == 0 && block.Cidr.IsV6 == end.IsV6 && block.Except.IsEmpty
            : block.Contains(end.Address);
    }
}
