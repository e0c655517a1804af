using NetworkSimulator.Flows;

namespace NetworkSimulator.Dns;

/// <summary>Says which object gives a name its records, or leaves it without the one asked for.</summary>
internal static class NameSubjects
{
    private const int MaxListed = 4;

    public static Subject Of(Cluster cluster, TriedName hit, SearchTrail trail)
    {
        var entry = hit.Entry;
        var corefile = cluster.Dns.Server.Corefile;
        switch (entry.Kind)
        {
            case NameKind.Service:
                return OfService(cluster, entry, trail.Type);
            case NameKind.Endpoint:
                return OfEndpoint(cluster, entry);
            case NameKind.Port:
                return OfPort(cluster, entry);
            case NameKind.Alias:
                return OfAlias(cluster, hit);
            case NameKind.Pod:
                return Subject.Of(
                    corefile,
                    corefile.Kubernetes!.Pods == PodRecords.Insecure
                        ? "The option 'pods insecure' of CoreDNS answers every dashed address in an existing namespace, whether or not a Pod has it."
                        : "The option 'pods verified' of CoreDNS finds a Pod with that address in the namespace."
                );
            case NameKind.Hosts:
                return Subject.Of(
                    corefile,
                    $"The hosts plugin of the Corefile lists {string.Join(", ", trail.Records)}, before any Service is looked at."
                );
            case NameKind.Public:
                return new(
                    entry.Public!.Object,
                    entry.Public!.Document,
                    entry.Public!.Line,
                    $"{hit.Name} is a name of {entry.Public!.Object} outside the cluster."
                );
            case NameKind.Reverse:
                return OfReverse(cluster, hit.Name, trail);
            case NameKind.Version:
                return Subject.Nothing(
                    "dns-version below the cluster domain tells the version of the Kubernetes DNS schema."
                );
            default:
                return Subject.Nothing($"{hit.Name} is the zone's own name server, cluster DNS itself.");
        }
    }

    /// <summary>Why following the aliases of a name finds no record.</summary>
    private static string Dead(TriedName tried, string type)
    {
        var last = tried.Aliases.LastOrDefault() ?? "";
        var which =
            tried.Aliases.Count > 1 ? $"which leads on to {last}, a name of the cluster" : "a name of the cluster";
        return tried.Aliases.Count != tried.Aliases.Distinct().Count()
                ? "and following the aliases leads round in a circle"
            : tried.Aliases.Count > 0 && tried.Answered.Kind == NameKind.Alias
                ? $"which leads on to {last} after {tried.Aliases.Count} steps, as far as CoreDNS follows aliases"
            : tried.Answered.Exists ? $"{which} that has no {type} record"
            : $"{which} that does not exist";
    }

    /// <summary>For a name that exists without the record asked for.</summary>
    public static Subject WithoutRecord(Cluster cluster, TriedName exists, SearchTrail trail)
    {
        var type = trail.Type?.ToString() ?? "address";
        var entry = exists.Entry;
        if (entry.Kind is NameKind.Alias && trail.Type is not (DnsRecordType.SRV or DnsRecordType.PTR))
        {
            var alias = cluster.Index.Services[entry.Service];
            return Subject.Of(
                alias,
                alias.Source.LineOf("spec.externalName"),
                $"Service {alias.Key} is an alias for {alias.ExternalName}, {Dead(exists, type)}, so CoreDNS answers with nothing."
            );
        }
        if (entry.Service >= 0 && entry.Kind is not NameKind.Bare)
        {
            var service = cluster.Index.Services[entry.Service];
            var field = service.ClusterIPs.IsEmpty ? "spec.clusterIP" : "spec.ipFamilies";
            var has = Addresses(entry);
            return Subject.Of(
                service,
                service.Source.LineOf(field),
                $"{exists.Name} exists but has no {type} record: {(has.Length == 0 ? $"Service {service.Key} has no address" : $"Service {service.Key} has {has} only")}. The answer is NOERROR without records."
            );
        }
        return Subject.Nothing(
            entry.Kind is NameKind.Bare
                ? $"{exists.Name} exists only because names lie below it (a zone or a namespace), so the answer is NOERROR without records."
                : $"{exists.Name} exists but has no {type} record, so the answer is NOERROR without records."
        );
    }

    public static Subject OfService(Cluster cluster, in NameEntry entry, DnsRecordType? type)
    {
        if (type is null)
            return cluster.Dns.Server.Services.SubjectOf(entry.Service) ??= Describe(cluster, entry, type);
        return Describe(cluster, entry, type);
    }

