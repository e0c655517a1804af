using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>What AWS provisions for a Service of type LoadBalancer.</summary>
/// <remarks>
/// Follows <c>pkg/service</c> and <c>webhooks/core/service_mutator.go</c> of kubernetes-sigs/aws-load-balancer-controller, and
/// <c>pkg/providers/v1/aws.go</c> of kubernetes/cloud-provider-aws for what the legacy provider does.
/// </remarks>
internal sealed class ServiceLoadBalancers(ServiceController controller)
{
    private const string Prefix = "service.beta.kubernetes.io/aws-load-balancer-";
    private const int ClbIdleTimeout = 60;
    private const int NlbTcpIdleTimeout = 350;
    private const int NlbUdpIdleTimeout = 120;

    /// <summary>The load balancer of a Service, or why it gets none here.</summary>
    public (CloudLoadBalancer? Balancer, CostNote? Note) Of(Service service)
    {
        var annotations = new ObjectAnnotations(Prefix, service);
        var type = annotations["type"];
        var classLine = service.Source.LineOf("spec.loadBalancerClass");
        if (service.LoadBalancerClass.Length > 0)
            return NetworkLoadBalancer.IsClass(service.LoadBalancerClass)
                ? (Nlb(service, annotations, $"its loadBalancerClass is {service.LoadBalancerClass}", classLine), null)
                : (
                    null,
                    new(
                        $"Service {service.Key}",
                        classLine,
                        $"Its loadBalancerClass {service.LoadBalancerClass} leaves it to another controller, so AWS' own provision nothing."
                    )
                );
        if (type is "external" or "nlb-ip")
            return (
                Nlb(
                    service,
                    annotations,
                    $"its annotation aws-load-balancer-type is {type}",
                    annotations.LineOf("type")
                ),
                null
            );
        if (controller == ServiceController.AwsLoadBalancerController)
            return (
                Nlb(
                    service,
                    annotations,
                    "the AWS Load Balancer Controller's webhook sets loadBalancerClass service.k8s.aws/nlb on Services that have none",
                    service.Source.LineOf("spec.type")
                ),
                null
            );
        return type == "nlb" ? (LegacyNlb(service, annotations), null) : (Clb(service, annotations), null);
    }

    private static CloudLoadBalancer Nlb(Service service, ObjectAnnotations annotations, string why, int line)
    {
        var isPublic = annotations["scheme"] is { Length: > 0 } scheme
            ? scheme == "internet-facing"
            : annotations["internal"] == "false";
        var targetType = NetworkLoadBalancer.TargetsPods(service) ? TargetType.Ip : TargetType.Instance;
        return Nlb(service, annotations, isPublic, targetType, why, line);
    }

    private static CloudLoadBalancer LegacyNlb(Service service, ObjectAnnotations annotations) =>
        Nlb(
            service,
            annotations,
            !IsInternal(annotations),
            TargetType.Instance,
            "its annotation aws-load-balancer-type is nlb, which the legacy cloud provider serves",
            annotations.LineOf("type")
        );

    private static CloudLoadBalancer Nlb(
        Service service,
        ObjectAnnotations annotations,
        bool isPublic,
        TargetType targetType,
        string why,
        int line
    )
    {
        var listeners = service.Ports.Select(port => Listener(port, annotations, "TLS")).ToImmutableArray();
        return Of(service, LoadBalancerKind.Nlb, isPublic, why, line) with
        {
            Listeners = listeners,
            TargetGroups =
            [
                .. service.Ports.Select(
                    (port, i) =>
                        new TargetGroup(
                            service.Key,
                            port.Port.ToString(CultureInfo.InvariantCulture),
                            targetType,
                            listeners[i].EndsTls && annotations["backend-protocol"] == "ssl"
                                ? "TLS"
                                : $"{port.Protocol}",
                            NlbHealthCheck(service, annotations, targetType)
                        )
                ),
            ],
            IdleTimeoutSeconds = NlbIdleTimeout(listeners, annotations),
        };
    }

