using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;

namespace NetworkSimulator.Ingresses;

/// <summary>Words for the Service that a rule leads to.</summary>
internal static class TargetHops
{
    public static Hop Of(Cluster cluster, IngressTarget target, string who = "The controller")
    {
        if (target.Service is not { } service)
            return IngressHops.At(
                target.Ingress,
                target.Line,
                "503",
                target.Fault == TargetFault.Resource
                    ? $"The backend is {target.Name}, and no controller of this cluster is known to serve such a resource."
                    : $"Service {target.Name} does not exist in the Ingress' namespace{Elsewhere(cluster, target)}, so the controller has nothing to connect to and answers itself."
            );
        if (target.Fault == TargetFault.NoPort)
            return IngressHops.At(
                target.Ingress,
                target.Line,
                "503",
                $"Service {target.Name} has no TCP port {(target.Reference.IsNamed ? "named " : "")}{target.Reference}; it has {Ports(service)}. A backend names the Service's port, not the container's."
            );
        if (target.Fault == TargetFault.NoEndpoints)
        {
            var (line, why) =
                service.Type == Objects.ServiceType.ExternalName
                    ? (
                        service.Source.LineOf("spec.externalName"),
                        $"its externalName {service.ExternalName} names no Service of this cluster."
                    )
                    : MissingEndpoints.Explain(cluster, service, target.Port);
            return At(service, line, "503", $"Service {service.Key} has no ready endpoint: {why}");
        }
        var alone = target.Alone[0];
        return At(
            service,
            target.Port?.Line ?? service.Source.LineOf("spec"),
            "forwarded",
            alone.Foreign.Length > 0 ? $"Service {service.Key} is an alias for {alone.Foreign}, outside the cluster."
                : alone.ClusterIP.IsNone
                    ? $"{who} connects straight to {Count(alone.Endpoints.Length)} of Service {service.Key}, past its cluster IP."
                : $"{who} connects to {Text.Address(alone.ClusterIP, alone.Port)} on behalf of Service {service.Key}."
        );
    }

    public static Hop At(Objects.Service service, int line, string decision, string reason) =>
        new(IngressHops.Component, $"Service {service.Key}", service.Source.Document, line, decision, reason);

    public static string Ports(Objects.Service service) =>
        service.Ports.IsEmpty
            ? "none"
            : string.Join(
                ", ",
                service.Ports.Select(p => p.Name.Length == 0 ? $"{p.Port}" : $"{p.Port} ({p.Name})").Take(8)
            );

    private static string Count(int endpoints) =>
        endpoints == 1 ? "the ready endpoint" : $"the {endpoints} ready endpoints";

    private static string Elsewhere(Cluster cluster, IngressTarget target)
    {
        var name = target.Name[(target.Name.IndexOf('/') + 1)..];
        foreach (var service in cluster.Index.Services)
            if (service.Name == name)
                return $" (namespace {service.Namespace} has one, but a backend cannot name another namespace)";
        return "";
    }
}
