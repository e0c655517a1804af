using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>A rule, compiled: which Pods and addresses it admits, and on which ports.</summary>
internal sealed class CompiledRule
{
    private readonly PortRanges? _ports;
    private readonly AddressRanges? _addresses;
    private readonly ClassSet? _pods;
    private readonly bool _admitsAnybody;
    private readonly bool _admitsUnknownPods;

    public CompiledRule(CompiledPolicy policy, NetworkPolicyRule rule, int number, SelectedClasses selected)
    {
        (Policy, Rule, Number) = (policy, rule, number);
        _ports = PortRanges.Of(rule.Ports);
        _admitsAnybody = rule.Peers.IsEmpty;
        if (_admitsAnybody)
            return;
        _addresses = AddressRanges.Of(rule.Peers);
        _pods = selected.Of(policy.Policy.Namespace, rule.Peers);
        foreach (var peer in rule.Peers)
            _admitsUnknownPods |= PeerMatch.AdmitsEveryPod(peer);
    }

    public CompiledPolicy Policy { get; }

    /// <summary>The rule in words, once for each peer that may be the one that decides.</summary>
    public RuleWords Words => field ??= new(this);

    /// <summary>The rule as written.</summary>
    public NetworkPolicyRule Rule { get; }

    /// <summary>Its place among the rules of its direction, from 1.</summary>
    public int Number { get; }

    public bool Allows(in PolicyPeer peer, in PolicyCall call) => Opens(call) && Admits(peer);

    public bool Opens(in PolicyCall call) => _ports is null || _ports.Contains(call);

    public bool Admits(in PolicyPeer peer)
    {
        if (_admitsAnybody)
            return true;
        if (peer.Class >= 0)
        {
            if (_pods is null ? PeerMatch.AnySelector(Policy.Policy, Rule, peer) : _pods.Contains(peer.Class))
                return true;
        }
        else if (_admitsUnknownPods && peer.IsUnknownPod)
            return true;
        if (_addresses is null)
            return false;
        return peer.IsUnknownPod && peer.Address.IsNone
            ? _addresses.CoversFamily(peer.IsV6)
            : _addresses.Contains(peer.Address);
    }
}

/// <summary>A policy with its rules of one direction.</summary>
internal sealed class CompiledPolicy
{
    public CompiledPolicy(NetworkPolicy policy, bool ingress, SelectedClasses selected)
    {
        (Policy, IsIngress) = (policy, ingress);
        var rules = ingress ? policy.Ingress : policy.Egress;
        Rules = new CompiledRule[rules.Length];
        for (var i = 0; i < rules.Length; i++)
            Rules[i] = new(this, rules[i], i + 1, selected);
    }

    public NetworkPolicy Policy { get; }

    public bool IsIngress { get; }

    public CompiledRule[] Rules { get; }

    /// <summary>The policy as hops name it.</summary>
    public string Name => field ??= $"NetworkPolicy {Policy.Key}";

    /// <summary>Beginning of the sentence about a call that it lets through; the Pod's key follows.</summary>
    public string LeadIn =>
        field ??= IsIngress ? $"{Name} lets the call in to Pod " : $"{Name} lets the call out of Pod ";
}

/// <summary>The policies that isolate a Pod in one direction; it may do what any rule of any of them allows.</summary>
internal sealed class Isolation(CompiledPolicy[] policies)
{
    public CompiledPolicy[] Policies { get; } = policies;

    /// <summary>The first rule that allows the call; null where none does.</summary>
    public CompiledRule? FindRule(in PolicyPeer peer, in PolicyCall call)
    {
        foreach (var policy in Policies)
        foreach (var rule in policy.Rules)
            if (rule.Allows(peer, call))
                return rule;
        return null;
    }
}
