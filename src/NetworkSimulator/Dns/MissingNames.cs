using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Says why a name does not exist, and what the nearest name is that does.</summary>
internal static class MissingNames
{
    private const int MaxListed = 4;

    public static Subject Explain(Cluster cluster, in DnsClient client, SearchTrail trail)
    {
        if (!client.Server.IsClusterDns)
            return NotAskingCluster(cluster, client, trail);
        foreach (var tried in trail.Tried)
            if (ClusterName.TryParse(cluster, tried.Name, out var name) && ExplainWithin(cluster, name) is { } found)
                return found;
        return OtherwiseFound(cluster, client, trail)
            ?? NearMisses.Of(cluster, client, trail)
            ?? Subject.Nothing($"Nothing in the manifests has the name {trail.Name}.");
    }

    private static Subject NotAskingCluster(Cluster cluster, in DnsClient client, SearchTrail trail)
    {
        if (client.Pod < 0)
            return Subject.Nothing(
                $"{trail.Name} is asked of a resolver outside the cluster's DNS, which knows no Services, only names of load balancers and routed hosts, and none of them is {trail.Name}."
            );
        var pod = cluster.Index.Pods[client.Pod];
        var (field, why) =
            pod.DnsPolicy == DnsPolicy.None
                ? ("spec.dnsConfig", $"dnsConfig sends it to {client.Server.Address}, which is not cluster DNS")
            : pod.DnsPolicy == DnsPolicy.Default
                ? ("spec.dnsPolicy", "dnsPolicy Default gives it the resolver of its node")
            : ResolverTable.UsesClusterDns(pod)
                ? ("spec.dnsConfig", $"only {client.Server.Address} of dnsConfig answered, which is not cluster DNS")
            : (
                "spec.hostNetwork",
                "on the host network dnsPolicy ClusterFirst means the resolver of the node; ClusterFirstWithHostNet would keep cluster DNS"
            );
        return Subject.Of(
            pod,
            pod.Source.LineOf(field),
            $"Pod {pod.Key} does not ask cluster DNS ({why}), so it knows no Services: {trail.Name} does not exist there."
        );
    }

    /// <summary>Explains a name of which the Service, the Pod part or the namespace can be told; null where it tells nothing.</summary>
    private static Subject? ExplainWithin(Cluster cluster, ClusterName name)
    {
        if (name.IsPod)
            return PodName(cluster, name);
        if (cluster.Index.ServiceByKey.TryGetValue($"{name.Namespace}/{name.Service}", out var number))
            return name.Below.Length == 0 ? SilentService(cluster, number) : BelowService(cluster, name, number);
        foreach (var pod in PodsOf(cluster, name.Namespace))
            if (name.Below.Length > 0 && pod.Subdomain == name.Service && pod.Hostname == name.Below)
                return Subject.Of(
                    pod,
                    pod.Source.LineOf("spec.subdomain"),
                    $"Pod {pod.Key} has the subdomain {pod.Subdomain}, but namespace {pod.Namespace} has no Service {pod.Subdomain}: without that (headless) Service the Pod has no name in DNS."
                );
        return null;
    }

    private static Subject SilentService(Cluster cluster, int number)
    {
        var service = cluster.Index.Services[number];
        if (service.Type == ServiceType.ExternalName)
            return Subject.Of(
                service,
                service.Source.LineOf("spec.externalName"),
                $"Service {service.Key} is of type ExternalName but names the address {service.ExternalName}; only a host name can be an alias."
            );
        var plugin = cluster.Dns.Server.Corefile.Kubernetes!;
        if (!plugin.Exposes(service.Namespace))
            return Subject.Of(
                cluster.Dns.Server.Corefile,
                $"The option 'namespaces' of the Corefile leaves out namespace {service.Namespace}, so Service {service.Key} has no name."
            );
        var (line, why) = Unready(cluster, number, service);
        return Subject.Of(
            service,
            line,
            $"Service {service.Key} is headless and has no ready endpoint, so its name does not exist: {why}"
        );
    }

