using NetworkSimulator.Flows;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>Translates Service addresses to endpoints, as kube-proxy in nftables mode does.</summary>
/// <remarks>
/// Follows <c>pkg/proxy/nftables/proxier.go</c> (syncProxyRules). For an address from outside: policy Cluster takes every
/// endpoint and masquerades; policy Local takes the node's own and keeps the source, except that Pods of the node are
/// short-circuited to every endpoint without masquerade and the node itself with it.
/// </remarks>
internal static class KubeProxyStage
{
    public static ServiceRoute Route<TRecorder>(
        Cluster cluster,
        in Party source,
        IpAddress address,
        int port,
        Protocol protocol,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var v6 = address.IsV6;
        if (cluster.Services.TryFind(address, port, protocol, out var served))
            return served.Kind == FrontendKind.ClusterIP
                ? ToClusterIP(cluster, source, served, ref recorder)
                : ToExternalAddress(cluster, source, address, served, ref recorder);
        if (
            cluster.Index.Addresses.TryGetValue(address, out var owner)
            && owner.Node >= 0
            && cluster.Services.TryFindNodePort(v6, port, protocol, out served)
        )
            return FromOutside(cluster, source, served, owner.Node, source.Node == owner.Node, ref recorder);
        return Unserved(cluster, source, address, port, protocol, ref recorder);
    }

    /// <summary>Traffic that comes in by a Service's load balancer of which only the name is known.</summary>
    /// <param name="port">Index of the Service's port.</param>
    public static ServiceRoute ThroughLoadBalancer<TRecorder>(
        Cluster cluster,
        in Party source,
        int service,
        int port,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        foreach (var v6 in cluster.Index.Services[service].FamiliesV6)
            if (cluster.Services.EndpointsOf(service, port, v6) is { } endpoints)
                // Nodes know no address to short-circuit, so also a Pod's traffic goes out to the load balancer and back.
                return ToExternalAddress(
                    cluster,
                    source,
                    default,
                    new(endpoints, FrontendKind.LoadBalancer, 0, IsProxy: true),
                    ref recorder
                );
        return new(RouteOutcome.NotServed, [], false, -1);
    }

    private static ServiceRoute ToClusterIP<TRecorder>(
        Cluster cluster,
        in Party source,
        in ServedPort served,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (source.IsOutside)
        {
            if (TRecorder.Records)
                recorder.Add(KubeProxyHops.ClusterIPFromOutside(cluster, served));
            return new(RouteOutcome.NotServed, [], false, -1);
        }
        var local = served.Endpoints.InternalLocal;
        var endpoints = local ? served.Endpoints.LocalOn(source.Node) : served.Endpoints.ClusterFor(source.Node);
        var outcome = Outcome(endpoints, served.Endpoints.HasAny);
        var masquerade = !source.IsPod && source.Kind != PartyKind.UnknownPod;
        if (TRecorder.Records)
            recorder.Add(KubeProxyHops.ToClusterIP(cluster, source, served, outcome, local, endpoints, masquerade));
        return new(outcome, endpoints, masquerade, source.Node, Served: TRecorder.Records ? served.Endpoints : null);
    }

    private static ServiceRoute ToExternalAddress<TRecorder>(
        Cluster cluster,
        in Party source,
        IpAddress address,
        in ServedPort served,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (served.Kind == FrontendKind.LoadBalancer && !SourceIsInRange(cluster, source, served, address.IsV6))
        {
            if (TRecorder.Records)
                recorder.Add(KubeProxyHops.OutOfSourceRanges(cluster, source, served, address.IsV6));
            return new(RouteOutcome.Dropped, [], false, -1);
        }
        if (served.Kind == FrontendKind.LoadBalancer && (source.IsOutside || served.IsProxy))
        {
            if (served.Endpoints.ArePodsTargets)
                return ToTargets(cluster, served, ref recorder);
            if (TRecorder.Records)
                recorder.Add(LoadBalancerHops.ToNodes(cluster, served));
        }
        var holder = cluster.Index.Addresses.TryGetValue(address, out var owner) ? owner.Node : -1;
        var shortCircuit = !source.IsOutside && !served.IsProxy;
        return FromOutside(cluster, source, served, shortCircuit ? source.Node : holder, shortCircuit, ref recorder);
    }

