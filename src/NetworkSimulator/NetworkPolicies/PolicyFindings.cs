using NetworkSimulator.Findings;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Finds what NetworkPolicies get wrong: selectors that pick nothing, forgotten DNS, ports that nobody has.</summary>
internal sealed class PolicyFindings
{
    private readonly Cluster _cluster;
    private readonly SelectedClasses _selected;
    private readonly PolicyPortFindings _ports;

    private PolicyFindings(Cluster cluster)
    {
        _cluster = cluster;
        _selected = new(cluster.Index);
        _ports = new(cluster.Index);
    }

    public static IEnumerable<Finding> Of(Cluster cluster) =>
        cluster.NetworkPolicies.IsEmpty ? [] : new PolicyFindings(cluster).All();

    /// <summary>A finding about a policy.</summary>
    public static Finding About(
        NetworkPolicy policy,
        FindingSeverity severity,
        string code,
        int line,
        string message,
        string fix
    ) => new(severity, code, $"NetworkPolicy {policy.Key}", policy.Source.Document, line, message, fix);

    private IEnumerable<Finding> All()
    {
        foreach (var policy in _cluster.Objects.NetworkPolicies)
        {
            foreach (var finding in Selection(policy))
                yield return finding;
            foreach (var finding in Ignored(policy))
                yield return finding;
            foreach (var rule in policy.IsolatesIngress ? policy.Ingress : [])
            foreach (var finding in Rule(policy, rule, ingress: true))
                yield return finding;
            foreach (var rule in policy.IsolatesEgress ? policy.Egress : [])
            foreach (var finding in Rule(policy, rule, ingress: false))
                yield return finding;
        }
        foreach (var finding in ForgottenDns.Of(_cluster))
            yield return finding;
    }

    private IEnumerable<Finding> Selection(NetworkPolicy policy)
    {
        if (_selected.In(policy.Namespace, policy.PodSelector) is { IsEmpty: true })
            yield return About(
                policy,
                FindingSeverity.Warning,
                "policy-selects-nothing",
                policy.PodSelector.Line,
                policy.PodSelector.IsEmpty
                    ? $"NetworkPolicy {policy.Key} is for all Pods of namespace {policy.Namespace}, which has none that a policy can govern (host-network Pods are exempt)."
                    : $"podSelector {policy.PodSelector} of NetworkPolicy {policy.Key} matches no Pod of namespace {policy.Namespace} that a policy can govern, so the policy does nothing.",
                "Compare the selector with the labels of the Pods (those of the workload's template), in the policy's own namespace."
            );
    }

    private static IEnumerable<Finding> Ignored(NetworkPolicy policy)
    {
        foreach (var (type, ignored) in Types(policy))
            if (ignored)
                yield return About(
                    policy,
                    FindingSeverity.Warning,
                    "policy-rules-ignored",
                    policy.Source.LineOf($"spec.{type.ToLowerInvariant()}"),
                    $"NetworkPolicy {policy.Key} has {type.ToLowerInvariant()} rules, but its policyTypes do not name {type}, so they are ignored and that direction stays open.",
                    $"Add {type} to policyTypes, or remove the rules."
                );
    }

    private static IEnumerable<(string Type, bool Ignored)> Types(NetworkPolicy policy) =>
        [
            ("Ingress", !policy.IsolatesIngress && !policy.Ingress.IsEmpty),
            ("Egress", !policy.IsolatesEgress && !policy.Egress.IsEmpty),
        ];

    private IEnumerable<Finding> Rule(NetworkPolicy policy, NetworkPolicyRule rule, bool ingress)
    {
        foreach (var peer in rule.Peers)
            if ((peer.IPBlock is { } block ? Block(policy, block) : Peer(policy, peer)) is { } finding)
                yield return finding;
        var called =
            ingress ? _selected.In(policy.Namespace, policy.PodSelector)
            : rule.Peers.IsEmpty ? _selected.Of(policy.Namespace, PolicyPortFindings.AnyPeer)
            : _selected.Of(policy.Namespace, rule.Peers);
        if (called is not { IsEmpty: false })
            yield break;
        foreach (var port in rule.Ports)
            if (_ports.Of(policy, port, called, ingress) is { } finding)
                yield return finding;
    }

    private Finding? Peer(NetworkPolicy policy, NetworkPolicyPeer peer)
    {
        if (_selected.Of(policy.Namespace, peer) is not { IsEmpty: true } || IsForDnsNotShown(peer))
            return null;
        var elsewhere =
            peer.NamespaceSelector is null
            && _selected.Of(policy.Namespace, peer with { NamespaceSelector = new([], 0) }) is { IsEmpty: false };
        var what = (peer.NamespaceSelector, peer.PodSelector) switch
        {
            (null, var pods) => $"podSelector {pods} matches no Pod of its own namespace {policy.Namespace}",
            (var namespaces, null) => $"namespaceSelector {namespaces} matches no namespace that has Pods",
            var (namespaces, pods) =>
                $"No Pod matches both namespaceSelector {namespaces} and podSelector {pods}, and a peer wants both",
        };
        return About(
            policy,
            FindingSeverity.Warning,
            "policy-peer-matches-nothing",
            peer.Line,
            $"{what}, so this peer of NetworkPolicy {policy.Key} allows nothing."
                + (
                    elsewhere
                        ? " Pods of other namespaces have such labels, but a podSelector alone does not look there."
                        : ""
                ),
            elsewhere ? "Add a namespaceSelector to the same peer, beside its podSelector."
                : peer.NamespaceSelector is not null && peer.PodSelector is not null
                    ? "Correct the labels; to allow either, write two peers."
                : "Compare the selector with the labels it is meant to match."
        );
    }

    /// <summary>Manifests of an application leave kube-system out, and rules that let it look names up are sound.</summary>
    private bool IsForDnsNotShown(NetworkPolicyPeer peer) =>
        peer.NamespaceSelector is { } namespaces
        && namespaces.Matches(ForgottenDns.NamespaceLabels(_cluster))
        && (!namespaces.IsEmpty || ForgottenDns.IsForDnsPods(peer.PodSelector))
        && !_cluster.Index.PodsByNamespace.ContainsKey(ForgottenDns.Namespace);

    private Finding? Block(NetworkPolicy policy, IPBlock block)
    {
        foreach (var cidr in _cluster.Objects.Settings.PodCidrs)
            if (cidr.Contains(block.Cidr))
                return About(
                    policy,
                    FindingSeverity.Info,
                    "policy-block-names-pods",
                    block.Line,
                    $"ipBlock {block.Cidr} of NetworkPolicy {policy.Key} lies in the Pod range {cidr}: it names Pods by addresses, which change whenever Pods are replaced.",
                    "Name Pods by podSelector and namespaceSelector; keep ipBlock for addresses outside the cluster."
                );
        return null;
    }
}
