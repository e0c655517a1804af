using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>A rule in words. Each text is made when it is first asked for, and kept.</summary>
internal sealed class RuleWords(CompiledRule rule)
{
    private const int MaxListed = 8;

    private readonly string?[] _allows = new string?[Math.Max(1, rule.Rule.Peers.Length)];

    /// <summary>Which ports the rule opens, such as <c>port 80/TCP, ports 8000-8010/TCP</c>.</summary>
    public string Ports => field ??= Of(rule.Rule.Ports);

    /// <summary>What a peer of the rule allows, such as <c>ingress rule 1 admits Pods with app=api of namespace shop on port 80/TCP</c>.</summary>
    /// <param name="peer">Position of the peer; 0 also where the rule has none.</param>
    public string Allows(int peer) =>
        _allows[peer] ??=
            $"{Subject} {(rule.Rule.Peers.IsEmpty ? rule.Policy.IsIngress ? "anybody" : "any destination" : Peer(peer))} on {Ports}";

    /// <summary>The peer as a noun, such as <c>Pods with app=api of namespace shop</c>.</summary>
    public string Peer(int peer) => Of(rule.Policy.Policy.Namespace, rule.Rule.Peers[peer]);

    /// <summary>Beginning of a sentence about the rule, such as <c>ingress rule 1 admits</c>.</summary>
    public string Subject =>
        rule.Policy.IsIngress ? $"ingress rule {rule.Number} admits" : $"egress rule {rule.Number} allows calls to";

    public static string Of(NetworkPolicyPort port) =>
        port.Port is not { } reference ? $"every {port.Protocol} port"
        : reference.IsNamed ? $"the port named {reference.Name}/{port.Protocol}"
        : port.EndPort > reference.Number ? $"ports {reference.Number}-{port.EndPort}/{port.Protocol}"
        : $"port {reference.Number}/{port.Protocol}";

    private static string Of(ImmutableArray<NetworkPolicyPort> ports)
    {
        if (ports.IsEmpty)
            return "every port";
        var listed = string.Join(" or ", ports.Take(MaxListed).Select(Of));
        return ports.Length > MaxListed ? $"{listed} or {ports.Length - MaxListed} more" : listed;
    }

    private static string Of(string @namespace, NetworkPolicyPeer peer)
    {
        if (peer.IPBlock is { } block)
            return block.Except.IsEmpty
                ? $"addresses in {block.Cidr}"
                : $"addresses in {block.Cidr} except {string.Join(", ", block.Except.Take(MaxListed))}";
        var pods = peer.PodSelector is { IsEmpty: false } selector ? $"Pods with {selector}" : "every Pod";
        return peer.NamespaceSelector switch
        {
            null => $"{pods} of its own namespace {@namespace}",
            { IsEmpty: true } => $"{pods} of every namespace",
            { } namespaces => $"{pods} of namespaces with {namespaces}",
        };
    }
}
