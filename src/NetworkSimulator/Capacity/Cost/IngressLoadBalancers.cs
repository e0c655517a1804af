using System.Collections.Immutable;
using NetworkSimulator.Ingresses;
using NetworkSimulator.Ingresses.Alb;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>The Application Load Balancers of Ingresses: one for each group, and for each Ingress without a group.</summary>
/// <remarks>Follows <c>pkg/ingress</c> of kubernetes-sigs/aws-load-balancer-controller.</remarks>
internal sealed class IngressLoadBalancers
{
    public const int IdleTimeout = 60;
    private const string AutoModeController = "eks.amazonaws.com/alb";

    public static readonly HealthCheck DefaultHealthCheck = new("HTTP", "traffic-port", "/", 15, 5, 2, 2);

    private readonly ClusterObjects _objects;
    private readonly IngressClasses _classes;
    private readonly Dictionary<string, Service> _services;

    public IngressLoadBalancers(ClusterObjects objects)
    {
        _objects = objects;
        _classes = new(objects.IngressClasses);
        _services = objects.Services.ToDictionary(service => service.Key);
    }

    public IEnumerable<CloudLoadBalancer> All(List<CostNote> notes)
    {
        foreach (var ingress in _objects.Ingresses.Where(i => !IsAlb(i)))
            notes.Add(
                new(
                    $"Ingress {ingress.Key}",
                    IngressClasses.LineOf(ingress),
                    "It is no ALB's: its controller's own Service brings the traffic in, and makes the bill."
                )
            );
        return _objects
            .Ingresses.Where(IsAlb)
            .Select(ingress => new AlbAnnotations(ingress))
            .GroupBy(member => member.Group.Length > 0 ? $"group {member.Group}" : $"Ingress {member.Ingress.Key}")
            .Select(group =>
                Of(
                    group.Key,
                    [.. group.OrderBy(m => m.Order).ThenBy(m => m.Ingress.Key, StringComparer.Ordinal)],
                    notes
                )
            );
    }

    /// <summary>A class that no object defines counts by its name: the controller's chart makes the class <c>alb</c>.</summary>
    private bool IsAlb(Ingress ingress) =>
        _classes.Of(ingress) is { } found
            ? found.Controller is IngressController.Alb or AutoModeController
            : IngressClasses.NameOf(ingress) == "alb";

    private CloudLoadBalancer Of(string name, AlbAnnotations[] members, List<CostNote> notes)
    {
        var first = members[0];
        Warn(members, notes);
        var isGroup = first.Group.Length > 0;
        return new()
        {
            Kind = LoadBalancerKind.Alb,
            Name = name,
            Objects = [.. members.Select(member => $"Ingress {member.Ingress.Key}")],
            Scheme = members.Any(member => member.Scheme == "internet-facing")
                ? LoadBalancerScheme.InternetFacing
                : LoadBalancerScheme.Internal,
            Listeners = Listeners(members),
            TargetGroups = [.. members.SelectMany(member => Targets(member, notes)).Distinct()],
            IdleTimeoutSeconds = members
                .Select(member =>
                    Annotations(member.Ingress).Attribute("load-balancer-attributes", "idle_timeout.timeout_seconds", 0)
                )
                .FirstOrDefault(seconds => seconds > 0, IdleTimeout),
            Rules = members.Sum(member =>
                member.ListenPorts.Length * member.Ingress.Rules.Sum(rule => rule.Paths.Length)
            ),
            Reason = isGroup
                ? $"{(members.Length == 1 ? "1 Ingress" : $"{members.Length} Ingresses")} with group.name {first.Group} share one ALB."
                : $"Ingress {first.Ingress.Key} gets an ALB of its own: it has no annotation group.name.",
            Line = isGroup ? first.LineOf("group.name") : IngressClasses.LineOf(first.Ingress),
        };
    }

    private static ImmutableArray<Listener> Listeners(AlbAnnotations[] members) =>
        [
            .. members
                .SelectMany(member => member.ListenPorts.Select(port => (Port: port, Member: member)))
                .GroupBy(pair => pair.Port)
                .OrderBy(group => group.Key.Port)
                .Select(group => new Listener(
                    group.Key.Port,
                    group.Key.IsHttps ? "HTTPS" : "HTTP",
                    group.Key.IsHttps
                        ? [.. group.SelectMany(p => Annotations(p.Member.Ingress).List("certificate-arn")).Distinct()]
                        : []
                )),
        ];

    private IEnumerable<TargetGroup> Targets(AlbAnnotations member, List<CostNote> notes)
    {
        var ingress = member.Ingress;
        foreach (var backend in Backends(ingress))
        {
            if (!_services.TryGetValue($"{ingress.Namespace}/{backend.ServiceName}", out var service))
                continue;
            var annotations = Annotations(service, ingress);
            var type = member.TargetsPods(service) ? TargetType.Ip : TargetType.Instance;
            if (type == TargetType.Instance && service.Type == ServiceType.ClusterIP)
                notes.Add(
                    new(
                        $"Ingress {ingress.Key}",
                        backend.Line,
                        $"Target type instance needs node ports, and Service {service.Key} is of type ClusterIP: the controller makes no targets of it."
                    )
                );
            var protocol = annotations.Text("backend-protocol", "HTTP");
            yield return new(
                service.Key,
                $"{backend.Port}",
                type,
                protocol,
                new(
                    annotations.Text("healthcheck-protocol", protocol),
                    annotations.Text("healthcheck-port", DefaultHealthCheck.Port),
                    annotations.Text("healthcheck-path", DefaultHealthCheck.Path),
                    annotations.Number("healthcheck-interval-seconds", DefaultHealthCheck.IntervalSeconds),
                    annotations.Number("healthcheck-timeout-seconds", DefaultHealthCheck.TimeoutSeconds),
                    annotations.Number("healthy-threshold-count", DefaultHealthCheck.HealthyThreshold),
                    annotations.Number("unhealthy-threshold-count", DefaultHealthCheck.UnhealthyThreshold)
                )
            );
        }
    }

    private static void Warn(AlbAnnotations[] members, List<CostNote> notes)
    {
        var schemes = members.Select(member => member.Scheme).Where(scheme => scheme.Length > 0).Distinct().ToArray();
        if (schemes.Length > 1)
            notes.Add(
                new(
                    $"Ingress {members[0].Ingress.Key}",
                    members[0].LineOf("scheme"),
                    $"The group's Ingresses name different schemes ({string.Join(", ", schemes)}): the controller refuses the whole group."
                )
            );
        foreach (var member in members.Where(member => member.ListenPorts.IsEmpty))
            notes.Add(
                new(
                    $"Ingress {member.Ingress.Key}",
                    member.LineOf("listen-ports"),
                    "Its listen-ports are no JSON list of ports."
                )
            );
    }

    private static IEnumerable<IngressBackend> Backends(Ingress ingress) =>
        ingress
            .Rules.SelectMany(rule => rule.Paths)
            .Select(path => path.Backend)
            .Append(ingress.DefaultBackend)
            .OfType<IngressBackend>()
            .DistinctBy(backend => (backend.ServiceName, backend.Port));

    private static ObjectAnnotations Annotations(params KubernetesObject[] objects) =>
        new(AlbAnnotations.Prefix, objects);
}
