using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.LoadBalancers;

/// <summary>Words for what a Service's load balancer did.</summary>
internal static class LoadBalancerHops
{
    /// <summary>To the nodes, any of which takes it on by kube-proxy.</summary>
    public static Hop ToNodes(Cluster cluster, in ServedPort served)
    {
        var (service, port) = (ServiceOf(cluster, served), PortOf(cluster, served));
        var where = port.NodePort > 0 ? $"node port {port.NodePort} of a node" : "a node";
        return At(
            service,
            port.Line,
            "forwarded",
            $"{Name(service)} takes the connection on port {port.Port} and sends it on to {where}; which Pod gets it is for kube-proxy there to choose."
        );
    }

    /// <summary>To the Pods themselves.</summary>
    public static Hop ToPods(Cluster cluster, in ServedPort served, int pods)
    {
        var (service, port) = (ServiceOf(cluster, served), PortOf(cluster, served));
        if (pods == 0)
            return At(
                service,
                service.Source.LineOf("spec.selector"),
                "rejected",
                $"{Name(service)} has no target on port {port.Port}: its targets are the ready Pods of the Service, and there is none."
            );
        var seen = served.Endpoints.HidesClient ? "its own address in place of the client's" : "the client's address";
        return At(
            service,
            port.Line,
            "forwarded",
            $"{Name(service)} takes the connection on port {port.Port} and opens one to the Pods themselves, {pods} ready, past node ports and kube-proxy (target type ip); they see {seen}."
        );
    }

    public static Hop NotListening(Service service, int port) =>
        At(
            service,
            service.Source.LineOf("spec.ports"),
            "refused",
            $"{Name(service)} does not listen on port {port}; it has {(service.Ports.IsEmpty ? "no port" : string.Join(", ", service.Ports.Select(p => p.Port)))}."
        );

    private static string Name(Service service) =>
        NetworkLoadBalancer.IsNamedBy(service)
            ? $"The Network Load Balancer of Service {service.Key}"
            : $"The load balancer of Service {service.Key}";

    private static Service ServiceOf(Cluster cluster, in ServedPort served) =>
        cluster.Index.Services[served.Endpoints.Service];

    private static ServicePort PortOf(Cluster cluster, in ServedPort served) =>
        ServiceOf(cluster, served).Ports[served.Endpoints.Port];

    private static Hop At(Service service, int line, string decision, string reason) =>
        new("LoadBalancer", $"Service {service.Key}", service.Source.Document, line, decision, reason);
}
