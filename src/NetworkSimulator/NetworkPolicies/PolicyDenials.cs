using System.Globalization;
using System.Text;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Words for a call that policies deny: each policy that isolates the Pod, the nearest miss first.</summary>
internal static class PolicyDenials
{
    // A reason stays readable, and bounded, however many policies select the Pod.
    private const int MaxPolicies = 20;
    private const int MaxRules = 3;
    private const int MaxPeers = 3;

    public static Hop Denied(Pod pod, Isolation isolation, in PolicyPeer end, in PolicyCall call)
    {
        var misses = new List<PolicyMiss>(isolation.Policies.Length);
        foreach (var policy in isolation.Policies)
            misses.Add(PolicyMiss.Of(policy, end, call, alone: isolation.Policies.Length == 1));
        PolicyMiss[] nearest = [.. misses.OrderBy(miss => miss.Distance)];
        var first = nearest[0];
        var text = new StringBuilder(256);
        AppendLead(text, pod, first.Policy, nearest.Length, end, call);
        foreach (var miss in nearest.Take(MaxPolicies))
            AppendPolicy(text, miss, nearest.Length == 1, end, call);
        if (nearest.Length > MaxPolicies)
            text.Append(CultureInfo.InvariantCulture, $" {nearest.Length - MaxPolicies} more do not allow it either.");
        if (!first.Policy.IsIngress && IsLookup(call))
            text.Append(
                CultureInfo.InvariantCulture,
                $" Name lookups of Pod {pod.Key} go this way: until a rule allows UDP and TCP to the DNS Pods on the port they listen on (53 as a rule), no Service name resolves."
            );
        return new(
            PolicyHops.Component,
            first.Policy.Name,
            first.Policy.Policy.Source.Document,
            first.Line,
            "denied",
            text.ToString()
        );
    }

    private static void AppendLead(
        StringBuilder text,
        Pod pod,
        CompiledPolicy nearest,
        int policies,
        in PolicyPeer end,
        in PolicyCall call
    )
    {
        var who = policies == 1 ? $"{nearest.Name} isolates" : $"{policies} NetworkPolicies isolate";
        var (direction, way) = nearest.IsIngress
            ? ("ingress", $"{PeerMisses.Name(end)} in")
            : ("egress", $"it out to {PeerMisses.Name(end)}");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{who} Pod {pod.Key} for {direction}, and no rule lets {way} on port {call.Port}/{call.Protocol}."
        );
    }

    private static void AppendPolicy(
        StringBuilder text,
        in PolicyMiss miss,
        bool alone,
        in PolicyPeer end,
        in PolicyCall call
    )
    {
        var policy = miss.Policy;
        text.Append(CultureInfo.InvariantCulture, $" {(alone ? "Line" : policy.Name + ", line")} {miss.Line}: ");
        if (miss.Rule is null)
        {
            text.Append(
                policy.IsIngress
                    ? "it has no ingress rule, so it admits nobody."
                    : "it has no egress rule, so it allows no call."
            );
            return;
        }
        AppendRule(text, miss.Rule, end, call);
        var listed = 1;
        foreach (var rule in policy.Rules)
            if (rule != miss.Rule && listed++ < MaxRules)
                AppendRule(text.Append("; "), rule, end, call);
        if (policy.Rules.Length > MaxRules)
            text.Append(
                CultureInfo.InvariantCulture,
                $"; and {policy.Rules.Length - MaxRules} more of its rules that do not match either"
            );
        text.Append('.');
    }

    private static void AppendRule(StringBuilder text, CompiledRule rule, in PolicyPeer end, in PolicyCall call)
    {
        var opens = rule.Opens(call);
        if (rule.Admits(end))
        {
            var other = rule.Policy.IsIngress ? "the caller" : "this destination";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{rule.Words.Subject} {other}, but only on {rule.Words.Ports}{PortHint(rule, call)}"
            );
            return;
        }
        var peers = PolicyMiss.Nearest(rule, end);
        for (var i = 0; i < peers.Length && i < MaxPeers; i++)
            text.Append(i == 0 ? $"{rule.Words.Subject} " : "; also ")
                .Append(rule.Words.Peer(peers[i]))
                .Append(", but ")
                .Append(PeerMisses.Reason(rule.Policy.Policy, rule.Rule.Peers[peers[i]], end));
        if (peers.Length > MaxPeers)
            text.Append(CultureInfo.InvariantCulture, $"; also {peers.Length - MaxPeers} more that do not match");
        if (!opens)
            text.Append(CultureInfo.InvariantCulture, $"; and that only on {rule.Words.Ports}{PortHint(rule, call)}");
    }

    private static string PortHint(CompiledRule rule, in PolicyCall call)
    {
        foreach (var port in rule.Rule.Ports)
        {
            if (port.Port is not { } reference)
                continue;
            if (reference.IsNamed)
                return call.Target is { } target ? NameHint(target, reference.Name, port.Protocol) : "";
            if (reference.Number == call.Port && port.Protocol != call.Protocol)
                return $" (a port without protocol is TCP; this call is {call.Protocol})";
        }
        return $", and this call goes to {call.Port}/{call.Protocol}";
    }

    private static string NameHint(Pod target, string name, Protocol protocol)
    {
        foreach (var declared in target.Ports)
            if (declared.Name == name)
                return declared.Protocol == protocol
                    ? $", which is {declared.Number} on Pod {target.Key}"
                    : $", and the port of that name on Pod {target.Key} is {declared.Protocol}";
        return $", and Pod {target.Key} has no port of that name";
    }

    private static bool IsLookup(in PolicyCall call) =>
        call.Port == 53 || call.Target?.Metadata.Labels["k8s-app"] == "kube-dns";
}
