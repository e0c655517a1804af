using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Rules of the API about fields of a Service that do not go together.</summary>
internal static class ServiceChecks
{
    public static void Name(Field root, string name)
    {
        if (name.Length > 0 && !Names.IsDnsLabel(name))
            root.Object("metadata")["name"]
                .Error($"The name {Field.Shorten(name)} is no DNS label, which a Service needs.", Names.DnsLabel);
    }

    public static void Combinations(Field spec, Service service)
    {
        var type = service.Type;
        if (type != ServiceType.LoadBalancer)
        {
            Refuse(
                spec["loadBalancerClass"],
                $"The class has no meaning for the type {type}.",
                "the type LoadBalancer, or no class"
            );
            Refuse(
                spec["allocateLoadBalancerNodePorts"],
                $"The field has no meaning for the type {type}.",
                "the type LoadBalancer, or no such field"
            );
        }
        var keepsNode = type == ServiceType.LoadBalancer && service.ExternalTrafficPolicy == TrafficPolicy.Local;
        if (!keepsNode && service.HealthCheckNodePort != 0)
            Refuse(
                spec["healthCheckNodePort"],
                "Only a LoadBalancer Service with externalTrafficPolicy Local has a health check port.",
                "no healthCheckNodePort"
            );
    }

    private static void Refuse(Field node, string message, string expected)
    {
        if (node.Exists)
            node.Error(message, expected);
    }
}