    /// <summary>A load balancer whose targets are the Pods: no node translates, and traffic policies play no part.</summary>
    private static ServiceRoute ToTargets<TRecorder>(Cluster cluster, in ServedPort served, ref TRecorder recorder)
        where TRecorder : struct, IHopRecorder
    {
        var endpoints = served.Endpoints.ClusterFor(-1);
        if (TRecorder.Records)
            recorder.Add(LoadBalancerHops.ToPods(cluster, served, endpoints.Length));
        return new(Outcome(endpoints, anyElsewhere: false), endpoints, false, -1, served.Endpoints.HidesClient);
    }

    /// <summary>Traffic to a node port, an external IP or a load balancer IP.</summary>
    /// <param name="entry">The node that translates; -1 where it is any.</param>
    /// <param name="ownNode">Whether the source is on the node that translates.</param>
    private static ServiceRoute FromOutside<TRecorder>(
        Cluster cluster,
        in Party source,
        in ServedPort served,
        int entry,
        bool ownNode,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var local = served.Endpoints.ExternalLocal;
        Endpoint[] endpoints;
        bool masquerade;
        if (!local || ownNode)
        {
            endpoints = served.Endpoints.ClusterFor(entry);
            masquerade = !local || source.Kind == PartyKind.Node;
        }
        else
        {
            endpoints = entry < 0 ? served.Endpoints.LocalAnywhere : served.Endpoints.LocalOn(entry);
            masquerade = false;
        }
        var outcome = Outcome(endpoints, served.Endpoints.HasAny);
        if (TRecorder.Records)
            recorder.Add(
                KubeProxyHops.FromOutside(
                    cluster,
                    source,
                    served,
                    outcome,
                    entry,
                    local && !ownNode,
                    endpoints,
                    masquerade
                )
            );
        return new(outcome, endpoints, masquerade, entry, Served: TRecorder.Records ? served.Endpoints : null);
    }

    private static ServiceRoute Unserved<TRecorder>(
        Cluster cluster,
        in Party source,
        IpAddress address,
        int port,
        Protocol protocol,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var isClusterIP = cluster.Services.TryFindClusterIP(address, out var service);
        if (!isClusterIP && !cluster.Services.TryFindExternalAddress(address, out service))
            return new(RouteOutcome.NotAService, [], false, -1);
        // A node's own address stays the node's, also where a Service names it as external IP.
        if (!isClusterIP && cluster.Index.Addresses.ContainsKey(address))
            return new(RouteOutcome.NotAService, [], false, -1);
        var outcome = isClusterIP && source.IsOutside ? RouteOutcome.NotServed : RouteOutcome.Rejected;
        if (TRecorder.Records)
            recorder.Add(KubeProxyHops.UnknownPort(cluster, service, address, port, protocol, outcome));
        return new(outcome, [], false, -1);
    }

    private static RouteOutcome Outcome(Endpoint[] endpoints, bool anyElsewhere) =>
        endpoints.Length > 0 ? RouteOutcome.Translated
        : anyElsewhere ? RouteOutcome.Dropped
        : RouteOutcome.Rejected;

    private static bool SourceIsInRange(Cluster cluster, in Party source, in ServedPort served, bool v6)
    {
        if (!served.Endpoints.HasSourceRanges)
            return true;
        var ranges = cluster.Index.Services[served.Endpoints.Service].LoadBalancerSourceRanges;
        var address = source.AddressOf(v6);
        var isRestricted = false;
        foreach (var range in ranges)
        {
            if (range.Contains(address))
                return true;
            isRestricted |= range.IsV6 == v6;
        }
        return !isRestricted;
    }
}
