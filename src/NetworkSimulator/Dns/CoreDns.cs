using System.Collections.Frozen;
using NetworkSimulator.Flows;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>The DNS servers: CoreDNS with its plugins in their fixed order, and the resolvers outside.</summary>
/// <remarks>Follows <c>plugin.cfg</c> (rewrite, hosts, kubernetes, forward) and <c>plugin/kubernetes/parse.go</c>.</remarks>
internal sealed class CoreDns
{
    private readonly ClusterIndex _index;
    private readonly PublicNames _public;
    private readonly FrozenDictionary<string, Namespace>.AlternateLookup<ReadOnlySpan<char>> _namespaces;
    private readonly NameEntry _nameServer;

    public CoreDns(
        ClusterIndex index,
        PublicNames publicNames,
        Corefile corefile,
        ServiceNames services,
        int dnsService
    )
    {
        (_index, _public, Corefile, Services) = (index, publicNames, corefile, services);
        _namespaces = index.NamespaceByName.GetAlternateLookup<ReadOnlySpan<char>>();
        _nameServer = NameEntry.Of(
            NameKind.NameServer,
            -1,
            dnsService < 0 ? [] : index.Services[dnsService].ClusterIPs.AsSpan()
        );
    }

    public Corefile Corefile { get; }

    public ServiceNames Services { get; }

    /// <summary>What the server has under a name, in lower case and without final dot.</summary>
    public NameEntry Find(ReadOnlySpan<char> name, DnsRecordType type, bool isClusterDns)
    {
        if (!isClusterDns)
            return FindOutside(name);
        if (Corefile.ServerOf(name) is not { } server)
            return new(NameKind.Unserved);
        return server.Rewrites.IsEmpty ? Ask(server, name, type) : AskRewritten(server, name, type);
    }

    private NameEntry AskRewritten(ServerBlock server, ReadOnlySpan<char> name, DnsRecordType type)
    {
        Span<char> rewritten = stackalloc char[DnsName.MaxLength];
        return Rewriting.TryApply(server.Rewrites, name, rewritten, out var length)
            ? Ask(server, rewritten[..length], type)
            : new(NameKind.Failed);
    }

    /// <summary>Whether the kubernetes plugin serves the name.</summary>
    public bool IsInZone(ReadOnlySpan<char> name) =>
        Corefile.Kubernetes is { } plugin && DnsName.TryFindZone(name, plugin.Zones, out _);

    /// <summary>The zone a name of the cluster is in, in which its records point to others.</summary>
    public string ZoneOf(ReadOnlySpan<char> name) =>
        Corefile.Kubernetes is not { } plugin ? ""
        : DnsName.TryFindZone(name, plugin.Zones, out var zone) ? zone
        : plugin.PrimaryZone;

    private NameEntry Ask(ServerBlock server, ReadOnlySpan<char> name, DnsRecordType type)
    {
        if (server.Hosts is { } hosts && TryAskHosts(hosts, name, type, out var entry))
            return entry;
        if (server.Kubernetes is { } kubernetes && DnsName.TryFindZone(name, kubernetes.Zones, out var zone))
        {
            entry = FindInZone(kubernetes, name, zone, type);
            if (entry.Exists || !DnsName.TryFindZone(name, kubernetes.FallthroughZones, out _))
                return entry;
        }
        return DnsName.TryFindZone(name, server.ForwardZones, out _) ? FindOutside(name) : new(NameKind.Failed);
    }

    private NameEntry FindOutside(ReadOnlySpan<char> name) =>
        _public.TryFind(name, out var found) ? NameEntry.OfPublic(found) : NameEntry.Missing;

