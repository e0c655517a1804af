using NetworkSimulator.Objects;

namespace NetworkSimulator.LoadBalancers;

/// <summary>What a Service's class and annotations say of the AWS Network Load Balancer in front of it.</summary>
/// <remarks>
/// Follows kubernetes-sigs/aws-load-balancer-controller: <c>pkg/service/model_build_target_group.go</c>, and the guide to Service
/// annotations for what each target type does with the client's address.
/// </remarks>
internal static class NetworkLoadBalancer
{
    private const string Prefix = "service.beta.kubernetes.io/aws-load-balancer-";

    /// <summary>The classes of the AWS Load Balancer Controller and of EKS Auto Mode.</summary>
    public static bool IsClass(string name) => name is "service.k8s.aws/nlb" or "eks.amazonaws.com/nlb";

    /// <summary>Whether the Service itself asks for one, whatever controllers the cluster has.</summary>
    public static bool IsNamedBy(Service service) =>
        service.LoadBalancerClass.Length > 0
            ? IsClass(service.LoadBalancerClass)
            : Annotation(service, "type") is "external" or "nlb-ip" or "nlb" || TargetsPods(service);

    /// <summary>Whether its targets are the Pods' addresses in place of the nodes' ports.</summary>
    public static bool TargetsPods(Service service) =>
        (service.LoadBalancerClass.Length == 0 || IsClass(service.LoadBalancerClass))
        && (Annotation(service, "type") == "nlb-ip" || Annotation(service, "nlb-target-type") == "ip");

    /// <summary>Whether Pods that are targets see the client's address: always for UDP, for TCP only where an attribute says so.</summary>
    public static bool PreservesClient(Service service, ServicePort port) =>
        port.Protocol != Protocol.TCP
        || (
            Annotation(service, "target-group-attributes")
                ?.Split(',', StringSplitOptions.TrimEntries)
                .Contains("preserve_client_ip.enabled=true")
            ?? false
        );

    private static string? Annotation(Service service, string name) =>
        service.Metadata.Annotations[Prefix + name]?.Trim();
}
