using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Says what a rule allows and what a call has instead.</summary>
internal static class PolicyMissWords
{
    private const int MaxPeers = 3;
    private const int MaxOnStack = 64;

    public static void Append(ReasonText text, CompiledRule rule, MissKind kind, in PolicyPeer end, in PolicyCall call)
    {
        text.Append(rule.Words.Subject).Append(' ');
        if (kind == MissKind.Port)
        {
            text.Append(rule.Policy.IsIngress ? "the caller" : "this destination").Append(", but only on ");
            AppendPortHint(text.Append(rule.Words.Ports), rule, call);
            return;
        }
        AppendPeers(text, rule, end);
        if (kind == MissKind.Both)
            AppendPortHint(text.Append("; and that only on ").Append(rule.Words.Ports), rule, call);
    }

    /// <summary>The peers that the rule admits, those nearest to matching first.</summary>
    private static void AppendPeers(ReasonText text, CompiledRule rule, in PolicyPeer end)
    {
        var peers = rule.Rule.Peers;
        Span<PeerMiss> misses =
            peers.Length <= MaxOnStack ? stackalloc PeerMiss[peers.Length] : new PeerMiss[peers.Length];
        for (var i = 0; i < peers.Length; i++)
            misses[i] = PeerMiss.Of(rule.Policy.Policy, peers[i], end);
        for (var listed = 0; listed < Math.Min(peers.Length, MaxPeers); listed++)
        {
            // Of equal distances the first in the manifest.
            var nearest = 0;
            for (var i = 1; i < misses.Length; i++)
                if (misses[i].Distance < misses[nearest].Distance)
                    nearest = i;
            text.Append(listed == 0 ? "" : "; also ").Append(rule.Words.Peer(nearest)).Append(", but ");
            PeerMisses.AppendReason(text, peers[nearest], misses[nearest], end);
            misses[nearest] = PeerMiss.Told;
        }
        if (peers.Length > MaxPeers)
            text.Append("; also ").Append(peers.Length - MaxPeers).Append(" more that do not match");
    }

    private static void AppendPortHint(ReasonText text, CompiledRule rule, in PolicyCall call)
    {
        foreach (var port in rule.Rule.Ports)
        {
            if (port.Port is not { } reference)
                continue;
            if (reference.IsNamed)
            {
                if (call.Target is { } target)
                    AppendNameHint(text, target, reference.Name, port.Protocol);
                return;
            }
            if (reference.Number == call.Port && port.Protocol != call.Protocol)
            {
                text.Append(port.Protocol == Protocol.TCP ? " (a port without protocol is TCP)" : "");
                text.Append(", and this call is ").Append(Words.Of(call.Protocol));
                return;
            }
        }
        text.Append(", and this call goes to ").Append(call.Port).Append('/').Append(Words.Of(call.Protocol));
    }

    private static void AppendNameHint(ReasonText text, Pod target, string name, Protocol protocol)
    {
        foreach (var declared in target.Ports)
            if (declared.Name == name)
            {
                text.Append(" (").Append(name);
                if (declared.Protocol == protocol)
                    text.Append(" is ").Append(declared.Number).Append(" on Pod ").Append(target.Key).Append(')');
                else
                    text.Append(" on Pod ")
                        .Append(target.Key)
                        .Append(" is ")
                        .Append(Words.Of(declared.Protocol))
                        .Append(')');
                return;
            }
        text.Append(" (Pod ").Append(target.Key).Append(" has no port named ").Append(name).Append(')');
    }
}
