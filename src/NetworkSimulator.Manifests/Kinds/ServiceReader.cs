using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads Services.</summary>
internal static class ServiceReader
{
    private const int MaxAffinitySeconds = 86400;
    private const int DefaultAffinitySeconds = 10800;

    private static readonly string[] _decidingFields =
    [
        "type",
        "selector",
        "clusterIP",
        "clusterIPs",
        "ipFamilies",
        "ipFamilyPolicy",
        "externalIPs",
        "externalName",
        "externalTrafficPolicy",
        "internalTrafficPolicy",
        "trafficDistribution",
        "loadBalancerSourceRanges",
        "loadBalancerClass",
        "publishNotReadyAddresses",
        "sessionAffinity",
        "healthCheckNodePort",
        "ports",
    ];

    private static readonly string[] _decidingPaths = [.. _decidingFields.Select(f => $"spec.{f}")];

    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("Service", withAnnotations: true);
        ServiceChecks.Name(root, meta.Name);
        var spec = root.Object("spec");
        // The name and the namespace decide which names DNS has.
        var metadata = root["metadata"];
        reading.Lines.Add("metadata", metadata);
        reading.Lines.Add("metadata.name", metadata["name"]);
        reading.Lines.Add("metadata.namespace", metadata["namespace"]);
        reading.Lines.Add("spec", spec);
        if (!root["spec"].Exists)
            root["spec"].Missing("a spec with at least one port");
        reading.Check(spec, KnownFields.ServiceSpec);
        for (var i = 0; i < _decidingFields.Length; i++)
            reading.Lines.Add(_decidingPaths[i], spec[_decidingFields[i]]);
        var type = spec["type"].Choice(ServiceType.ClusterIP);
        var addresses = ServiceAddresses.Read(reading, spec, type, meta.Key);
        var loadBalancer = root.Object("status").Object("loadBalancer");
        reading.Lines.Add("status.loadBalancer", loadBalancer);
        var service = new Service
        {
            Metadata = meta,
            Type = type,
            Selector = SelectorOf(reading, spec, type),
            Ports = new ServicePortReader(reading, type, meta.Key).Read(spec, addresses.IsHeadless),
            ClusterIPs = addresses.ClusterIPs,
            IsHeadless = addresses.IsHeadless,
            FamiliesV6 = addresses.FamiliesV6,
            ExternalName = ExternalNameOf(spec, type),
            ExternalIPs = ExternalIPsOf(spec),
            LoadBalancer = LoadBalancerReader.Read(loadBalancer),
            LoadBalancerSourceRanges = SourceRangesOf(root, spec, type),
            LoadBalancerClass = reading.Pool.Intern(spec.String("loadBalancerClass")),
            InternalTrafficPolicy = spec["internalTrafficPolicy"].Choice(TrafficPolicy.Cluster),
            ExternalTrafficPolicy = spec["externalTrafficPolicy"].Choice(TrafficPolicy.Cluster),
            TrafficDistribution = DistributionOf(spec, meta),
            ClientIPAffinitySeconds = AffinityOf(spec),
            PublishNotReadyAddresses = spec.Boolean("publishNotReadyAddresses"),
            HealthCheckNodePort = spec.Integer("healthCheckNodePort", 0, 65535),
            Source = reading.Source(),
        };
        ServiceChecks.Combinations(spec, service);
        var wantsNodePorts =
            type == ServiceType.NodePort
            || (type == ServiceType.LoadBalancer && spec.Boolean("allocateLoadBalancerNodePorts", fallback: true));
        reading.Draft.Services.Add(new(service, addresses.Policy, wantsNodePorts));
    }

    private static LabelSelector? SelectorOf(Reading reading, Field spec, ServiceType type)
    {
        var selector = spec.Object("selector");
        // An empty selector is none, and ExternalName Services have no endpoints whatever they select.
        if (!selector.Exists || type == ServiceType.ExternalName)
            return null;
        var read = reading.Selectors.ReadMap(selector);
        return read.IsEmpty ? null : read;
    }

    private static string ExternalNameOf(Field spec, ServiceType type)
    {
        var name = spec["externalName"];
        if (type != ServiceType.ExternalName)
            return "";
        if (!name.Exists)
        {
            name.Missing("a DNS name such as db.example.com");
            return "";
        }
        return name.Matching(static t => Names.IsDnsSubdomain(t.EndsWith('.') ? t[..^1] : t), Names.DnsSubdomain)
            .TrimEnd('.');
    }

    private static ImmutableArray<IpAddress> ExternalIPsOf(Field spec)
    {
        var addresses = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (var item in spec.List("externalIPs"))
        {
            var address = item.Address();
            if (!address.IsNone && AddressKinds.IsSpecial(address))
                item.Error($"{address} is {AddressKinds.Describe(address)}.", "an address that can be routed to");
            else if (!address.IsNone)
                addresses.Add(address);
        }
        return addresses.DrainToImmutable();
    }

    private static ImmutableArray<Cidr> SourceRangesOf(Field root, Field spec, ServiceType type)
    {
        var ranges = ImmutableArray.CreateBuilder<Cidr>();
        var list = spec.List("loadBalancerSourceRanges");
        foreach (var item in list)
            if (item.AsString() is { } text)
                AddRange(item, text, ranges);
        if (ranges.Count > 0 && type != ServiceType.LoadBalancer)
            list.List.Error(
                $"Source ranges have no effect on a Service of type {type}.",
                "the type LoadBalancer, or no source ranges"
            );
        var annotation = root.Object("metadata").Object("annotations")[
            "service.beta.kubernetes.io/load-balancer-source-ranges"
        ];
        if (!list.Exists && type == ServiceType.LoadBalancer && annotation.AsString() is { } joined)
            foreach (
                var part in joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
                AddRange(annotation, part, ranges);
        return ranges.DrainToImmutable();
    }

    private static void AddRange(Field node, string text, ImmutableArray<Cidr>.Builder ranges)
    {
        if (Cidr.TryParse(text.AsSpan().Trim(), out var range))
            ranges.Add(range);
        else
            node.Error($"The value {Field.Shorten(text)} is no CIDR block.", "a block such as 203.0.113.0/24");
    }

    private static TrafficDistribution DistributionOf(Field spec, ObjectMeta meta)
    {
        var distribution = spec["trafficDistribution"];
        if (distribution.AsString() is { } text)
            switch (text)
            {
                case "PreferClose" or "PreferSameZone":
                    return TrafficDistribution.PreferSameZone;
                case "PreferSameNode":
                    return TrafficDistribution.PreferSameNode;
                default:
                    distribution.NotOneOf(text, "PreferSameZone", "PreferSameNode", "PreferClose");
                    break;
            }
        var mode = meta.Annotations["service.kubernetes.io/topology-mode"];
        mode ??= meta.Annotations["service.kubernetes.io/topology-aware-hints"];
        return mode is "Auto" or "auto" ? TrafficDistribution.Auto : TrafficDistribution.None;
    }

    private static int AffinityOf(Field spec)
    {
        var affinity = spec["sessionAffinity"];
        var text = affinity.AsString() ?? "None";
        if (text is not ("None" or "ClientIP"))
            affinity.NotOneOf(text, "None", "ClientIP");
        var config = spec.Object("sessionAffinityConfig");
        if (text != "ClientIP")
        {
            if (config.Exists && text == "None")
                config.Error(
                    "The settings belong to the affinity ClientIP.",
                    "sessionAffinity: ClientIP, or no settings"
                );
            return 0;
        }
        return config.Object("clientIP").Integer("timeoutSeconds", 1, MaxAffinitySeconds, DefaultAffinitySeconds);
    }
}
