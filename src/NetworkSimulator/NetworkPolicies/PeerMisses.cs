using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Says what keeps a peer of a rule from matching.</summary>
internal static class PeerMisses
{
    private const int MaxListed = 3;

    /// <summary>What is in the way, as the end of a sentence.</summary>
    public static void AppendReason(ReasonText text, NetworkPolicyPeer peer, PeerMiss miss, in PolicyPeer end)
    {
        if (end.IsUnknownPod && (peer.IPBlock is null || end.Address.IsNone))
            text.Append("the caller is a controller or load balancer that the manifests do not hold:")
                .Append(" a Pod of an unknown namespace without labels");
        else if (peer.IPBlock is { } block)
            AppendOutsideOf(text, block, end);
        else if (end.Pod is { } pod)
            AppendSelectors(text, peer, miss, end, pod);
        else
            AppendName(text.Append("selectors match Pods only, and "), end).Append(" is none");
    }

    /// <summary>The other end in a sentence.</summary>
    public static ReasonText AppendName(ReasonText text, in PolicyPeer end) =>
        end.PodNumber >= 0 ? AppendPod(text, end)
        : end.IsUnknownPod ? text.Append("a controller or load balancer that the manifests do not hold")
        : end.IsMasqueraded ? AppendNode(text, end.Address).Append(" (whose address replaces the caller's)")
        : end.Kind == PartyKind.Node ? AppendNode(text, end.Address)
        : text.Append(end.Address.ToString()).Append(" outside the cluster");

    private static ReasonText AppendPod(ReasonText text, in PolicyPeer end) =>
        text.Append("Pod ").Append(end.Index.PodKeys[end.PodNumber]);

    private static ReasonText AppendNode(ReasonText text, IpAddress address) =>
        address.IsNone ? text.Append("a node") : text.Append("the node ").Append(address.ToString());

    private static void AppendSelectors(
        ReasonText text,
        NetworkPolicyPeer peer,
        PeerMiss miss,
        in PolicyPeer end,
        Pod pod
    )
    {
        var (_, inNamespace, byLabels) = miss;
        if (peer.NamespaceSelector is null && byLabels)
            text.Append("a podSelector without namespaceSelector means the policy's own namespace, and ");
        if (peer.NamespaceSelector is { } namespaces && !inNamespace)
        {
            text.Append("namespace ").Append(pod.Namespace).Append(" has ");
            AppendLacks(text, namespaces, end.NamespaceLabels);
            if (byLabels)
            {
                text.Append(peer.PodSelector is null ? "" : " (the Pod matches, but both selectors of a peer must)");
                return;
            }
            text.Append(", and ");
        }
        AppendPod(text, end);
        if (peer.NamespaceSelector is null && !inNamespace)
            text.Append(" is in namespace ").Append(pod.Namespace).Append(byLabels ? "" : " and");
        if (byLabels)
            return;
        AppendLacks(text.Append(" has "), peer.PodSelector!, pod.Metadata.Labels);
        if (peer.NamespaceSelector is not null && inNamespace)
            text.Append(" (its namespace matches, but both selectors of a peer must)");
    }

    private static void AppendOutsideOf(ReasonText text, IPBlock block, in PolicyPeer end)
    {
        if (end.Address.IsNone)
        {
            AppendName(text.Append("the address of "), end).Append(" is not known");
            return;
        }
        var address = end.Address.ToString();
        foreach (var except in block.Except)
            if (except.Contains(end.Address))
            {
                text.Append(address).Append(" is cut out by except ").Append(except.ToString());
                return;
            }
        if (block.Cidr.IsV6 != end.IsV6)
            text.Append(end.IsV6 ? "the call uses the IPv6 address " : "the call uses the IPv4 address ")
                .Append(address);
        else if (end.PodNumber >= 0)
            AppendPod(text, end).Append(" has the address ").Append(address);
        else
            text.Append(address).Append(" is not");
    }

    /// <summary>What the labels have instead of what the selector asks for.</summary>
    private static void AppendLacks(ReasonText text, LabelSelector selector, Labels labels)
    {
        var requirements = selector.Requirements;
        var listed = 0;
        for (var i = 0; i < requirements.Length && listed < MaxListed; i++)
        {
            var key = requirements[i].Key;
            // A selector's only requirement is what does not match.
            if (
                requirements.Length > 1
                && (requirements[i].Matches(labels) || IsListed(requirements.AsSpan(0, i), key, labels))
            )
                continue;
            text.Append(listed++ == 0 ? "" : " and ");
            if (labels[key] is { } value)
                text.Append(key).Append('=').Append(value.Length == 0 ? "\"\"" : value);
            else
                text.Append("no label ").Append(key);
        }
    }

    private static bool IsListed(ReadOnlySpan<LabelRequirement> before, string key, Labels labels)
    {
        foreach (var requirement in before)
            if (requirement.Key == key && !requirement.Matches(labels))
                return true;
        return false;
    }
}

/// <summary>How far a peer of a rule is from matching.</summary>
/// <param name="Distance">1 where one of its two parts matches, up to 3 for another kind of peer.</param>
/// <param name="InNamespace">Whether the other end, a Pod, is in a namespace that the peer means.</param>
/// <param name="ByLabels">Whether the other end, a Pod, has the labels that the peer asks for.</param>
internal readonly record struct PeerMiss(int Distance, bool InNamespace, bool ByLabels)
{
    /// <summary>In the place of one that was told.</summary>
    public static PeerMiss Told => new(int.MaxValue, false, false);

    public static PeerMiss Of(NetworkPolicy policy, NetworkPolicyPeer peer, in PolicyPeer end)
    {
        if (peer.IPBlock is { } block)
            return new(
                block.Cidr.Contains(end.Address) ? 1
                    : end.PodNumber < 0 ? 2
                    : 3,
                false,
                false
            );
        if (end.Pod is not { } pod)
            return new(3, false, false);
        var inNamespace = peer.NamespaceSelector?.Matches(end.NamespaceLabels) ?? pod.Namespace == policy.Namespace;
        var byLabels = peer.PodSelector?.Matches(pod.Metadata.Labels) ?? true;
        return new(peer.PodSelector is not null && inNamespace != byLabels ? 1 : 2, inNamespace, byLabels);
    }
}
