using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>Words for what kube-proxy did.</summary>
internal static class KubeProxyHops
{
    private const string Component = "kube-proxy";

    public static Hop ClusterIPFromOutside(Cluster cluster, in ServedPort served)
    {
        var service = ServiceOf(cluster, served);
        return Hop(
            service,
            service.Source.LineOf("spec.type"),
            "not served",
            $"The cluster IP of Service {service.Key} is virtual: only the cluster's own nodes translate it, nothing outside has a route to it."
        );
    }

    public static Hop ToClusterIP(
        Cluster cluster,
        in Party source,
        in ServedPort served,
        RouteOutcome outcome,
        bool local,
        Endpoint[] endpoints,
        bool masquerade
    )
    {
        var usual =
            outcome == RouteOutcome.Translated
            && !local
            && !masquerade
            && !IsHairpin(source, endpoints)
            && ReferenceEquals(endpoints, served.Endpoints.ClusterFor(-1));
        if (usual && served.Endpoints.UsualWay is { } known)
            return known;
        var service = ServiceOf(cluster, served);
        var port = service.Ports[served.Endpoints.Port];
        if (outcome == RouteOutcome.Rejected)
            return NoEndpoints(cluster, service, port);
        if (outcome == RouteOutcome.Dropped)
            return Hop(
                service,
                service.Source.LineOf("spec.internalTrafficPolicy"),
                "dropped",
                $"internalTrafficPolicy of Service {service.Key} is Local and {NodeText(cluster, source.Node)} has no endpoint of it, so the packet is dropped although other nodes have one."
            );
        var among = local ? $"{The(endpoints)} on the client's own node" : Among(served, source.Node, endpoints);
        var way = Hop(
            service,
            port.Line,
            "translated",
            $"Port {port.Port}/{port.Protocol} of Service {service.Key} leads to {among}{Target(endpoints, port)}{Affinity(service)}; {Masked(masquerade, source, endpoints)}."
        );
        if (usual)
            served.Endpoints.UsualWay = way;
        return way;
    }

    public static Hop OutOfSourceRanges(Cluster cluster, in Party source, in ServedPort served, bool v6)
    {
        var service = ServiceOf(cluster, served);
        return Hop(
            service,
            service.Source.LineOf("spec.loadBalancerSourceRanges"),
            "dropped",
            $"loadBalancerSourceRanges of Service {service.Key} ({string.Join(", ", service.LoadBalancerSourceRanges)}) do not hold the caller's address {source.AddressOf(v6)}."
        );
    }

    public static Hop FromOutside(
        Cluster cluster,
        in Party source,
        in ServedPort served,
        RouteOutcome outcome,
        int entry,
        bool local,
        Endpoint[] endpoints,
        bool masquerade
    )
    {
        var service = ServiceOf(cluster, served);
        var port = service.Ports[served.Endpoints.Port];
        if (outcome == RouteOutcome.Rejected)
            return NoEndpoints(cluster, service, port);
        if (outcome == RouteOutcome.Dropped)
            return Hop(
                service,
                service.Source.LineOf("spec.externalTrafficPolicy"),
                "dropped",
                $"externalTrafficPolicy of Service {service.Key} is Local and {NodeText(cluster, entry)} has no endpoint of it, so traffic from outside that arrives there is dropped."
            );
        var what = served.Kind switch
        {
            FrontendKind.NodePort =>
                $"Node port {port.NodePort}/{port.Protocol} of Service {service.Key} on {NodeText(cluster, entry)}",
            FrontendKind.LoadBalancer =>
                $"The load balancer of Service {service.Key}, port {port.Port}/{port.Protocol},",
            _ => $"External IP, port {port.Port}/{port.Protocol}, of Service {service.Key}",
        };
        var among = local
            ? entry < 0
                ? $"{(endpoints.Length == 1 ? "the node of its only endpoint" : $"the nodes that have one of its {Count(endpoints)}")} (externalTrafficPolicy Local)"
                : $"{The(endpoints)} on that node (externalTrafficPolicy Local)"
            : Among(served, entry, endpoints);
        var line = local ? service.Source.LineOf("spec.externalTrafficPolicy") : port.Line;
        return Hop(
            service,
            line,
            "translated",
            $"{what} leads to {among}{Target(endpoints, port)}{Affinity(service)}; {Masked(masquerade, source, endpoints)}."
        );
    }

