using System.Collections.Immutable;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>The resolver of every Pod, as the kubelet configures it.</summary>
/// <remarks>Follows <c>pkg/kubelet/network/dns/dns.go</c> (GetPodDNS, appendDNSConfig) and its limits.</remarks>
internal sealed class ResolverTable
{
    /// <summary>The <c>ndots</c> that cluster DNS gives a Pod.</summary>
    public const int ClusterNdots = 5;

    private const int MaxServers = 3;
    private const int MaxSearches = 32;
    private const int MaxSearchLength = 253;

    private readonly ClusterIndex _index;
    private readonly Resolver[] _byPod;

    public ResolverTable(ClusterIndex index, ServiceEndpoints[] endpoints, string domain)
    {
        _index = index;
        Domain = domain;
        DnsService = FindService(index);
        DnsAddresses = FindAddresses(index, DnsService);
        Servers = FindServers(endpoints);
        _byPod = new Resolver[index.Pods.Length];
        var byNamespace = new Dictionary<string, Resolver>(StringComparer.Ordinal);
        for (var i = 0; i < _byPod.Length; i++)
        {
            var pod = index.Pods[i];
            if (pod.DnsConfig is not null || !UsesClusterDns(pod))
                _byPod[i] = Configured(pod);
            else if (byNamespace.TryGetValue(pod.Namespace, out var shared))
                _byPod[i] = shared;
            else
                _byPod[i] = byNamespace[pod.Namespace] = Configured(pod);
        }
    }

    /// <summary>The cluster domain, which ends the search path.</summary>
    public string Domain { get; }

    /// <summary>Number of the Service in front of the DNS Pods, or -1.</summary>
    public int DnsService { get; }

    /// <summary>Addresses at which cluster DNS is reached, where the manifests hold any.</summary>
    public ImmutableArray<IpAddress> DnsAddresses { get; }

    /// <summary>The nameservers of a Pod that uses cluster DNS.</summary>
    public ImmutableArray<Nameserver> Servers { get; }

    public Resolver Of(int pod) => pod < 0 ? Resolver.OfNode : _byPod[pod];

    /// <summary>Whether the policy gives the Pod the cluster's nameserver and search path.</summary>
    public static bool UsesClusterDns(Pod pod) =>
        pod.DnsPolicy == DnsPolicy.ClusterFirstWithHostNet
        || (pod.DnsPolicy == DnsPolicy.ClusterFirst && !pod.HostNetwork);

    /// <summary>The search path that cluster DNS gives a Pod.</summary>
    public static string[] ClusterSearches(Pod pod, string domain) =>
        [$"{pod.Namespace}.svc.{domain}", $"svc.{domain}", domain];

    private Resolver Configured(Pod pod)
    {
        var cluster = UsesClusterDns(pod);
        var servers =
            cluster ? Servers
            : pod.DnsPolicy == DnsPolicy.None ? []
            : Resolver.OfNode.Servers;
        var searches = cluster ? ClusterSearches(pod, Domain) : [];
        if (pod.DnsConfig is not { } config)
            return new(servers, searches, cluster ? ClusterNdots : 1);
        return new(
            [.. servers.Concat(config.Nameservers.Select(ServerAt)).Distinct().Take(MaxServers)],
            [
                .. searches
                    .Concat(config.Searches.Select(s => s.ToLowerInvariant().TrimEnd('.')))
                    .Distinct(StringComparer.Ordinal)
                    .Where(s => s.Length <= MaxSearchLength)
                    .Take(MaxSearches),
            ],
            config.Ndots ?? (cluster ? ClusterNdots : 1)
        );
    }

    private Nameserver ServerAt(IpAddress address)
    {
        foreach (var server in Servers)
            if (server.Address == address)
                return server;
        if (DnsAddresses.Contains(address) || (DnsAddresses.IsEmpty && IsConventional(address)))
            return new(Servers[0].Address.IsNone ? default : address, true);
        return new(address, false);
    }

    /// <summary>Where the manifests name no DNS server it has the tenth address of the Service range, as kubeadm gives it.</summary>
    private bool IsConventional(IpAddress address)
    {
        foreach (var cidr in _index.Objects.Settings.ServiceCidrs)
            if (address.Value == cidr.First.Value + 10)
                return true;
        return false;
    }

    private static int FindService(ClusterIndex index)
    {
        if (index.ServiceByKey.TryGetValue("kube-system/kube-dns", out var number))
            return number;
        for (var i = 0; i < index.Services.Length; i++)
            if (index.Services[i].Namespace == "kube-system" && IsKubeDns(index.Services[i]))
                return i;
        return -1;
    }

    private static ImmutableArray<IpAddress> FindAddresses(ClusterIndex index, int service)
    {
        var addresses = ImmutableArray.CreateBuilder<IpAddress>();
        if (service >= 0)
            addresses.AddRange(index.Services[service].ClusterIPs);
        foreach (var number in index.PodsByNamespace.GetValueOrDefault("kube-system") ?? [])
            if (IsKubeDns(index.Pods[number]) && ClusterIndex.HasOwnAddress(index.Pods[number]))
                addresses.AddRange(index.Pods[number].PodIPs);
        return addresses.ToImmutable();
    }

    /// <summary>The DNS Service where it has Pods, ready or not; else the DNS Pods themselves; else a server that always answers.</summary>
    private ImmutableArray<Nameserver> FindServers(ServiceEndpoints[] endpoints)
    {
        var clusterIPs = DnsService < 0 ? [] : _index.Services[DnsService].ClusterIPs;
        var hasPods = DnsAddresses.Length > clusterIPs.Length;
        if (!hasPods && (DnsService < 0 || endpoints[DnsService].Entries.IsEmpty))
            return [new(default, true)];
        var addresses = clusterIPs.IsEmpty ? DnsAddresses : clusterIPs;
        return addresses.IsEmpty
            ? [new(default, true)]
            : [.. addresses.Take(MaxServers).Select(a => new Nameserver(a, true))];
    }

    private static bool IsKubeDns(KubernetesObject @object) => @object.Metadata.Labels["k8s-app"] == "kube-dns";
}
