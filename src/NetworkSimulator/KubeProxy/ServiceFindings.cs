using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Findings;
using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>Finds what Services get wrong: selectors that pick nothing, target ports that nobody listens on.</summary>
internal static class ServiceFindings
{
    public static IEnumerable<Finding> Of(Cluster cluster)
    {
        for (var i = 0; i < cluster.Index.Services.Length; i++)
        {
            var service = cluster.Index.Services[i];
            if (service.Type == ServiceType.ExternalName)
                continue;
            if (
                service is
                { ExternalTrafficPolicy: TrafficPolicy.Local, Type: ServiceType.ClusterIP, ExternalIPs.IsEmpty: true }
            )
                yield return Of(
                    service,
                    FindingSeverity.Warning,
                    "external-policy-without-effect",
                    service.Source.LineOf("spec.externalTrafficPolicy"),
                    $"externalTrafficPolicy is about traffic from outside, which does not reach Service {service.Key} of type ClusterIP. kube-proxy ignores the policy; an API server refuses the object.",
                    "Use internalTrafficPolicy for callers inside the cluster, or the type NodePort or LoadBalancer."
                );
            foreach (
                var finding in service.Selector is null
                    ? Selectorless(cluster, service, i)
                    : Selected(cluster, service, i)
            )
                yield return finding;
        }
    }

    private static IEnumerable<Finding> Selectorless(Cluster cluster, Service service, int number)
    {
        if (cluster.Endpoints[number].Entries.IsEmpty)
            yield return Of(
                service,
                FindingSeverity.Warning,
                "service-without-endpoints",
                service.Source.LineOf("spec"),
                $"Service {service.Key} has no selector, and no EndpointSlice with addresses names it, so every connection to it is refused.",
                $"Give it a selector, or an EndpointSlice with the label kubernetes.io/service-name: {service.Name}."
            );
    }

    private static IEnumerable<Finding> Selected(Cluster cluster, Service service, int number)
    {
        var pods = cluster
            .Endpoints[number]
            .Entries.Where(e => e.Pod >= 0)
            .Select(e => cluster.Index.Pods[e.Pod])
            .Distinct()
            .ToList();
        if (pods.Count == 0)
        {
            if (cluster.Endpoints[number].Entries.IsEmpty)
                yield return Of(
                    service,
                    FindingSeverity.Warning,
                    "service-selects-nothing",
                    service.Source.LineOf("spec.selector"),
                    $"Service {service.Key} has no endpoint: {MissingEndpoints.Explain(cluster, service, service.Ports.FirstOrDefault()).Why}",
                    "Make the selector equal to labels of the Pods that should serve, in the Service's own namespace."
                );
            yield break;
        }
        foreach (var port in service.Ports)
            if (PortFinding(service, port, pods) is { } finding)
                yield return finding;
        if (pods.TrueForAll(p => !p.Ready) && !service.PublishNotReadyAddresses)
            yield return Of(
                service,
                FindingSeverity.Warning,
                "service-without-ready-pod",
                pods[0].Source.LineOf("status.conditions.Ready"),
                $"{(pods.Count == 1 ? $"The only Pod that Service {service.Key} selects, {pods[0].Key}, is not Ready" : $"None of the {pods.Count} Pods that Service {service.Key} selects is Ready")}, so connections to it are refused.",
                "Look at the Pods' readiness probes and gates; a Service sends only to Pods that are Ready."
            );
    }

    private static Finding? PortFinding(Service service, ServicePort port, List<Pod> pods)
    {
        var target = port.TargetPort;
        if (target.IsNamed)
        {
            var without = pods.FindAll(p => EndpointSliceController.FindPort(p, port) == 0);
            return without.Count == 0
                ? null
                : Of(
                    service,
                    without.Count == pods.Count ? FindingSeverity.Error : FindingSeverity.Warning,
                    "target-port-name-unknown",
                    port.TargetPortLine,
                    $"Port {port.Port}/{port.Protocol} of Service {service.Key} leads to the container port named '{target}', which {(pods.Count == 1 ? $"the only selected Pod, {without[0].Key}, does not declare" : $"{without.Count} of the {pods.Count} selected Pods do not declare, such as {without[0].Key}")} ({Text.Ports(without[0])}).",
                    "Name the container port so, or use the number that the container listens on."
                );
        }
        // Declared ports are informational in Kubernetes: a Pod that declares none may listen anywhere.
        var other = pods.Find(p =>
            p.Ports.Length > 0 && !p.Ports.Any(c => c.Number == target.Number && c.Protocol == port.Protocol)
        );
        return other is null
            ? null
            : Of(
                service,
                FindingSeverity.Warning,
                "target-port-not-declared",
                port.TargetPortLine,
                $"Port {port.Port}/{port.Protocol} of Service {service.Key} leads to port {target} of Pod {other.Key}, whose containers declare {Text.Ports(other)}. If nothing listens on {target}, callers are refused by the Pod itself.",
                "Set targetPort to the port that the container listens on."
            );
    }

    private static Finding Of(
        Service service,
        FindingSeverity severity,
        string code,
        int line,
        string message,
        string fix
    ) => new(severity, code, $"Service {service.Key}", service.Source.Document, line, message, fix);
}
