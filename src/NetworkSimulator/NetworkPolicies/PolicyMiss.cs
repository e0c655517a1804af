using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>How a policy came nearest to allowing a call that it does not allow.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">Its rule that came nearest; null where it has none.</param>
/// <param name="Kind">What of that rule does not match.</param>
/// <param name="Distance">How far that was: 1 for a port that differs, 9 where there is no rule.</param>
/// <param name="Line">The line to change: of the port, the peer, the rule, or what makes the policy isolate.</param>
internal readonly record struct PolicyMiss(
    CompiledPolicy Policy,
    CompiledRule? Rule,
    MissKind Kind,
    int Distance,
    int Line
)
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
        var (compared, test) = (0, 0);
        for (var i = 0; i < misses.Length && compared < MaxCompared; i++)
        {
            var policy = isolation.Policies[i];
            var tests = isolation.Tests.AsSpan(test, policy.Rules.Length);
            test += tests.Length;
            if (misses[i] != kind)
                continue;
            compared++;
            var miss =
                tests.Length > 0
                    ? Of(tests, end, call)
                    : new(policy, null, MissKind.NoRule, NoRule, LineWithoutRules(policy, alone: misses.Length == 1));
            if (nearest is null || miss.Distance < nearest.Value.Distance)
                nearest = miss;
        }
        return nearest!.Value;
    }

    /// <summary>The rule of a policy that came nearest.</summary>
    private static PolicyMiss Of(ReadOnlySpan<RuleTest> tests, in PolicyPeer end, in PolicyCall call)
    {
        var nearest = Of(tests[0], end, call);
        foreach (ref readonly var test in tests[1..])
        {
            var miss = Of(test, end, call);
            if (miss.Distance < nearest.Distance)
                nearest = miss;
        }
        return nearest;
    }

    private static PolicyMiss Of(in RuleTest test, in PolicyPeer end, in PolicyCall call)
    {
        var rule = test.Rule;
        if (test.Admits(end))
            return new(rule.Policy, rule, MissKind.Port, 1, NearestPort(rule.Rule, call).Line);
        var nearest = rule.Rule.Peers[0];
        var distance = int.MaxValue;
        foreach (var peer in rule.Rule.Peers)
            if (PeerMiss.Of(rule.Policy.Policy, peer, end).Distance is var d && d < distance)
                (nearest, distance) = (peer, d);
        // A node whose address is not known can be named by no peer: only a rule for everybody lets it in.
        var canBeNamed = end.PodNumber >= 0 || end.IsUnknownPod || !end.Address.IsNone;
        var kind = test.Opens(call) ? MissKind.Peer : MissKind.Both;
        return kind == MissKind.Peer && canBeNamed
            ? new(rule.Policy, rule, kind, distance + 1, nearest.Line)
            : new(rule.Policy, rule, kind, distance + 4, rule.Rule.Line);
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