    private static (int Line, string Why) Unready(Cluster cluster, int number, Service service)
    {
        if (service.Ports.Length > 0)
            return MissingEndpoints.Explain(cluster, service, service.Ports[0]);
        var entries = cluster.Endpoints[number].Entries;
        if (entries.IsEmpty)
            return (
                service.Source.LineOf("spec.selector"),
                "its selector picks no Pod, and no EndpointSlice belongs to it."
            );
        var pod = entries.FirstOrDefault(e => e.Pod >= 0) is { } entry ? cluster.Index.Pods[entry.Pod] : null;
        return (
            pod?.Source.LineOf("status.conditions.Ready") ?? service.Source.LineOf("spec.selector"),
            "none of its endpoints is Ready."
        );
    }

    private static Subject BelowService(Cluster cluster, ClusterName name, int number)
    {
        var service = cluster.Index.Services[number];
        if (service.Type == ServiceType.ExternalName)
            return Subject.Of(
                service,
                service.Source.LineOf("spec.type"),
                $"Service {service.Key} is of type ExternalName: an alias has no names below it."
            );
        if (name.Below.Contains('.'))
            return NoPort(service, name.Below);
        foreach (var pod in PodsOf(cluster, service.Namespace))
            if (pod.Name == name.Below || pod.Hostname == name.Below)
                return OwnNameOf(pod, service, name.Below);
        var labels = cluster
            .Dns.Server.Services.ReadyEndpoints(number)
            .SelectMany(e => e.Addresses.Select(a => cluster.Dns.Server.Services.LabelOf(e, a)))
            .Distinct(StringComparer.Ordinal)
            .Take(MaxListed)
            .ToList();
        return Subject.Of(
            service,
            service.Source.LineOf("spec.selector"),
            $"Service {service.Key} has no ready endpoint named {name.Below}; "
                + (labels.Count == 0 ? "it has none at all." : $"it has {string.Join(", ", labels)}.")
        );
    }

    private static Subject NoPort(Service service, string asked)
    {
        var ports = service.Ports.Select(p =>
            $"_{(p.Name.Length == 0 ? "(unnamed)" : p.Name)}._{p.Protocol.ToString().ToLowerInvariant()}"
        );
        var closest =
            service.Ports.FirstOrDefault(p => asked.StartsWith($"_{p.Name}.", StringComparison.Ordinal))
            ?? (service.Ports.Length == 1 ? service.Ports[0] : null);
        return Subject.Of(
            service,
            closest?.Line ?? service.Source.LineOf("spec.ports"),
            $"Service {service.Key} has no port {asked}: it has {(service.Ports.IsEmpty ? "no ports" : string.Join(", ", ports))}."
        );
    }

    private static Subject OwnNameOf(Pod pod, Service service, string label)
    {
        if (pod.Hostname != label)
            return Subject.Of(
                pod,
                pod.Source.LineOf(pod.Hostname.Length > 0 ? "spec.hostname" : "metadata.name"),
                $"Pod {pod.Key} has no name of its own below Service {service.Key}: that takes spec.hostname, here {Quoted(pod.Hostname)}, and spec.subdomain {service.Name}, here {Quoted(pod.Subdomain)}."
            );
        if (pod.Subdomain != service.Name)
            return Subject.Of(
                pod,
                pod.Source.LineOf("spec.subdomain"),
                $"Pod {pod.Key} has the host name {label} but the subdomain {Quoted(pod.Subdomain)}: it has a name below Service {service.Key} only where its subdomain is {service.Name}."
            );
        if (!pod.Ready && !service.PublishNotReadyAddresses)
            return Subject.Of(
                pod,
                pod.Source.LineOf("status.conditions.Ready"),
                $"Pod {pod.Key} is not Ready, and DNS lists ready Pods only (publishNotReadyAddresses of Service {service.Key} would change that)."
            );
        return Subject.Of(
            service,
            service.Source.LineOf("spec.selector"),
            $"Pod {pod.Key} has that host name and subdomain, but Service {service.Key} does not select it."
        );
    }