    private static CloudLoadBalancer Clb(Service service, ObjectAnnotations annotations) =>
        Of(
            service,
            LoadBalancerKind.Clb,
            !IsInternal(annotations),
            "it names neither a loadBalancerClass nor a type, so the legacy cloud provider serves it",
            service.Source.LineOf("spec.type")
        ) with
        {
            Listeners =
            [
                .. service.Ports.Select(port =>
                    Listener(port, annotations, annotations["backend-protocol"] is "http" or "https" ? "HTTPS" : "SSL")
                ),
            ],
            TargetGroups =
            [
                .. service.Ports.Select(port => new TargetGroup(
                    service.Key,
                    port.Port.ToString(CultureInfo.InvariantCulture),
                    TargetType.Instance,
                    "TCP",
                    ClbHealthCheck(service, annotations)
                )),
            ],
            IdleTimeoutSeconds = annotations.Number("connection-idle-timeout", ClbIdleTimeout),
        };

    private static CloudLoadBalancer Of(Service service, LoadBalancerKind kind, bool isPublic, string why, int line) =>
        new()
        {
            Kind = kind,
            Name = $"Service {service.Key}",
            Objects = [$"Service {service.Key}"],
            Scheme = isPublic ? LoadBalancerScheme.InternetFacing : LoadBalancerScheme.Internal,
            Listeners = [],
            TargetGroups = [],
            IdleTimeoutSeconds = 0,
            Reason = $"Service {service.Key} gets a load balancer of its own: {why}.",
            Line = line,
        };

    /// <summary>A listener; TLS ends there with a certificate, on the ports listed or, with none listed, on all.</summary>
    private static Listener Listener(ServicePort port, ObjectAnnotations annotations, string tls)
    {
        var certificates = annotations.List("ssl-cert");
        var ports = annotations.List("ssl-ports");
        var number = port.Port.ToString(CultureInfo.InvariantCulture);
        var endsTls =
            !certificates.IsEmpty
            && port.Protocol == Protocol.TCP
            && (
                ports.IsEmpty
                || ports.Contains(number)
                || ports.Contains(port.Name)
                || (tls != "TLS" && ports.Contains("*"))
            );
        return endsTls ? new(port.Port, tls, certificates) : new(port.Port, $"{port.Protocol}", []);
    }

    private static int NlbIdleTimeout(ImmutableArray<Listener> listeners, ObjectAnnotations annotations)
    {
        if (listeners.All(listener => listener.Protocol == "UDP"))
            return NlbUdpIdleTimeout;
        foreach (var listener in listeners.Where(listener => listener.Protocol == "TCP"))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"listener-attributes.TCP-{listener.Port}");
            if (annotations.Attribute(name, "tcp.idle_timeout.seconds", 0) is > 0 and var seconds)
                return seconds;
        }
        return NlbTcpIdleTimeout;
    }

    private static HealthCheck NlbHealthCheck(Service service, ObjectAnnotations annotations, TargetType targetType)
    {
        // Only nodes with a Pod of the Service may pass: kube-proxy's health check node port tells.
        var local = service.ExternalTrafficPolicy == TrafficPolicy.Local && targetType == TargetType.Instance;
        var protocol = annotations.Text("healthcheck-protocol", local ? "http" : "tcp").ToUpperInvariant();
        var nodePort = service.HealthCheckNodePort.ToString(CultureInfo.InvariantCulture);
        return new(
            protocol,
            annotations.Text("healthcheck-port", local && service.HealthCheckNodePort > 0 ? nodePort : "traffic-port"),
            protocol == "TCP" ? "" : annotations.Text("healthcheck-path", local ? "/healthz" : "/"),
            annotations.Number("healthcheck-interval", 10),
            annotations.Number("healthcheck-timeout", local ? 6 : 10),
            annotations.Number("healthcheck-healthy-threshold", local ? 2 : 3),
            annotations.Number("healthcheck-unhealthy-threshold", local ? 2 : 3)
        );
    }

    private static HealthCheck ClbHealthCheck(Service service, ObjectAnnotations annotations)
    {
        var local = service.ExternalTrafficPolicy == TrafficPolicy.Local;
        return new(
            local ? "HTTP" : "TCP",
            local ? service.HealthCheckNodePort.ToString(CultureInfo.InvariantCulture) : "traffic-port",
            local ? "/healthz" : "",
            annotations.Number("healthcheck-interval", 10),
            annotations.Number("healthcheck-timeout", 5),
            annotations.Number("healthcheck-healthy-threshold", 2),
            annotations.Number("healthcheck-unhealthy-threshold", 6)
        );
    }

    private static bool IsInternal(ObjectAnnotations annotations) =>
        annotations["internal"] is { Length: > 0 } value && value != "false";
}
