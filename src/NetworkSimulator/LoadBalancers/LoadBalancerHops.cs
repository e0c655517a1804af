using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.LoadBalancers;

/// <summary>Words for what a Service's load balancer did.</summary>
internal static class LoadBalancerHops
{
    public static Hop NotListening(Service service, int port) =>
        new(
            "LoadBalancer",
            $"Service {service.Key}",
            service.Source.Document,
            service.Source.LineOf("spec.ports"),
            "refused",
            $"The load balancer of Service {service.Key} does not listen on port {port}; it has {(service.Ports.IsEmpty ? "no port" : string.Join(", ", service.Ports.Select(p => p.Port)))}."
        );
}
