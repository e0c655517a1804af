using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Delivery;

/// <summary>Words for where a packet ends.</summary>
internal static class DeliveryHops
{
    private const string Component = "Delivery";

    public static Hop Delivered(Cluster cluster, in Endpoint endpoint, Protocol protocol)
    {
        if (endpoint.Pod < 0)
            return Bare(
                "delivered",
                $"The packet leaves the cluster for {Text.Address(endpoint.Address, endpoint.Port)}/{protocol}."
            );
        return cluster.Arrivals.Of(endpoint, protocol);
    }

    public static Hop Arrived(Pod pod, in Endpoint endpoint, Protocol protocol) =>
        At(
            pod,
            pod.Source.LineOf("metadata.name"),
            "delivered",
            $"Pod {pod.Key} gets it at {Text.Address(endpoint.Address, endpoint.Port)}/{protocol}."
        );

    public static Hop PodUnreached(Pod pod, Unreached why) =>
        why switch
        {
            Unreached.FromOutside => At(
                pod,
                pod.Source.LineOf("status.podIP"),
                "no route",
                $"Pod addresses are routed inside the cluster only, so Pod {pod.Key} is not reached from outside at its own address."
            ),
            Unreached.Ended => At(
                pod,
                pod.Source.LineOf("status.phase"),
                "no address",
                $"Pod {pod.Key} has ended (phase {pod.Phase}) and no longer holds an address."
            ),
            _ => At(
                pod,
                pod.Source.LineOf("status"),
                "no address",
                $"Pod {pod.Key} has no address that the caller can reach."
            ),
        };

    public static Hop NoClusterIP(Service service) =>
        new(
            Component,
            $"Service {service.Key}",
            service.Source.Document,
            service.Source.LineOf(service.Type == ServiceType.ExternalName ? "spec.type" : "spec.clusterIP"),
            "no address",
            service.Type == ServiceType.ExternalName
                ? $"Service {service.Key} is an alias in DNS (ExternalName) and has no cluster IP to connect to."
                : $"Service {service.Key} is headless: it has no cluster IP, only its name leads to the Pods."
        );

    public static Hop NoFamily(Cluster cluster, in Party source, IpAddress address)
    {
        var family = address.IsV6 ? "IPv6" : "IPv4";
        if (!source.IsPod)
            return Bare("no route", $"The caller has no {family} address, and {address} is one.");
        var pod = cluster.Index.Pods[source.Pod];
        return At(
            pod,
            pod.Source.LineOf("status.podIPs"),
            "no route",
            $"{address} is an {family} address, and Pod {pod.Key} has none of that family."
        );
    }

    public static Hop NothingThere(in Party source, IpAddress address, bool inRange) =>
        Bare(
            "no route",
            inRange ? $"{address} lies in the cluster's own ranges, but nothing has this address."
                : source.IsOutside ? $"{address} is no address of this cluster that is reached from outside."
                : $"Nothing is reached at {address} from there."
        );

    public static Hop NodeDoesNotListen(Node node, int port, Protocol protocol) =>
        new(
            Component,
            $"Node {node.Name}",
            node.Source.Document,
            node.Source.Line,
            "refused",
            $"Nothing listens on port {port}/{protocol} of node {node.Name}: no node port, no hostPort, no host-network Pod."
        );

    public static Hop Missing(string kind, string key) => Bare("unknown", $"The manifests have no {kind} {key}.");

    private static Hop At(Pod pod, int line, string decision, string reason) =>
        new(Component, $"Pod {pod.Key}", pod.Source.Document, line, decision, reason);

    private static Hop Bare(string decision, string reason) => new(Component, "", 0, 0, decision, reason);
}