    /// <summary>Without <c>fallthrough</c> the hosts plugin fails every name of its zones that it does not list.</summary>
    private static bool TryAskHosts(HostsPlugin hosts, ReadOnlySpan<char> name, DnsRecordType type, out NameEntry entry)
    {
        entry = default;
        if (type == DnsRecordType.PTR)
        {
            if (!DnsName.TryReadReverse(name, out var address) || !hosts.Addresses.ContainsKey(address))
                return false;
            entry = NameEntry.At(NameKind.Hosts, address);
            return true;
        }
        if (!DnsName.TryFindZone(name, hosts.Zones, out _))
            return false;
        if (hosts.Names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out entry))
            return true;
        if (DnsName.TryFindZone(name, hosts.FallthroughZones, out _))
            return false;
        entry = new(NameKind.Failed);
        return true;
    }

    private NameEntry FindInZone(
        KubernetesPlugin plugin,
        ReadOnlySpan<char> name,
        ReadOnlySpan<char> zone,
        DnsRecordType type
    )
    {
        if (type == DnsRecordType.PTR && DnsName.TryReadReverse(name, out var address))
            return Services.NamesOf(address) is null ? NameEntry.Missing : NameEntry.At(NameKind.Reverse, address);
        var entry = FindBelow(plugin, zone.Length == 0 ? name : name[..Math.Max(0, name.Length - zone.Length - 1)]);
        if (type != DnsRecordType.TXT)
            return entry;
        // For TXT, names that only lead to others do not exist; plugin/kubernetes/kubernetes.go (Services) has it so.
        return name.Length == zone.Length + 12 && name.StartsWith("dns-version.") ? new(NameKind.Version)
            : entry.Kind is NameKind.Bare or NameKind.NameServer ? NameEntry.Missing
            : entry;
    }

    /// <summary>Reads <c>[[port.]protocol|endpoint.][service.[namespace.]]svc|pod</c> from the right.</summary>
    private NameEntry FindBelow(KubernetesPlugin plugin, ReadOnlySpan<char> name)
    {
        if (name.Length == 0 || name is "svc" or "pod")
            return NameEntry.Bare;
        if (name is "ns.dns")
            return _nameServer;
        var schema = DnsName.LastLabel(name, out var rest);
        if (schema is not ("svc" or "pod"))
            return NameEntry.Missing;
        var ofNamespace = DnsName.LastLabel(rest, out var inside);
        var service = DnsName.LastLabel(inside, out var below);
        var labels = below.Length == 0 ? 0 : below.Count('.') + 1;
        if (labels > 2)
            return NameEntry.Missing;
        if (schema is "pod")
            return FindPod(plugin, ofNamespace, service);
        if (service.Length == 0)
            return IsExposed(plugin, ofNamespace) ? NameEntry.Bare : NameEntry.Missing;
        var key = rest[below.Length..].TrimStart('.');
        // Most candidates of a search path end here, so the large table of names below Services is asked last.
        if (!Services.TryFind(key, out var entry) || labels == 0)
            return entry;
        return labels == 1 ? Services.Below(rest) : FindPort(below, key);
    }

    /// <summary>Finds <c>_port._protocol</c> below a Service.</summary>
    private NameEntry FindPort(ReadOnlySpan<char> below, ReadOnlySpan<char> service)
    {
        Span<char> key = stackalloc char[DnsName.MaxLength];
        var length = 0;
        foreach (var range in below.Split('.'))
        {
            var label = below[range];
            if (label[0] == '_')
                label = label[1..];
            label.CopyTo(key[length..]);
            length += label.Length;
            key[length++] = '.';
        }
        service.CopyTo(key[length..]);
        return Services.Below(key[..(length + service.Length)]);
    }

    private NameEntry FindPod(KubernetesPlugin plugin, ReadOnlySpan<char> ofNamespace, ReadOnlySpan<char> label)
    {
        if (plugin.Pods == PodRecords.Disabled || !IsExposed(plugin, ofNamespace))
            return NameEntry.Missing;
        if (label.Length == 0)
            return NameEntry.Bare;
        if (!DnsName.TryReadDashed(label, out var address))
            return NameEntry.Missing;
        return plugin.Pods == PodRecords.Insecure || HasPod(ofNamespace, address)
            ? NameEntry.At(NameKind.Pod, address)
            : NameEntry.Missing;
    }

    private bool HasPod(ReadOnlySpan<char> ofNamespace, IpAddress address)
    {
        var pods = _index.PodsByNamespace.GetAlternateLookup<ReadOnlySpan<char>>();
        if (pods.TryGetValue(ofNamespace, out var numbers))
            foreach (var number in numbers)
            {
                var pod = _index.Pods[number];
                if (
                    !pod.PodIPs.IsEmpty
                    && pod.PodIPs[0] == address
                    && !pod.Metadata.IsBeingDeleted
                    && pod.Phase is PodPhase.Pending or PodPhase.Running
                )
                    return true;
            }
        return false;
    }

    private bool IsExposed(KubernetesPlugin plugin, ReadOnlySpan<char> ofNamespace) =>
        plugin.Exposes(ofNamespace) && _namespaces.ContainsKey(ofNamespace);
}
