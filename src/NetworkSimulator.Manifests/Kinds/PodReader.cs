using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads Pods and the Pod templates of workloads.</summary>
internal static class PodReader
{
    private const int MostNameservers = 3;
    private const int MostSearches = 32;

    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("Pod");
        reading.Lines.Add("metadata.name", root["metadata"]["name"]);
        var pod = ReadSpec(reading, root.Object("spec"), meta) with { SidecarInject = SidecarInject(root) };
        var status = root.Object("status");
        reading.Lines.Add("status.phase", status["phase"]);
        pod = pod with
        {
            Phase = status["phase"].Choice(PodPhase.Running),
            PodIPs = AddressesOf(reading, status, "podIP", "podIPs", pod),
        };
        pod = pod with { Ready = IsReady(reading, status, pod.Phase), Source = reading.Source() };
        reading.Draft.Pods.Add(new(pod, OwnerReader.Controller(root), HostIPs(status)));
    }

    /// <summary>Reads a Pod spec, of a Pod or of a template.</summary>
    public static Pod ReadSpec(Reading reading, Field spec, ObjectMeta meta)
    {
        var lines = reading.Lines;
        if (!spec.Exists)
            spec.Missing("a Pod spec with at least one container");
        lines.Add("spec", spec);
        reading.Check(spec, KnownFields.PodSpec);
        foreach (
            var field in (ReadOnlySpan<string>)
                ["nodeName", "hostNetwork", "hostname", "subdomain", "dnsPolicy", "dnsConfig"]
        )
            lines.Add(PathOf(field), spec[field]);
        var hostNetwork = spec.Boolean("hostNetwork");
        var dnsPolicy = spec["dnsPolicy"].Choice(DnsPolicy.ClusterFirst);
        var dnsConfig = ReadDnsConfig(reading, spec.Object("dnsConfig"));
        if (dnsPolicy == DnsPolicy.None && dnsConfig is not { Nameservers.Length: > 0 })
            spec["dnsConfig"]
                .Error(
                    "The DNS policy None leaves the Pod without a resolver.",
                    "dnsConfig.nameservers with at least one address"
                );
        return new()
        {
            Metadata = meta,
            NodeName = reading.Pool.Intern(spec.String("nodeName")),
            HostNetwork = hostNetwork,
            Ports = ReadPorts(reading, spec, hostNetwork),
            Hostname = NameIn(spec, "hostname"),
            Subdomain = reading.Pool.Intern(NameIn(spec, "subdomain")),
            DnsPolicy = dnsPolicy,
            DnsConfig = dnsConfig,
        };
    }

    /// <summary>The annotation by which a Pod, or the template below a node, opts in to or out of a mesh's sidecar.</summary>
    public static bool? SidecarInject(Field owner) =>
        owner.Object("metadata").Object("annotations")["sidecar.istio.io/inject"] is { Exists: true } node
        && bool.TryParse(node.RawText, out var inject)
            ? inject
            : null;

    private static string PathOf(string field) =>
        field switch
        {
            "nodeName" => "spec.nodeName",
            "hostNetwork" => "spec.hostNetwork",
            "hostname" => "spec.hostname",
            "subdomain" => "spec.subdomain",
            "dnsPolicy" => "spec.dnsPolicy",
            _ => "spec.dnsConfig",
        };

    private static string NameIn(Field spec, string field) =>
        spec[field].Optional(static t => Names.IsDnsLabel(t), Names.DnsLabel);

    private static ImmutableArray<ContainerPort> ReadPorts(Reading reading, Field spec, bool hostNetwork)
    {
        var ports = ImmutableArray.CreateBuilder<ContainerPort>();
        var containers = spec.List("containers");
        if (spec.Exists && !containers.GetEnumerator().MoveNext())
            spec["containers"].Error("The Pod has no container.", "at least one container");
        foreach (var container in containers)
            AddPorts(reading, container.AsMapping(), hostNetwork, ports);
        foreach (var container in spec.List("initContainers"))
            if (container.AsMapping().String("restartPolicy") == "Always")
                AddPorts(reading, container, hostNetwork, ports);
        return ports.DrainToImmutable();
    }

    private static void AddPorts(
        Reading reading,
        Field container,
        bool hostNetwork,
        ImmutableArray<ContainerPort>.Builder ports
    )
    {
        reading.Check(container, KnownFields.Container);
        reading.Names.Clear();
        foreach (var port in container.List("ports"))
        {
            if (!port.AsMapping().Exists)
                continue;
            reading.Check(port, KnownFields.ContainerPort);
            if (!port["containerPort"].Exists)
                port["containerPort"].Missing("a port from 1 to 65535");
            var number = port.Port("containerPort");
            var name = port["name"];
            var text = reading.Pool.Intern(name.Optional(static t => Names.IsPortName(t), Names.PortName));
            if (text.Length > 0 && !reading.Names.Add(text))
                name.Error($"The container has two ports named {text}.", "each port name once in a container");
            var hostPort = port.Integer("hostPort", 0, 65535);
            if (hostNetwork && hostPort != 0 && hostPort != number)
                port["hostPort"]
                    .Error("On the host network a port cannot be mapped.", "the containerPort, or no hostPort");
            if (hostNetwork)
                hostPort = number;
            ports.Add(new(text, number, port["protocol"].Choice(Protocol.TCP), hostPort, port.Line));
        }
    }

    private static PodDnsConfig? ReadDnsConfig(Reading reading, Field config)
    {
        if (!config.Exists)
            return null;
        reading.Check(config, KnownFields.DnsConfig);
        var nameservers = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (var item in config.List("nameservers"))
            nameservers.Add(item.Address());
        if (nameservers.Count > MostNameservers)
            config["nameservers"].Error("A resolver asks no more than three nameservers.", "at most 3 addresses");
        var searches = ImmutableArray.CreateBuilder<string>();
        foreach (var item in config.List("searches"))
            searches.Add(reading.Pool.Intern(SearchDomain(item)));
        if (searches.Count > MostSearches)
            config["searches"].Error($"There are {searches.Count} search domains.", $"at most {MostSearches}");
        int? ndots = null;
        foreach (var option in config.List("options"))
            if (option.AsMapping().String("name") == "ndots")
                ndots = Ndots(option["value"]);
        return new(nameservers.ToImmutable(), searches.ToImmutable(), ndots, config.Line);
    }

    private static string SearchDomain(Field item)
    {
        var text = item.AsString() ?? "";
        var domain = text.EndsWith('.') ? text[..^1] : text;
        if (text != "." && !Names.IsSearchDomain(domain))
            item.Error($"The value {Field.Shorten(text)} is no search domain.", Names.SearchDomain);
        return domain;
    }

    private static int? Ndots(Field value)
    {
        var text = value.AsString();
        if (text is null)
            return null;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, null, out var ndots))
            return Math.Min(ndots, 15);
        value.Error($"The value {Field.Shorten(text)} is no number of dots.", "a number as a string, such as \"5\"");
        return null;
    }

    private static ImmutableArray<IpAddress> AddressesOf(
        Reading reading,
        Field status,
        string single,
        string list,
        Pod pod
    )
    {
        // Either may stand for the other.
        reading.Lines.Add("status.podIP", status[single].Exists ? status[single] : status[list]);
        reading.Lines.Add("status.podIPs", status[list].Exists ? status[list] : status[single]);
        var addresses = ImmutableArray.CreateBuilder<IpAddress>(2);
        foreach (var item in status.List(list))
            Add(item.AsMapping()["ip"]);
        if (
            status[single] is { Exists: true, IsEmptyText: false } primary
            && (addresses.Count == 0 || primary.Address() != addresses[0])
        )
        {
            if (addresses.Count > 0)
                primary.Error("The address is not the first of podIPs.", $"{addresses[0]}");
            else
                Add(primary);
        }
        return addresses.DrainToImmutable();

        void Add(Field node)
        {
            var address = node.Address();
            if (address.IsNone)
                return;
            foreach (var other in addresses)
                if (other.IsV6 == address.IsV6)
                {
                    node.Error("A Pod has at most one address of a family.", "one IPv4 and one IPv6 address at most");
                    return;
                }
            addresses.Add(address);
            // Ended Pods have given their address back, and it may be another's by now.
            if (!pod.HostNetwork && status.String("phase") is not ("Succeeded" or "Failed"))
                reading.Draft.Claims.PodAddress(address, pod.Key, node);
        }
    }

    private static bool IsReady(Reading reading, Field status, PodPhase phase)
    {
        var conditions = status.List("conditions");
        var any = false;
        foreach (var condition in conditions)
        {
            any = true;
            if (condition.AsMapping().String("type") != "Ready")
                continue;
            reading.Lines.Add("status.conditions.Ready", condition["status"]);
            return ConditionStatus(condition["status"]);
        }
        reading.Lines.Add("status.conditions", conditions.List);
        return !any && phase == PodPhase.Running;
    }

    /// <summary>Reads a condition's status, which is a string.</summary>
    public static bool ConditionStatus(Field status)
    {
        if (status.AsString() is not { } text)
            return false;
        if (text is not ("True" or "False" or "Unknown"))
            status.NotOneOf(text, "True", "False", "Unknown");
        return text == "True";
    }

    private static IpAddress[] HostIPs(Field status)
    {
        var addresses = new List<IpAddress>();
        foreach (var item in status.List("hostIPs"))
            addresses.Add(item.AsMapping()["ip"].Address());
        if (
            addresses.Count == 0
            && !status["hostIP"].IsEmptyText
            && status["hostIP"].Address() is { IsNone: false } single
        )
            addresses.Add(single);
        return addresses.Count == 0 ? [] : [.. addresses];
    }
}