    private static Subject PodName(Cluster cluster, ClusterName name)
    {
        var corefile = cluster.Dns.Server.Corefile;
        var plugin = corefile.Kubernetes!;
        if (plugin.Pods == PodRecords.Disabled)
            return Subject.Of(
                corefile,
                $"The kubernetes plugin (line {plugin.Lines.Pods} of the Corefile) has 'pods disabled' (also its default), so no Pod address has a name."
            );
        if (!cluster.Index.NamespaceByName.ContainsKey(name.Namespace))
            return Subject.Nothing($"There is no namespace {name.Namespace}.");
        return DnsName.TryReadDashed(name.Service, out var address)
            ? Subject.Of(
                corefile,
                $"'pods verified' (line {plugin.Lines.Pods} of the Corefile) asks for a Pod, and none of namespace {name.Namespace} has the address {address}."
            )
            : Subject.Nothing(
                $"Names below pod are addresses with dashes, such as 10-244-1-5.{name.Namespace}.pod; '{name.Service}' is none."
            );
    }

    /// <summary>A name that the usual search path would complete, but a final dot or the Pod's own dnsConfig keeps it from that.</summary>
    private static Subject? OtherwiseFound(Cluster cluster, in DnsClient client, SearchTrail trail)
    {
        if (client.Pod < 0)
            return null;
        var pod = cluster.Index.Pods[client.Pod];
        var domain = cluster.Dns.Resolvers.Domain;
        var usual = client with
        {
            Resolver = new(
                client.Resolver.Servers,
                ResolverTable.ClusterSearches(pod, domain),
                ResolverTable.ClusterNdots
            ),
        };
        var again = new SearchTrail(trail.Name.TrimEnd('.'), trail.Type);
        if (!SearchPath.Walk(cluster.Dns.Server, usual, QueryName.Of(again.Name), again.Type, again).IsHit)
            return null;
        var full = again.Tried[^1].Name;
        return trail.IsAbsolute
            ? Subject.Nothing($"Without the final dot the search path would find it as {full}.")
            : Subject.Of(
                pod,
                pod.Source.LineOf("spec.dnsConfig"),
                $"dnsConfig of Pod {pod.Key} has no search domain that completes it (searches: {(client.Resolver.Searches.Length == 0 ? "none" : string.Join(", ", client.Resolver.Searches))}); its full name is {full}."
            );
    }

    private static IEnumerable<Pod> PodsOf(Cluster cluster, string ofNamespace) =>
        (cluster.Index.PodsByNamespace.GetValueOrDefault(ofNamespace) ?? []).Select(n => cluster.Index.Pods[n]);

    private static string Quoted(string value) => value.Length == 0 ? "unset" : $"'{value}'";
}

/// <summary>A name below <c>svc</c> or <c>pod</c> of the cluster's zone, in parts.</summary>
internal readonly record struct ClusterName(bool IsPod, string Namespace, string Service, string Below)
{
    public static bool TryParse(Cluster cluster, string name, out ClusterName parsed)
    {
        parsed = default;
        var server = cluster.Dns.Server;
        var zone = server.ZoneOf(name);
        if (!server.IsInZone(name) || ReverseZones.IsReverse(name))
            return false;
        var labels = name[..Math.Max(0, name.Length - zone.Length - (zone.Length == 0 ? 0 : 1))].Split('.');
        if (labels.Length is < 3 or > 5 || labels[^1] is not ("svc" or "pod"))
            return false;
        parsed = new(labels[^1] == "pod", labels[^2], labels[^3], string.Join('.', labels[..^3]));
        return true;
    }
}
