using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>Judges a connection by the policies at both of its ends.</summary>
/// <remarks>
/// Follows <c>networking/v1/types.go</c> and the documentation: a Pod reaches itself, a Pod and its own node reach each
/// other, and replies pass, whatever policies say.
/// </remarks>
internal static class NetworkPolicyStage
{
    /// <summary>Whether egress at the source and ingress at the destination both allow the connection.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="source">Who opens the connection.</param>
    /// <param name="seen">The source as the destination sees it: the node where the packet is masqueraded.</param>
    /// <param name="target">The endpoint after translation.</param>
    /// <param name="protocol">Transport protocol.</param>
    /// <param name="recorder">Takes a hop for each end that is a Pod, where the cluster has policies.</param>
    public static bool Allows<TRecorder>(
        Cluster cluster,
        in Party source,
        in Party seen,
        in Endpoint target,
        Protocol protocol,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var table = cluster.NetworkPolicies;
        return table.IsEmpty
            || (
                AllowsEgress(table, source, target, protocol, ref recorder)
                && AllowsIngress(table, source, seen, target, protocol, ref recorder)
            );
    }

    /// <summary>
    /// Whether policies cannot tell two endpoints apart for a caller that keeps its address, so that what was found for
    /// one holds for the other. False where that takes a closer look.
    /// </summary>
    public static bool AreAlike(Cluster cluster, in Party source, in Endpoint one, in Endpoint other)
    {
        var table = cluster.NetworkPolicies;
        return other.Class >= 0
            && other.Class == one.Class
            && one.Port == other.Port
            && source.Kind != PartyKind.Node
            && (source.Pod < 0 || (source.Pod != one.Pod && source.Pod != other.Pod))
            && (!source.IsPod || table.Egress(source.Pod, source.Class) is not { LooksAtAddresses: true });
    }

    /// <summary>Whether the policies of the source let the connection out.</summary>
    public static bool AllowsEgress<TRecorder>(
        PolicyTable table,
        in Party source,
        in Endpoint target,
        Protocol protocol,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (!source.IsPod)
            return true;
        if (table.Egress(source.Pod, source.Class) is not { } isolation)
        {
            if (TRecorder.Records)
                recorder.Add(table.NotIsolated(source.Pod, ingress: false));
            return true;
        }
        var call = table.CallTo(target, protocol);
        var exemption =
            source.Pod == target.Pod ? PolicyExemption.Itself
            : target.Class < 0 && target.Node >= 0 && target.Node == source.Node ? PolicyExemption.OwnNode
            : PolicyExemption.None;
        var kind =
            target.Class >= 0 ? PartyKind.Pod
            : target.Pod >= 0 || target.Node >= 0 ? PartyKind.Node
            : PartyKind.Outside;
        var peer = new PolicyPeer(
            table.Index,
            kind,
            call.PodNumber,
            target.Class,
            target.Address,
            target.Address.IsV6,
            IsMasqueraded: false
        );
        return Judge(isolation, source.Pod, peer, call, exemption, ref recorder);
    }

    private static bool AllowsIngress<TRecorder>(
        PolicyTable table,
        in Party source,
        in Party seen,
        in Endpoint target,
        Protocol protocol,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var call = table.CallTo(target, protocol);
        if (call.PodNumber < 0)
            return true;
        if (table.Ingress(call.PodNumber, call.Class) is not { } isolation)
        {
            if (TRecorder.Records)
                recorder.Add(table.NotIsolated(call.PodNumber, ingress: true));
            return true;
        }
        var exemption =
            source.IsPod && source.Pod == target.Pod ? PolicyExemption.Itself
            : seen.Kind == PartyKind.Node && seen.Node >= 0 && seen.Node == table.Index.NodeOfPod[target.Pod]
                ? PolicyExemption.OwnNode
            : PolicyExemption.None;
        var v6 = target.Address.IsV6;
        var peer = new PolicyPeer(
            table.Index,
            seen.Kind,
            seen.IsPod ? seen.Pod : -1,
            seen.Class,
            seen.AddressOf(v6),
            v6,
            IsMasqueraded: seen.Kind != source.Kind
        );
        return Judge(isolation, target.Pod, peer, call, exemption, ref recorder);
    }

    private static bool Judge<TRecorder>(
        Isolation isolation,
        int pod,
        in PolicyPeer peer,
        in PolicyCall call,
        PolicyExemption exemption,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (exemption != PolicyExemption.None)
        {
            if (TRecorder.Records)
                recorder.Add(PolicyHops.Exempt(peer.Index.PodKeys[pod], exemption));
            return true;
        }
        var rule = isolation.FindRule(peer, call);
        if (TRecorder.Records)
            recorder.Add(
                rule < 0
                    ? PolicyDenials.Denied(pod, isolation, peer, call)
                    : PolicyHops.Allowed(peer.Index.PodKeys[pod], isolation, rule, peer, call)
            );
        return rule >= 0;
    }
}

/// <summary>Why policies don't apply to a connection.</summary>
internal enum PolicyExemption
{
    None,

    /// <summary>A Pod calls itself.</summary>
    Itself,

    /// <summary>The other end is the node on which the Pod runs.</summary>
    OwnNode,
}