    public static Hop UnknownPort(
        Cluster cluster,
        int number,
        IpAddress address,
        int port,
        Protocol protocol,
        RouteOutcome outcome
    )
    {
        var service = cluster.Index.Services[number];
        return outcome == RouteOutcome.NotServed
            ? Hop(
                service,
                service.Source.LineOf("spec.type"),
                "not served",
                $"{address} is the cluster IP of Service {service.Key}: nothing outside the cluster has a route to it."
            )
            : Hop(
                service,
                service.Source.LineOf("spec.ports"),
                "rejected",
                $"Service {service.Key} at {address} has no port {port}/{Words.Of(protocol)}; it offers {Offered(service)}."
            );
    }

    private static string Offered(Service service)
    {
        if (service.Ports.IsEmpty)
            return "none";
        var text = ReasonText.Begin();
        foreach (var port in service.Ports)
            text.Append(text.IsEmpty ? "" : ", ").Append(port.Port).Append('/').Append(Words.Of(port.Protocol));
        return text.End();
    }

    private static Hop NoEndpoints(Cluster cluster, Service service, ServicePort port)
    {
        var (line, why) = MissingEndpoints.Explain(cluster, service, port);
        return Hop(
            service,
            line,
            "rejected",
            $"Port {port.Port}/{port.Protocol} of Service {service.Key} has no endpoint, so the connection is refused at once: {why}"
        );
    }

    private static Hop Hop(Service service, int line, string decision, string reason) =>
        new(Component, $"Service {service.Key}", service.Source.Document, line, decision, reason);

    private static Service ServiceOf(Cluster cluster, in ServedPort served) =>
        cluster.Index.Services[served.Endpoints.Service];

    private static string Among(in ServedPort served, int node, Endpoint[] endpoints) =>
        ReferenceEquals(endpoints, served.Endpoints.ClusterFor(-1))
            ? endpoints.Length == 1
                ? "its only usable endpoint"
                : $"any of its {Count(endpoints)}"
            : $"{The(endpoints)} that topology hints name for {(node < 0 ? "the client" : "the client's zone or node")}";

    private static string Target(Endpoint[] endpoints, ServicePort port)
    {
        foreach (var endpoint in endpoints)
            if (endpoint.Port != endpoints[0].Port)
                return $" on each one's own port {port.TargetPort}";
        return $" on port {endpoints[0].Port}";
    }

    private static string Affinity(Service service) =>
        service.ClientIPAffinitySeconds > 0
            ? ", and the first choice sticks for this client (sessionAffinity ClientIP)"
            : "";

    private static string Masked(bool masquerade, in Party source, Endpoint[] endpoints) =>
        !masquerade && IsHairpin(source, endpoints)
            ? "that is the caller itself, so it sees the node's address in place of its own (hairpin)"
        : masquerade ? "the endpoint sees the node's address in place of the client's"
        : source.IsOutside ? "the client's own address is kept"
        : "the caller's own address is kept";

    /// <summary>Whether the caller can only reach itself.</summary>
    private static bool IsHairpin(in Party source, Endpoint[] endpoints) =>
        endpoints.Length == 1 && source.IsPod && endpoints[0].Pod == source.Pod;

    private static string Count(Endpoint[] endpoints) =>
        endpoints.Length == 1 ? "1 endpoint" : $"{endpoints.Length} endpoints";

    private static string The(Endpoint[] endpoints) =>
        endpoints.Length == 1 ? "the only endpoint" : $"the {endpoints.Length} endpoints";

    private static string NodeText(Cluster cluster, int node) =>
        node < 0 ? "the client's node" : $"node {cluster.Index.Nodes[node].Name}";
}
