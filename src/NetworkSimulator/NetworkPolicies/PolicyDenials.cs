using NetworkSimulator.Flows;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Words for a call that policies deny: each policy that isolates the Pod, the nearest miss first.</summary>
/// <remarks>The nearest miss is told with what the call has instead; of the others it is said what they allow.</remarks>
internal static class PolicyDenials
{
    // A reason stays readable, and bounded, however many policies select the Pod.
    private const int MaxPolicies = 20;
    private const int MaxRules = 3;
    private const int MaxOnStack = 64;

    public static Hop Denied(int pod, Isolation isolation, in PolicyPeer end, in PolicyCall call)
    {
        var policies = isolation.Policies.Length;
        var misses = policies <= MaxOnStack ? stackalloc MissKind[policies] : new MissKind[policies];
        Coarse(misses, isolation, end, call);
        var nearest = PolicyMiss.Nearest(isolation, misses, end, call);
        var key = end.Index.PodKeys[pod];
        var text = ReasonText.Begin();
        AppendLead(text, key, nearest.Policy, misses.Length, end, call);
        AppendNearest(text, nearest, misses.Length == 1, end, call);
        AppendOthers(text, isolation, misses, nearest.Policy);
        if (!nearest.Policy.IsIngress && IsLookup(pod, end, call))
            text.Append(" Name lookups of Pod ")
                .Append(key)
                .Append(" go this way: until a rule allows UDP and TCP to the DNS Pods on the port they listen on")
                .Append(" (53 as a rule), no Service name resolves.");
        return new(
            PolicyHops.Component,
            nearest.Policy.Words.Name,
            nearest.Policy.Policy.Source.Document,
            nearest.Line,
            "denied",
            text.End()
        );
    }

    /// <summary>How each policy misses, from the compiled rules alone.</summary>
    private static void Coarse(Span<MissKind> misses, Isolation isolation, in PolicyPeer end, in PolicyCall call)
    {
        var test = 0;
        for (var i = 0; i < misses.Length; i++)
        {
            misses[i] = MissKind.NoRule;
            for (var rule = 0; rule < isolation.Policies[i].Rules.Length; rule++, test++)
            {
                ref readonly var asked = ref isolation.Tests[test];
                var kind =
                    asked.Admits(end) ? MissKind.Port
                    : asked.Opens(call) ? MissKind.Peer
                    : MissKind.Both;
                if (kind < misses[i])
                    misses[i] = kind;
            }
        }
    }

    private static void AppendLead(
        ReasonText text,
        string pod,
        CompiledPolicy nearest,
        int policies,
        in PolicyPeer end,
        in PolicyCall call
    )
    {
        if (policies == 1)
            text.Append(nearest.Words.Name).Append(" isolates Pod ");
        else
            text.Append(policies).Append(" NetworkPolicies isolate Pod ");
        text.Append(pod)
            .Append(nearest.IsIngress ? " for ingress, and no rule lets " : " for egress, and no rule lets it out to ");
        PeerMisses.AppendName(text, end).Append(nearest.IsIngress ? " in on port " : " on port ");
        AppendPort(text, call).Append('.');
    }

    private static void AppendNearest(
        ReasonText text,
        in PolicyMiss miss,
        bool alone,
        in PolicyPeer end,
        in PolicyCall call
    )
    {
        if (miss.Rule is null)
        {
            text.Append(miss.Policy.Words.Instead).Append('.');
            return;
        }
        text.Append(' ').Append(alone ? "Line" : miss.Policy.Words.Name).Append(alone ? " " : ", line ");
        text.Append(miss.Line).Append(": ");
        PolicyMissWords.Append(text, miss.Rule, miss.Kind, end, call);
        text.Append('.');
        var listed = 1;
        foreach (var rule in miss.Policy.Rules)
            if (rule != miss.Rule && listed++ < MaxRules)
                text.Append(rule.Words.Instead);
        if (miss.Policy.Rules.Length > MaxRules)
            text.Append(' ')
                .Append(miss.Policy.Rules.Length - MaxRules)
                .Append(" more of its rules do not match either.");
    }

    private static void AppendOthers(
        ReasonText text,
        Isolation isolation,
        ReadOnlySpan<MissKind> misses,
        CompiledPolicy nearest
    )
    {
        var listed = 1;
        for (var kind = MissKind.Port; kind <= MissKind.NoRule; kind++)
        for (var i = 0; i < misses.Length; i++)
            if (misses[i] == kind && isolation.Policies[i] != nearest && listed++ < MaxPolicies)
                text.Append(isolation.Policies[i].Words.Instead).Append(Why(kind, nearest.IsIngress));
        if (misses.Length > MaxPolicies)
            text.Append(' ').Append(misses.Length - MaxPolicies).Append(" more do not allow it either.");
    }

    private static string Why(MissKind kind, bool ingress) =>
        kind switch
        {
            MissKind.Port => ingress
                ? ": the caller is among them, the port is not."
                : ": the destination is among them, the port is not.",
            MissKind.Peer => ingress
                ? ": the port is among them, the caller is not."
                : ": the port is among them, the destination is not.",
            MissKind.Both => ingress
                ? ": neither the caller nor the port is."
                : ": neither the destination nor the port is.",
            _ => ".",
        };

    private static bool IsLookup(int pod, in PolicyPeer end, in PolicyCall call) =>
        call.Target is { } target
            ? target.Metadata.Labels["k8s-app"] == "kube-dns" || (call.Port == 53 && target.Namespace == "kube-system")
            : call.Port == 53 && end.Index.Pods[pod].DnsConfig?.Nameservers.Contains(end.Address) == true;

    private static ReasonText AppendPort(ReasonText text, in PolicyCall call) =>
        text.Append(call.Port).Append('/').Append(Words.Of(call.Protocol));
}

/// <summary>What of a rule does not match a call; the nearer miss is the smaller.</summary>
internal enum MissKind : byte
{
    Port,
    Peer,
    Both,
    NoRule,
}
