using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>How a policy came nearest to allowing a call that it does not allow.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">Its rule that came nearest; null where it has none.</param>
/// <param name="Distance">How far that was: 1 for a port that differs, 9 where there is no rule.</param>
/// <param name="Line">The line to change: of the port, the peer, the rule, or what makes the policy isolate.</param>
internal readonly record struct PolicyMiss(CompiledPolicy Policy, CompiledRule? Rule, int Distance, int Line)
{
    private const int NoRule = 9;

    // Comparing labels costs more than asking compiled rules, so only so many of equal misses are compared closely.
    private const int MaxCompared = 4;

    /// <summary>The policy that came nearest, of those whose compiled rules came nearest.</summary>
    public static PolicyMiss Nearest(
        Isolation isolation,
        ReadOnlySpan<MissKind> misses,
        in PolicyPeer end,
        in PolicyCall call
    )
    {
        var kind = MissKind.NoRule;
        foreach (var miss in misses)
            if (miss < kind)
                kind = miss;
        PolicyMiss? nearest = null;
        var compared = 0;
        for (var i = 0; i < misses.Length && compared < MaxCompared; i++)
        {
            if (misses[i] != kind)
                continue;
            compared++;
            var miss = Of(isolation.Policies[i], end, call, alone: misses.Length == 1);
            if (nearest is null || miss.Distance < nearest.Value.Distance)
                nearest = miss;
        }
        return nearest!.Value;
    }

    /// <param name="policy">The policy.</param>
    /// <param name="end">The other end of the connection.</param>
    /// <param name="call">What is called.</param>
    /// <param name="alone">Whether no other policy isolates the Pod.</param>
    private static PolicyMiss Of(CompiledPolicy policy, in PolicyPeer end, in PolicyCall call, bool alone)
    {
        var nearest = new PolicyMiss(policy, null, NoRule, LineWithoutRules(policy, alone));
        foreach (var rule in policy.Rules)
        {
            var miss = Of(rule, end, call);
            if (miss.Distance < nearest.Distance)
                nearest = miss;
        }
        return nearest;
    }

    private static PolicyMiss Of(CompiledRule rule, in PolicyPeer end, in PolicyCall call)
    {
        var opens = rule.Opens(call);
        if (rule.Admits(end))
            return new(rule.Policy, rule, 1, NearestPort(rule.Rule, call).Line);
        var nearest = rule.Rule.Peers[0];
        var distance = int.MaxValue;
        foreach (var peer in rule.Rule.Peers)
            if (PeerMisses.Distance(rule.Policy.Policy, peer, end) is var d && d < distance)
                (nearest, distance) = (peer, d);
        // A node whose address is not known can be named by no peer: only a rule for everybody lets it in.
        var canBeNamed = end.PodNumber >= 0 || end.IsUnknownPod || !end.Address.IsNone;
        return opens && canBeNamed
            ? new(rule.Policy, rule, distance + 1, nearest.Line)
            : new(rule.Policy, rule, distance + 4, rule.Rule.Line);
    }

    /// <summary>The entry that differs least: in its protocol alone, else in its number alone.</summary>
    private static NetworkPolicyPort NearestPort(NetworkPolicyRule rule, in PolicyCall call)
    {
        var sameProtocol = rule.Ports[0];
        foreach (var port in rule.Ports)
            if (port.Port is { IsNamed: false } reference && reference.Number == call.Port)
                return port;
            else if (port.Protocol == call.Protocol && sameProtocol.Protocol != call.Protocol)
                sameProtocol = port;
        return sameProtocol;
    }

    private static int LineWithoutRules(CompiledPolicy policy, bool alone)
    {
        // Not to be selected helps only where no other policy isolates the Pod; elsewhere a rule must be added.
        if (alone)
            return policy.Policy.PodSelector.Line;
        return policy.Policy.Source.LineOf(policy.IsIngress ? "spec.ingress" : "spec.egress");
    }
}
