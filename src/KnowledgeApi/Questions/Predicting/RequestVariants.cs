using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>Requests that somebody might make in a cluster: every caller, every Service by all its names, Pods, hosts and paths.</summary>
internal static class RequestVariants
{
    private const string Customer = "198.51.100.7";
    private const int Most = 5_000;

    public static ImmutableArray<Flow> Of(ClusterObjects objects)
    {
        var inside = objects
            .Workloads.Where(workload => objects.Pods.Any(pod => pod.Owner == workload.Reference))
            .Select(FlowSource (workload) => new FromWorkload(workload.Reference))
            .Concat(objects.Pods.Where(pod => pod.Owner is null).Select(FlowSource (pod) => new FromPod(pod.Key)))
            .Where(caller => SpaceOf(caller, objects) != "kube-system")
            .ToList();
        var fromInside =
            from caller in inside
            from target in Services(objects, caller).Concat(Pods(objects, caller))
            select new Flow(caller, target);
        var fromOutside =
            from target in Hosts(objects).Concat(Addresses(objects))
            select new Flow(new FromExternal(IpAddress.Parse(Customer)), target);
        return [.. fromInside.Concat(fromOutside).Take(Most)];
    }

    private static string SpaceOf(FlowSource caller, ClusterObjects objects) =>
        caller is FromWorkload workload
            ? workload.Workload.Namespace
            : objects.Pods.First(pod => pod.Key == ((FromPod)caller).Key).Namespace;

    private static IEnumerable<FlowTarget> Services(ClusterObjects objects, FlowSource caller)
    {
        var home = SpaceOf(caller, objects);
        foreach (
            var service in objects.Services.Where(service =>
                service.Type != ServiceType.ExternalName && !IsOwn(service)
            )
        )
        foreach (var port in service.Ports.Where(port => port.Protocol == Protocol.TCP && port.Port != 53))
        {
            string[] names =
                service.Namespace == home
                    ? [service.Name, $"{service.Name}.{service.Namespace}"]
                    :
                    [
                        service.Name,
                        $"{service.Name}.{service.Namespace}",
                        $"{service.Name}.{service.Namespace}.svc.cluster.local",
                    ];
            foreach (var name in names)
                yield return Url(name, port.Port);
            // A caller who read the wrong field.
            if (port.TargetPort is { IsNamed: false, Number: var number } && number != port.Port)
                yield return Url(names[^1], number);
            else if (port.TargetPort.IsNamed && port.Port != 8080)
                yield return Url(names[^1], 8080);
        }

        bool IsOwn(Service service) =>
            objects.Pods.Any(pod =>
                Is(caller, pod)
                && pod.Namespace == service.Namespace
                && service.Selector?.Matches(pod.Metadata.Labels) == true
            );
    }

    private static bool Is(FlowSource caller, Pod pod) =>
        caller is FromWorkload workload
            ? pod.Owner == workload.Workload
            : caller is FromPod from && from.Key == pod.Key;

    private static IEnumerable<FlowTarget> Pods(ClusterObjects objects, FlowSource caller) =>
        from pod in objects
            .Pods.Where(pod => !Is(caller, pod))
            .DistinctBy(pod => pod.Owner is null ? pod.Key : pod.Owner.ToString())
        from port in pod.Ports.Where(port => port.Protocol == Protocol.TCP && port.Number != 53).Take(1)
        select new ToPod(pod.Key, port.Number);

    private static IEnumerable<FlowTarget> Hosts(ClusterObjects objects)
    {
        foreach (var ingress in objects.Ingresses.Where(ingress => ingress.IngressClassName.Length > 0))
        foreach (
            var rule in ingress.Rules.Where(rule =>
                rule.Host.Length > 0 && !rule.Host.Contains('*', StringComparison.Ordinal)
            )
        )
        {
            var via = new ViaIngressClass(ingress.IngressClassName);
            foreach (var path in rule.Paths.Select(path => path.Path.TrimEnd('/')).Distinct())
            foreach (var end in (string[])["", "/42", "-archive"])
                yield return Url(rule.Host, 80, path + end) with
                {
                    Via = via,
                };
            yield return Url(rule.Host, 80, "/internal") with
            {
                Via = via,
            };
            yield return Url("www." + rule.Host, 80, rule.Paths.IsEmpty ? "/" : rule.Paths[0].Path) with
            {
                Via = via,
            };
        }
    }

    private static IEnumerable<FlowTarget> Addresses(ClusterObjects objects)
    {
        foreach (var service in objects.Services)
        foreach (var port in service.Ports.Where(port => port.Protocol == Protocol.TCP && port.Port != 53))
        {
            foreach (var address in service.LoadBalancer.Where(address => !address.Address.IsNone))
                yield return new ToAddress(address.Address, port.Port);
            if (port.NodePort != 0)
                foreach (var node in objects.Nodes)
                foreach (var address in node.InternalIPs.Take(1))
                    yield return new ToAddress(address, port.NodePort);
            if (!service.IsHeadless && service.ClusterIPs.FirstOrDefault() is { IsNone: false } clusterIP)
                yield return new ToAddress(clusterIP, port.Port);
        }
    }

    private static ToUrl Url(string host, int port, string path = "/") =>
        new(new HttpUrl(false, host, default, port, path.Length == 0 ? "/" : path, ""));
}
