using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Words for what policies let through.</summary>
internal static class PolicyHops
{
    public const string Component = "NetworkPolicy";

    public static Hop NotIsolated(Pod pod, bool ingress) =>
        new(
            Component,
            "",
            0,
            0,
            "allowed",
            ingress
                ? string.Concat("No NetworkPolicy selects Pod ", pod.Key, " for ingress, so everything may come in.")
                : string.Concat("No NetworkPolicy selects Pod ", pod.Key, " for egress, so everything may go out.")
        );

    public static Hop Exempt(Pod pod, PolicyExemption exemption) =>
        new(
            Component,
            "",
            0,
            0,
            "allowed",
            exemption == PolicyExemption.Itself
                ? string.Concat("Pod ", pod.Key, " calls itself, which no policy can forbid.")
                : string.Concat("No policy stands between Pod ", pod.Key, " and the node it runs on.")
        );

    public static Hop Allowed(Pod pod, Isolation isolation, CompiledRule rule, in PolicyPeer end, in PolicyCall call)
    {
        var policy = rule.Policy;
        var (peer, line) = Deciding(rule, end);
        var (others, sameRules) = Others(isolation, rule, end, call);
        // While another rule of the policy allows it too, only taking away all of them would change the verdict.
        if (sameRules > 0 && others is null)
            line = policy.Policy.Source.LineOf(policy.IsIngress ? "spec.ingress" : "spec.egress");
        var reason = string.Concat(
            policy.LeadIn,
            pod.Key,
            ": ",
            string.Concat(rule.Words.Allows(peer), others is null && sameRules == 0 ? "." : AlsoBy(others, sameRules))
        );
        return new(Component, policy.Name, policy.Policy.Source.Document, line, "allowed", reason);
    }

    /// <summary>The peer that admits the other end, and the line that decides: the rule's where no single peer does.</summary>
    private static (int Peer, int Line) Deciding(CompiledRule rule, in PolicyPeer end)
    {
        var peers = rule.Rule.Peers;
        var found = -1;
        for (var i = 0; i < peers.Length; i++)
            if (PeerMatch.Matches(rule.Policy.Policy, peers[i], end))
            {
                if (found >= 0)
                    return (found, rule.Rule.Line);
                found = i;
            }
        return found < 0 ? (0, rule.Rule.Line) : (found, peers[found].Line);
    }

    private static (CompiledPolicy? Policy, int SameRules) Others(
        Isolation isolation,
        CompiledRule deciding,
        in PolicyPeer end,
        in PolicyCall call
    )
    {
        CompiledPolicy? other = null;
        var sameRules = 0;
        foreach (var policy in isolation.Policies)
        foreach (var rule in policy.Rules)
            if (rule != deciding && rule.Allows(end, call))
            {
                if (policy == deciding.Policy)
                    sameRules++;
                else
                    other ??= policy;
            }
        return (other, sameRules);
    }

    private static string AlsoBy(CompiledPolicy? other, int sameRules)
    {
        var rules = sameRules == 0 ? "" : "; another rule of the policy allows it too";
        return other is null
            ? rules + "."
            : $"{rules}. {other.Name} (line {other.Policy.Source.Line}) allows it as well.";
    }
}
