using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>A rule, compiled: which Pods and addresses it admits, and on which ports.</summary>
internal sealed class CompiledRule
{
    private readonly PortRanges? _ports;
    private readonly AddressRanges? _addresses;
    private readonly bool _admitsUnknownPods;

    /// <summary>The Pods that each peer's selectors pick, where there are several peers: a hop names the one that admits.</summary>
    private readonly ClassSet?[] _ofPeers = [];

    public CompiledRule(CompiledPolicy policy, NetworkPolicyRule rule, int number, SelectedClasses selected)
    {
        (Policy, Rule, Number, PeerCount) = (policy, rule, number, rule.Peers.Length);
        _ports = PortRanges.Of(rule.Ports);
        _addresses = AddressRanges.Of(rule.Peers);
        Pods = selected.Of(policy.Policy.Namespace, rule.Peers);
        foreach (var peer in rule.Peers)
            _admitsUnknownPods |= PeerMatch.AdmitsEveryPod(peer);
        if (rule.Peers.Length > 1 && Pods is not null)
            _ofPeers = [.. rule.Peers.Select(peer => selected.Of(policy.Policy.Namespace, peer))];
    }

    public CompiledPolicy Policy { get; }

    /// <summary>The rule as written.</summary>
    public NetworkPolicyRule Rule { get; }

    /// <summary>Its place among the rules of its direction, from 1.</summary>
    public int Number { get; }

    public int PeerCount { get; }

    /// <summary>The rule in words.</summary>
    public RuleWords Words => field ??= new(this);

    /// <summary>The Pods that its selectors pick; null where labels have to be compared for each call.</summary>
    public ClassSet? Pods { get; }

    /// <summary>Whether it may admit somebody who is not in <see cref="Pods"/>.</summary>
    public bool HasMoreThanPods => Pods is null || _addresses is not null || _admitsUnknownPods;

    /// <summary>First and last port that it may open, and whether not all between them are open.</summary>
    public (int First, int Last, bool HasMore) PortHull => _ports?.Hull ?? (0, int.MaxValue, false);

    /// <summary>The name of the port that it opens, where it opens only one, by name.</summary>
    public (string Name, Protocol Protocol)? OnlyPortName => _ports?.OnlyName;

    public bool Opens(in PolicyCall call) => _ports is null || _ports.Contains(call);

    /// <summary>Whether one of several peers admits the other end.</summary>
    public bool Admits(int number, in PolicyPeer end)
    {
        if (end.Class < 0 || _ofPeers.Length == 0 || _ofPeers[number] is not { } pods)
            return PeerMatch.Matches(Policy.Policy, Rule.Peers[number], end);
        return pods.Contains(end.Class) || (_addresses is not null && PeerMatch.MatchesBlock(Rule.Peers[number], end));
    }

    public bool Admits(in PolicyPeer peer)
    {
        if (Rule.Peers.IsEmpty)
            return true;
        if (peer.Class >= 0)
        {
            if (Pods?.Contains(peer.Class) ?? PeerMatch.AnySelector(Policy.Policy, Rule, peer))
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
