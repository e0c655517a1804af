using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>Gives Services the families, cluster IPs and node ports they lack.</summary>
internal sealed class ServiceCompletion(
    ClusterDraft draft,
    ClusterFamilies families,
    HashSet<IpAddress> taken,
    ErrorList errors
)
{
    private const string DnsService = "kube-system/kube-dns";
    private const int DnsOffset = 10;
    private const int Reserved = 1;

    private readonly AddressPool _v4 = new(RangeOf(draft, isV6: false), Reserved, taken, IsKeptFree(draft));
    private readonly AddressPool _v6 = new(RangeOf(draft, isV6: true), Reserved, taken, IsKeptFree(draft));
    private readonly HashSet<(Protocol, int)> _nodePorts = [];
    private readonly HashSet<string> _reported = [];

    public static ImmutableArray<Service> Fill(
        ClusterDraft draft,
        ClusterFamilies families,
        HashSet<IpAddress> taken,
        ErrorList errors
    )
    {
        var completion = new ServiceCompletion(draft, families, taken, errors);
        var filled = new Service[draft.Services.Count];
        var order = Enumerable.Range(0, filled.Length).ToArray();
        Array.Sort(
            order,
            (a, b) => string.CompareOrdinal(draft.Services[a].Service.Key, draft.Services[b].Service.Key)
        );
        foreach (var i in order)
            filled[i] = completion.WithPorts(draft.Services[i], completion.WithAddresses(draft.Services[i]));
        return ImmutableArray.Create(filled);
    }

    /// <summary>The range of a family: the first that a ServiceCIDR names, else the default.</summary>
    public static Cidr RangeOf(ClusterDraft draft, bool isV6)
    {
        foreach (var range in draft.ServiceCidrs)
            if (range.IsV6 == isV6)
                return range;
        return isV6 ? AddressPools.ServicesV6 : AddressPools.ServicesV4;
    }

    /// <summary>The addresses that belong to <c>default/kubernetes</c> and <c>kube-system/kube-dns</c> by custom.</summary>
    private static Func<IpAddress, bool> IsKeptFree(ClusterDraft draft)
    {
        var v4 = RangeOf(draft, isV6: false).First.Value;
        var v6 = RangeOf(draft, isV6: true).First.Value;
        return address =>
            address.Value == v4 + 1
            || address.Value == v4 + DnsOffset
            || address.Value == v6 + 1
            || address.Value == v6 + DnsOffset;
    }

    private Service WithAddresses(ServiceDraft read)
    {
        var service = read.Service;
        if (service.Type == ServiceType.ExternalName)
            return service;
        var wanted = FamiliesOf(read);
        if (service.IsHeadless || service.ClusterIPs.Length == wanted.Length)
            return service with { FamiliesV6 = wanted };
        var addresses = service.ClusterIPs.ToBuilder();
        foreach (var isV6 in wanted.AsSpan()[addresses.Count..])
            if (Allocate(service.Key, isV6, out var address))
                addresses.Add(address);
            else
                Report(
                    service,
                    "spec.clusterIP",
                    "The Service range has no address left.",
                    "fewer Services, or cluster IPs given"
                );
        return service with { FamiliesV6 = wanted, ClusterIPs = addresses.ToImmutable() };
    }

    private bool Allocate(string service, bool isV6, out IpAddress address)
    {
        if (service == DnsService)
        {
            address = IpAddress.FromValue(RangeOf(draft, isV6).First.Value + DnsOffset);
            if (taken.Add(address))
                return true;
        }
        return (isV6 ? _v6 : _v4).TryAllocate(service, out address);
    }

    private ImmutableArray<bool> FamiliesOf(ServiceDraft read)
    {
        var given = read.Service.FamiliesV6;
        var wantsBoth = read.FamilyPolicy switch
        {
            IPFamilyPolicy.RequireDualStack => true,
            IPFamilyPolicy.PreferDualStack => families.HasV4 && families.HasV6,
            // A headless Service without selector may have endpoints of both families, written by hand.
            null => read.Service.IsHeadless && read.Service.Selector is null && given.IsEmpty,
            _ => false,
        };
        var first = given.IsEmpty ? families.IsPrimaryV6 : given[0];
        if (given.Length == 2 || !wantsBoth)
            return given.IsEmpty ? [first] : given;
        return [first, !first];
    }

    private Service WithPorts(ServiceDraft read, Service service)
    {
        if (!read.WantsNodePorts)
            return service;
        var ports = service.Ports.ToBuilder();
        for (var i = 0; i < ports.Count; i++)
            if (ports[i].NodePort == 0)
                ports[i] = ports[i] with { NodePort = NodePortFor(service, ports[i].Protocol, ports[i].Port) };
        var needsHealthCheck =
            service.Type == ServiceType.LoadBalancer
            && service.ExternalTrafficPolicy == TrafficPolicy.Local
            && service.HealthCheckNodePort == 0;
        return service with
        {
            Ports = ports.ToImmutable(),
            HealthCheckNodePort = needsHealthCheck
                ? NodePortFor(service, Protocol.TCP, 0)
                : service.HealthCheckNodePort,
        };
    }

    private int NodePortFor(Service service, Protocol protocol, int port)
    {
        const string field = "spec.ports";
        if (_reported.Contains(field))
            return 0;
        const int count = ServicePortReader.LastNodePort - ServicePortReader.FirstNodePort + 1;
        var hash = GeneratedNames.Fnv(string.Create(CultureInfo.InvariantCulture, $"{service.Key}/{protocol}/{port}"));
        for (var i = 0; i < count; i++)
        {
            var candidate = ServicePortReader.FirstNodePort + (int)((hash + (uint)i) % count);
            if (!draft.Claims.IsTaken(protocol, candidate) && _nodePorts.Add((protocol, candidate)))
                return candidate;
        }
        Report(service, field, "There is no node port left.", "fewer Services of type NodePort or LoadBalancer");
        return 0;
    }

    /// <summary>Reports what has run out, at the first Service that lacks it.</summary>
    private void Report(Service service, string field, string message, string expected)
    {
        if (_reported.Add(field))
            errors.Add(service.Source.Document, service.Source.LineOf(field), 1, field, message, expected);
    }
}