    private static Subject Describe(Cluster cluster, in NameEntry entry, DnsRecordType? type)
    {
        var service = cluster.Index.Services[entry.Service];
        var text = (type, service.IsHeadless) switch
        {
            (DnsRecordType.SRV, true) => "is headless, so there is one record for each port of each ready endpoint",
            (DnsRecordType.SRV, false) => "has one record for each of its ports",
            (_, true) =>
                $"is headless (clusterIP None), so its name stands for its ready endpoints: {Addresses(entry, type)}",
            (_, false) => $"has the cluster IP {Addresses(entry, type)}",
        };
        return Subject.Of(service, service.Source.LineOf("metadata.name"), $"Service {service.Key} {text}.");
    }

    private static Subject OfEndpoint(Cluster cluster, in NameEntry entry)
    {
        var service = cluster.Index.Services[entry.Service];
        foreach (var endpoint in cluster.Dns.Server.Services.ReadyEndpoints(entry.Service))
            if (
                endpoint.Pod >= 0
                && endpoint.Hostname.Length > 0
                && endpoint.Hostname.Equals(entry.Label, StringComparison.OrdinalIgnoreCase)
            )
            {
                var pod = cluster.Index.Pods[endpoint.Pod];
                return Subject.Of(
                    pod,
                    pod.Source.LineOf("spec.hostname"),
                    $"Pod {pod.Key} has the host name {endpoint.Hostname}, and its subdomain is the name of Service {service.Key} that selects it, so it has a record of its own: {Addresses(entry)}."
                );
            }
        return Subject.Of(
            service,
            service.Source.LineOf("metadata.name"),
            $"{entry.Label} is the ready endpoint {Addresses(entry)} of Service {service.Key}."
        );
    }

    private static Subject OfPort(Cluster cluster, in NameEntry entry)
    {
        var service = cluster.Index.Services[entry.Service];
        var label = entry.Label;
        var port = service.Ports.FirstOrDefault(p =>
            $"{p.Name}.{p.Protocol}".Equals(label, StringComparison.OrdinalIgnoreCase)
        );
        return Subject.Of(
            service,
            port?.Line ?? service.Source.LineOf("spec.ports"),
            service.IsHeadless
                ? $"Headless Service {service.Key} has a port of that name and protocol: one record for each ready endpoint, with the endpoint's own port."
                : $"Service {service.Key} has a port of that name and protocol: the record gives the Service's port, not the target port."
        );
    }

    private static Subject OfAlias(Cluster cluster, TriedName hit)
    {
        var service = cluster.Index.Services[hit.Entry.Service];
        var target = hit.Aliases.LastOrDefault() ?? cluster.Dns.Server.Services.TargetOf(hit.Entry.Service);
        var end =
            hit.Aliases.Count == 0 ? "."
            : hit.Answered.Service >= 0 && hit.Answered.Exists
                ? $", that is {cluster.Index.Services[hit.Answered.Service].Kind} {cluster.Index.Services[hit.Answered.Service].Key} with {Addresses(hit.Answered)}."
            : hit.Answered.Kind == NameKind.Public ? $", a name of {hit.Answered.Public!.Object}."
            : ", a name that nothing in the manifests resolves.";
        return Subject.Of(
            service,
            service.Source.LineOf("spec.externalName"),
            $"Service {service.Key} is of type ExternalName, an alias (CNAME) for {target}{end}"
        );
    }

    private static Subject OfReverse(Cluster cluster, string name, SearchTrail trail)
    {
        DnsName.TryReadReverse(name, out var address);
        if (cluster.Services.TryFindClusterIP(address, out var number))
        {
            var service = cluster.Index.Services[number];
            return Subject.Of(
                service,
                service.Source.LineOf("spec.clusterIP"),
                $"{address} is the cluster IP of Service {service.Key}."
            );
        }
        var reason =
            $"{address} is a ready endpoint, and has a name below each Service that selects it: {string.Join(", ", trail.Records)}.";
        return cluster.Index.Addresses.TryGetValue(address, out var owner) && owner.Pod >= 0
            ? Subject.Of(
                cluster.Index.Pods[owner.Pod],
                cluster.Index.Pods[owner.Pod].Source.LineOf("status.podIP"),
                reason
            )
            : Subject.Nothing(reason);
    }

    private static string Addresses(in NameEntry entry, DnsRecordType? type = null)
    {
        var texts = new List<string>();
        foreach (var address in entry.Addresses(false))
            if (type != DnsRecordType.AAAA)
                texts.Add(address.ToString());
        foreach (var address in entry.Addresses(true))
            if (type != DnsRecordType.A)
                texts.Add(address.ToString());
        return texts.Count <= MaxListed
            ? string.Join(", ", texts)
            : $"{string.Join(", ", texts.Take(MaxListed))} and {texts.Count - MaxListed} more";
    }
}
