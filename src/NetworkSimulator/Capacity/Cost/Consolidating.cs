using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>Puts what speaks HTTP behind one ALB of each scheme.</summary>
internal static class Consolidating
{
    private const int RuleQuota = 100;

    /// <summary>What the name of a group's load balancer begins with.</summary>
    private const string GroupName = "group ";

    private static readonly int[] HttpPorts = [80, 443, 8080, 8443];

    /// <summary>The load balancers that are left, and what has to change.</summary>
    public static (ImmutableArray<CloudLoadBalancer> LoadBalancers, int Merged, ImmutableArray<string> Changes) Of(
        ImmutableArray<CloudLoadBalancer> balancers,
        ClusterObjects objects
    )
    {
        var services = objects.Services.ToDictionary(service => $"Service {service.Key}");
        var movable = balancers.Where(balancer => SpeaksHttp(balancer, services)).ToArray();
        var left = balancers.Except(movable).ToImmutableArray();
        var changes = ImmutableArray.CreateBuilder<string>();
        var merged = 0;
        foreach (var scheme in movable.GroupBy(balancer => balancer.Scheme))
        {
            CloudLoadBalancer[] members = [.. scheme];
            if (members is [{ Kind: LoadBalancerKind.Alb } single])
            {
                left = left.Add(single);
                continue;
            }
            merged += members.Length;
            var group = members.FirstOrDefault(member => member.Name.StartsWith(GroupName, StringComparison.Ordinal));
            var one = Merge(members, scheme.Key, group);
            left = left.Add(one);
            changes.AddRange(members.Where(member => member != group).Select(member => Change(member, group)));
            if (one.Rules > RuleQuota)
                changes.Add(
                    $"{one.Rules} rules exceed an ALB's default quota of {RuleQuota}: raise it or keep two groups."
                );
        }
        return (left, merged, changes.ToImmutable());
    }

    private static bool SpeaksHttp(CloudLoadBalancer balancer, Dictionary<string, Service> services) =>
        balancer.Kind == LoadBalancerKind.Alb
        || (
            services[balancer.Objects[0]] is { Ports.IsEmpty: false } service
            && !IsIngressController(service)
            && service.Ports.All(port => port.Protocol == Protocol.TCP && IsHttp(port))
        );

    /// <summary>Its load balancer is the way to Ingresses already.</summary>
    private static bool IsIngressController(Service service) =>
        service.Metadata.Labels["app.kubernetes.io/name"] == "ingress-nginx";

    /// <summary>By what the port says of itself, else by its number.</summary>
    private static bool IsHttp(ServicePort port) =>
        port.AppProtocol.Length > 0
            ? port.AppProtocol.Contains("http", StringComparison.OrdinalIgnoreCase)
                || port.AppProtocol is "kubernetes.io/h2c" or "kubernetes.io/ws" or "kubernetes.io/wss" or "grpc"
            : port.Name.StartsWith("http", StringComparison.Ordinal) || HttpPorts.Contains(port.Port);

    /// <param name="group">A group that is there already, which the others join.</param>
    private static CloudLoadBalancer Merge(
        CloudLoadBalancer[] members,
        LoadBalancerScheme scheme,
        CloudLoadBalancer? group
    )
    {
        var listeners = members.SelectMany(member => member.Listeners).ToArray();
        var certificates = listeners.SelectMany(listener => listener.Certificates).Distinct().ToImmutableArray();
        Listener[] http = listeners.Any(listener => !TakesTls(listener)) ? [new(80, "HTTP", [])] : [];
        Listener[] https = listeners.Any(TakesTls) ? [new(443, "HTTPS", certificates)] : [];
        return new()
        {
            Kind = LoadBalancerKind.Alb,
            Name = group?.Name ?? GroupName + (scheme == LoadBalancerScheme.InternetFacing ? "public" : "internal"),
            Objects = [.. members.SelectMany(member => member.Objects)],
            Scheme = scheme,
            Listeners = [.. http, .. https],
            TargetGroups = [.. members.SelectMany(Targets).Distinct()],
            IdleTimeoutSeconds = members.Max(member =>
                member.Kind == LoadBalancerKind.Alb ? member.IdleTimeoutSeconds : IngressLoadBalancers.IdleTimeout
            ),
            // A Service that moves needs a rule for its host.
            Rules = members.Sum(member => Math.Max(member.Rules, 1)),
            Reason = $"One ALB in place of {members.Length} load balancers.",
        };
    }

    /// <summary>Whether clients speak TLS there, ended or passed on.</summary>
    private static bool TakesTls(Listener listener) => listener.EndsTls || listener.Port is 443 or 8443;

    /// <summary>An ALB's own targets; a Service that moves is reached at its Pods, by one of its ports.</summary>
    private static IEnumerable<TargetGroup> Targets(CloudLoadBalancer balancer) =>
        balancer.Kind == LoadBalancerKind.Alb
            ? balancer.TargetGroups
            :
            [
                balancer.TargetGroups[0] with
                {
                    TargetType = TargetType.Ip,
                    Protocol = "HTTP",
                    HealthCheck = IngressLoadBalancers.DefaultHealthCheck,
                },
            ];

    private static string Change(CloudLoadBalancer balancer, CloudLoadBalancer? group) =>
        balancer.Kind == LoadBalancerKind.Alb
            ? $"{string.Join(", ", balancer.Objects)}: "
                + (
                    group is null
                        ? "one common annotation alb.ingress.kubernetes.io/group.name"
                        : $"annotation alb.ingress.kubernetes.io/group.name: {group.Name[GroupName.Length..]}"
                )
            : $"{balancer.Objects[0]}: type ClusterIP, and a rule in an Ingress of the group with target-type ip"
                + (
                    balancer.Listeners.Any(listener => TakesTls(listener) && !listener.EndsTls)
                        ? "; TLS, which now passes to the Pods, ends at the ALB with a certificate of ACM"
                        : ""
                );
}
