using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>A rule in words. Each text is made when it is first asked for, and kept.</summary>
internal sealed class RuleWords(CompiledRule rule)
{
    private const int MaxListed = 6;

    private readonly Allowance?[] _allowances = new Allowance?[Math.Max(1, rule.Rule.Peers.Length)];
    private readonly string?[] _peers = new string?[rule.Rule.Peers.Length];

    /// <summary>Which ports the rule opens, such as <c>port 80/TCP or ports 8000-8010/TCP</c>.</summary>
    public string Ports => field ??= OneOf(rule.Rule.Ports, "every port", Of);

    /// <summary>Whom the rule allows on which ports.</summary>
    public string Whole => field ??= $"{OneOf(rule.Rule.Peers, Anybody, Of)} on {Ports}";

    /// <summary>Beginning of a sentence about the rule, such as <c>ingress rule 1 admits</c>.</summary>
    public string Subject =>
        field ??= rule.Policy.IsIngress
            ? $"ingress rule {rule.Number} admits"
            : $"egress rule {rule.Number} allows calls to";

    /// <summary>The sentence about what the rule allows instead of a call.</summary>
    public string Instead =>
        field ??=
            $" {(rule.Policy.IsIngress ? "Ingress" : "Egress")}{Subject[Subject.IndexOf(' ')..]} {Whole}, which this is not.";

    private string Anybody => rule.Policy.IsIngress ? "anybody" : "any destination";

    /// <summary>What a hop says of a peer that admits a call.</summary>
    /// <param name="peer">Position of the peer; 0 also where the rule has none.</param>
    public Allowance AllowanceOf(int peer) =>
        _allowances[peer] ??= new(
            rule,
            rule.Rule.Peers.IsEmpty ? rule.Rule.Line : rule.Rule.Peers[peer].Line,
            $"{Subject} {(rule.Rule.Peers.IsEmpty ? Anybody : Peer(peer))} on {Ports}."
        );

    /// <summary>The peer as a noun, such as <c>Pods with app=api of its own namespace shop</c>.</summary>
    public string Peer(int peer) => _peers[peer] ??= Of(rule.Rule.Peers[peer]);

    /// <summary>A port as a noun, such as <c>ports 8000-8010/TCP</c>.</summary>
    public static string Of(NetworkPolicyPort port) =>
        port.Port is not { } reference ? $"every {port.Protocol} port"
        : reference.IsNamed ? $"the port named {reference.Name}/{port.Protocol}"
        : port.EndPort > reference.Number ? $"ports {reference.Number}-{port.EndPort}/{port.Protocol}"
        : $"port {reference.Number}/{port.Protocol}";

    private static string OneOf<T>(ImmutableArray<T> items, string whereEmpty, Func<T, string> noun)
    {
        if (items.IsEmpty)
            return whereEmpty;
        var listed = string.Join(" or ", items.Take(MaxListed).Select(noun));
        return items.Length > MaxListed ? $"{listed} or {items.Length - MaxListed} more" : listed;
    }

    private string Of(NetworkPolicyPeer peer)
    {
        if (peer.IPBlock is { } block)
            return block.Except.IsEmpty
                ? $"addresses in {block.Cidr}"
                : $"addresses in {block.Cidr} except {string.Join(", ", block.Except.Take(MaxListed))}";
        var pods = peer.PodSelector is { IsEmpty: false } selector ? $"Pods with {selector}" : "every Pod";
        return peer.NamespaceSelector switch
        {
            null => $"{pods} of its own namespace {rule.Policy.Policy.Namespace}",
            { IsEmpty: true } => $"{pods} of every namespace",
            { } namespaces => $"{pods} of namespaces with {namespaces}",
        };
    }
}

/// <summary>What a hop says of a peer that admits a call, side by side: most hops about policies read nothing else.</summary>
/// <param name="rule">The rule.</param>
/// <param name="line">The peer's line.</param>
/// <param name="sentence">What the peer allows, such as <c>ingress rule 1 admits Pods with app=api of its own namespace shop on port 80/TCP.</c></param>
internal sealed class Allowance(CompiledRule rule, int line, string sentence)
{
    /// <summary>The policy as hops name it.</summary>
    public string Object { get; } = rule.Policy.Words.Name;

    public int Document { get; } = rule.Policy.Policy.Source.Document;

    public int Line { get; } = line;

    public int LineOfRule { get; } = rule.Rule.Line;

    /// <summary>Beginning of the reason; the Pod's key follows.</summary>
    public string LeadIn { get; } = rule.Policy.Words.LeadIn;

    public string Sentence { get; } = sentence;
}
