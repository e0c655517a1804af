using NetworkSimulator.Flows;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Words for what policies let through.</summary>
internal static class PolicyHops
{
    public const string Component = "NetworkPolicy";

    public static Hop NotIsolated(string pod, bool ingress) =>
        Bare(
            ingress
                ? $"No NetworkPolicy selects Pod {pod} for ingress, so everything may come in."
                : $"No NetworkPolicy selects Pod {pod} for egress, so everything may go out."
        );

    public static Hop Exempt(string pod, PolicyExemption exemption) =>
        Bare(
            exemption == PolicyExemption.Itself
                ? $"Pod {pod} calls itself, which no policy can forbid."
                : $"No policy stands between Pod {pod} and the node it runs on."
        );

    /// <param name="pod">Key of the Pod that policies isolate.</param>
    /// <param name="isolation">The policies.</param>
    /// <param name="found">Position of the first rule that allows the call.</param>
    /// <param name="end">The other end.</param>
    /// <param name="call">What is called.</param>
    public static Hop Allowed(string pod, Isolation isolation, int found, in PolicyPeer end, in PolicyCall call)
    {
        var rule = isolation.Tests[found].Rule;
        var (peer, isSole) = Deciding(rule, end);
        var allowance = rule.Words.AllowanceOf(peer);
        var line = isSole ? allowance.Line : allowance.LineOfRule;
        var (other, sameRules) = Others(isolation, found, end, call);
        var also = other?.Words.AlsoAllows ?? "";
        if (sameRules && other is null)
        {
            // While another rule of the policy allows it too, only taking away all of them would change the verdict.
            line = rule.Policy.Policy.Source.LineOf(rule.Policy.IsIngress ? "spec.ingress" : "spec.egress");
            also = " Another of its rules allows it too.";
        }
        ReadOnlySpan<string> reason = [allowance.LeadIn, pod, ": ", allowance.Sentence, also];
        return new(Component, allowance.Object, allowance.Document, line, "allowed", string.Concat(reason));
    }

    private static Hop Bare(string reason) => new(Component, "", 0, 0, "allowed", reason);

    /// <summary>The peer that admits the other end, and whether it is the only one: else the rule's line decides.</summary>
    private static (int Peer, bool IsSole) Deciding(CompiledRule rule, in PolicyPeer end)
    {
        if (rule.PeerCount <= 1)
            return (0, true);
        var found = -1;
        for (var i = 0; i < rule.PeerCount; i++)
            if (rule.Admits(i, end))
            {
                if (found >= 0)
                    return (found, false);
                found = i;
            }
        return found < 0 ? (0, false) : (found, true);
    }

    /// <summary>Another policy that allows the call too, or whether another rule of the same policy does.</summary>
    private static (CompiledPolicy? Policy, bool SameRules) Others(
        Isolation isolation,
        int found,
        in PolicyPeer end,
        in PolicyCall call
    )
    {
        var policy = isolation.Tests[found].Rule.Policy;
        var sameRules = false;
        for (var i = isolation.FindRule(end, call, found + 1); i >= 0; i = isolation.FindRule(end, call, i + 1))
        {
            if (isolation.Tests[i].Rule.Policy != policy)
                return (isolation.Tests[i].Rule.Policy, sameRules);
            sameRules = true;
        }
        return (null, sameRules);
    }
}
