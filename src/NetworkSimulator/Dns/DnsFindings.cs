using NetworkSimulator.Findings;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Finds what keeps names from resolving: host names without a Service, resolvers without the cluster, a broken Corefile.</summary>
internal static class DnsFindings
{
    public static IEnumerable<Finding> Of(Cluster cluster) =>
        [.. OfServices(cluster), .. OfPods(cluster), .. OfCorefile(cluster.Dns.Server.Corefile)];

    private static IEnumerable<Finding> OfServices(Cluster cluster)
    {
        var names = cluster.Dns.Server;
        var circles = Circles(cluster);
        for (var i = 0; i < cluster.Index.Services.Length; i++)
        {
            var service = cluster.Index.Services[i];
            if (service.IsHeadless && !names.Services.EntryOf(i).Exists)
                yield return Of(
                    service,
                    FindingSeverity.Warning,
                    "headless-service-without-name",
                    "spec.selector",
                    $"Headless Service {service.Key} has no ready endpoint, so its DNS name does not exist at all (NXDOMAIN).",
                    "Make its Pods Ready, or set publishNotReadyAddresses where Pods must find each other before they are."
                );
            if (service.Type != ServiceType.ExternalName)
                continue;
            if (IpAddress.TryParse(service.ExternalName, out _))
                yield return Of(
                    service,
                    FindingSeverity.Error,
                    "external-name-is-address",
                    "spec.externalName",
                    $"Service {service.Key} names the address {service.ExternalName}; only a host name can be an alias, so the name does not exist.",
                    "Name a host, or use a Service without selector and an EndpointSlice with the address."
                );
            else if (circles[i])
                yield return Of(
                    service,
                    FindingSeverity.Error,
                    "external-name-circle",
                    "spec.externalName",
                    $"Service {service.Key} is an alias for {service.ExternalName}, and following the aliases from there leads round in a circle, so it has no address.",
                    "Name a host, or a Service that is no alias."
                );
            else if (
                names.IsInZone(names.Services.TargetOf(i))
                && !names.Find(names.Services.TargetOf(i), Flows.DnsRecordType.A, true).Exists
            )
                yield return Of(
                    service,
                    FindingSeverity.Warning,
                    "external-name-unknown",
                    "spec.externalName",
                    $"Service {service.Key} is an alias for {service.ExternalName}, a name of the cluster that does not exist.",
                    "Name an existing Service in full, such as web.shop.svc.cluster.local."
                );
        }
    }

    /// <summary>Which Services are aliases that lead round in a circle. Each way is followed once, as ways may be long and share their ends.</summary>
    private static bool[] Circles(Cluster cluster)
    {
        var names = cluster.Dns.Server;
        var services = cluster.Index.Services;
        var circles = new bool[services.Length];
        // The walk, from 1, that came by each Service first.
        var walks = new int[services.Length];
        for (var i = 0; i < services.Length; i++)
        {
            if (services[i].Type != ServiceType.ExternalName)
                continue;
            var at = i;
            for (; at >= 0 && walks[at] == 0; at = NextAlias(names, at))
                walks[at] = i + 1;
            if (at < 0 || (walks[at] != i + 1 && !circles[at]))
                continue;
            for (at = i; !circles[at]; at = NextAlias(names, at))
                circles[at] = true;
        }
        return circles;
    }

    /// <summary>The alias that a Service is an alias for; -1 where it is for anything else.</summary>
    private static int NextAlias(CoreDns names, int service)
    {
        var next = names.Find(names.Services.TargetOf(service), Flows.DnsRecordType.A, true);
        return next.Kind == NameKind.Alias ? next.Service : -1;
    }

    private static IEnumerable<Finding> OfPods(Cluster cluster)
    {
        // The Pods of one workload share their template, so one finding speaks for all of them.
        var seen = new HashSet<(string, object)>();
        for (var i = 0; i < cluster.Index.Pods.Length; i++)
        {
            var pod = cluster.Index.Pods[i];
            if (pod.Subdomain.Length > 0 && Subdomain(cluster, pod, i) is { } subdomain)
            {
                if (seen.Add((subdomain.Code, (object?)pod.Owner ?? pod.Key)))
                    yield return subdomain;
            }
            if (
                pod is { HostNetwork: true, DnsPolicy: DnsPolicy.ClusterFirst }
                && seen.Add(("host-network", (object?)pod.Owner ?? pod.Key))
            )
                yield return Of(
                    pod,
                    FindingSeverity.Info,
                    "host-network-without-cluster-dns",
                    "spec.hostNetwork",
                    $"Pod {pod.Key} is on the host network with dnsPolicy ClusterFirst, so it gets the resolver of its node and finds no Service by name.",
                    "Set dnsPolicy: ClusterFirstWithHostNet if it looks Services up."
                );
        }
    }

    private static Finding? Subdomain(Cluster cluster, Pod pod, int number)
    {
        if (!cluster.Index.ServiceByKey.TryGetValue($"{pod.Namespace}/{pod.Subdomain}", out var service))
            return Of(
                pod,
                FindingSeverity.Warning,
                "subdomain-without-service",
                "spec.subdomain",
                $"The subdomain of Pod {pod.Key} is {pod.Subdomain}, but namespace {pod.Namespace} has no Service of that name, so the Pod has no name in DNS.",
                $"Add a headless Service {pod.Subdomain} that selects the Pod."
            );
        foreach (var endpoint in cluster.Endpoints[service].Entries)
            if (endpoint.Pod == number)
                return null;
        return Of(
            pod,
            FindingSeverity.Warning,
            "subdomain-service-selects-others",
            "spec.subdomain",
            $"The subdomain of Pod {pod.Key} is {pod.Subdomain}, but Service {pod.Namespace}/{pod.Subdomain} does not select the Pod, so the Pod has no name in DNS.",
            "Make the Service's selector match the Pod's labels."
        );
    }

    private static IEnumerable<Finding> OfCorefile(Corefile corefile)
    {
        if (corefile.Map is not { } map)
            yield break;
        if (corefile.Kubernetes is null)
            yield return Of(
                map,
                FindingSeverity.Error,
                "corefile-without-kubernetes",
                "data.Corefile",
                "The Corefile has no kubernetes plugin in any server block on port 53, so CoreDNS knows no Service.",
                "Add: kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure; fallthrough in-addr.arpa ip6.arpa }, each option on a line of its own."
            );
        foreach (var server in corefile.Servers)
            if (server is { Hosts: { } hosts, Kubernetes: { } kubernetes } && hosts.Stops(kubernetes.PrimaryZone))
                yield return Of(
                    map,
                    FindingSeverity.Error,
                    "corefile-hosts-without-fallthrough",
                    "data.Corefile",
                    hosts.Stopping,
                    "End the hosts block with the line fallthrough, without zones."
                );
        foreach (var (plugin, line) in corefile.Unsimulated)
            yield return Of(
                map,
                FindingSeverity.Info,
                "corefile-plugin-not-simulated",
                "data.Corefile",
                $"The {plugin} line {line} of the Corefile may change answers and is not simulated.",
                "Check names that it touches in a real cluster."
            );
    }

    private static Finding Of(
        KubernetesObject @object,
        FindingSeverity severity,
        string code,
        string field,
        string message,
        string fix
    ) =>
        new(
            severity,
            code,
            $"{@object.Kind} {@object.Key}",
            @object.Source.Document,
            @object.Source.LineOf(field),
            message,
            fix
        );
}
