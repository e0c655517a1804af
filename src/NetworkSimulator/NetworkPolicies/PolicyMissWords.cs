using System.Globalization;
using System.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Says what a rule allows and what a call has instead.</summary>
internal static class PolicyMissWords
{
    private const int MaxPeers = 3;

    public static void Append(StringBuilder text, CompiledRule rule, in PolicyPeer end, in PolicyCall call)
    {
        text.Append(rule.Words.Subject).Append(' ');
        if (rule.Admits(end))
        {
            text.Append(rule.Policy.IsIngress ? "the caller" : "this destination").Append(", but only on ");
            text.Append(rule.Words.Ports).Append(PortHint(rule, call));
            return;
        }
        var peers = PolicyMiss.NearestPeers(rule, end);
        for (var i = 0; i < peers.Length && i < MaxPeers; i++)
            text.Append(i == 0 ? "" : "; also ")
                .Append(rule.Words.Peer(peers[i]))
                .Append(", but ")
                .Append(PeerMisses.Reason(rule.Policy.Policy, rule.Rule.Peers[peers[i]], end));
        if (peers.Length > MaxPeers)
            text.Append(CultureInfo.InvariantCulture, $"; also {peers.Length - MaxPeers} more that do not match");
        if (!rule.Opens(call))
            text.Append("; and that only on ").Append(rule.Words.Ports).Append(PortHint(rule, call));
    }

    /// <summary>The protocol's name, without the cost of an enum's own.</summary>
    public static string Of(Protocol protocol) =>
        protocol switch
        {
            Protocol.TCP => "TCP",
            Protocol.UDP => "UDP",
            _ => "SCTP",
        };

    private static string PortHint(CompiledRule rule, in PolicyCall call)
    {
        foreach (var port in rule.Rule.Ports)
        {
            if (port.Port is not { } reference)
                continue;
            if (reference.IsNamed)
                return call.Target is { } target ? NameHint(target, reference.Name, port.Protocol) : "";
            if (reference.Number == call.Port && port.Protocol != call.Protocol)
                return port.Protocol == Protocol.TCP
                    ? $" (a port without protocol is TCP), and this call is {Of(call.Protocol)}"
                    : $", and this call is {Of(call.Protocol)}";
        }
        return $", and this call goes to {call.Port}/{Of(call.Protocol)}";
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
}
