using System.Collections.Frozen;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>Every address and port at which kube-proxy serves something.</summary>
internal sealed class ServiceTable
{
    private readonly FrontendTable _frontends;
    private readonly FrontendTable _nodePorts;
    private readonly KeyTable<IpAddress> _primaryIPs;
    private readonly FrozenDictionary<IpAddress, int> _clusterIPs;
    private readonly FrozenDictionary<IpAddress, int> _externalAddresses;
    private readonly PortEndpoints?[][] _byService;

    public ServiceTable(ClusterIndex index, ServiceEndpoints[] endpoints)
    {
        var frontends = new Dictionary<Frontend, ServedPort>();
        var nodePorts = new Dictionary<Frontend, ServedPort>();
        var clusterIPs = new Dictionary<IpAddress, int>();
        var externalAddresses = new Dictionary<IpAddress, int>();
        _byService = new PortEndpoints?[index.Services.Length][];
        for (var i = 0; i < index.Services.Length; i++)
        {
            var service = index.Services[i];
            _byService[i] = new PortEndpoints?[service.Ports.Length * 2];
            for (var port = 0; port < service.Ports.Length; port++)
                foreach (var v6 in service.FamiliesV6)
                    _byService[i][port * 2 + (v6 ? 1 : 0)] = PortEndpoints.Compile(index, endpoints[i], i, port, v6);
            if (service.IsHeadless || service.IsLeftToAnotherProxy || service.Type == ServiceType.ExternalName)
                continue;
            foreach (var address in service.ClusterIPs)
                clusterIPs.TryAdd(address, i);
            for (var port = 0; port < service.Ports.Length; port++)
                foreach (var v6 in service.FamiliesV6)
                    Serve(service, service.Ports[port], _byService[i][port * 2 + (v6 ? 1 : 0)]!, v6);
        }
        _frontends = new(frontends);
        _nodePorts = new(nodePorts);
        _primaryIPs = new(
            Array.ConvertAll([.. index.Services], service => service.Key),
            Array.ConvertAll([.. index.Services], service => service.ClusterIPs.FirstOrDefault())
        );
        _clusterIPs = clusterIPs.ToFrozenDictionary();
        _externalAddresses = externalAddresses.ToFrozenDictionary();

        void Serve(Service service, ServicePort port, PortEndpoints served, bool v6)
        {
            foreach (var address in service.ClusterIPs)
                if (address.IsV6 == v6)
                    frontends.TryAdd(
                        new(address, port.Port, port.Protocol),
                        new(served, FrontendKind.ClusterIP, 0, false)
                    );
            foreach (var address in service.ExternalIPs)
                if (address.IsV6 == v6)
                {
                    externalAddresses.TryAdd(address, served.Service);
                    frontends.TryAdd(
                        new(address, port.Port, port.Protocol),
                        new(served, FrontendKind.ExternalIP, 0, false)
                    );
                }
            if (service.Type == ServiceType.LoadBalancer)
                foreach (var balancer in service.LoadBalancer)
                    if (!balancer.Address.IsNone && balancer.Address.IsV6 == v6)
                    {
                        externalAddresses.TryAdd(balancer.Address, served.Service);
                        frontends.TryAdd(
                            new(balancer.Address, port.Port, port.Protocol),
                            new(served, FrontendKind.LoadBalancer, balancer.Line, balancer.IsProxy)
                        );
                    }
            if (port.NodePort > 0)
                nodePorts.TryAdd(
                    new(v6 ? AnyV6 : AnyV4, port.NodePort, port.Protocol),
                    new(served, FrontendKind.NodePort, port.Line, false)
                );
        }
    }

    // Node ports are open on every node address, so one entry a family serves them all.
    private static readonly IpAddress AnyV4 = IpAddress.FromV4(0);
    private static readonly IpAddress AnyV6 = IpAddress.FromValue(UInt128.One);

    /// <summary>Finds a Service by its key <c>NS/NAME</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="service">Its number.</param>
    /// <param name="clusterIP">Its first cluster IP, or none.</param>
    public bool TryFindByKey(string key, out int service, out IpAddress clusterIP)
    {
        service = _primaryIPs.Find(key);
        clusterIP = service < 0 ? default : _primaryIPs[service];
        return service >= 0;
    }

    public bool TryFind(IpAddress address, int port, Protocol protocol, out ServedPort served) =>
        _frontends.TryFind(new(address, port, protocol), out served);

    public bool TryFindNodePort(bool v6, int port, Protocol protocol, out ServedPort served) =>
        _nodePorts.TryFind(new(v6 ? AnyV6 : AnyV4, port, protocol), out served);

    /// <summary>The Service that owns a cluster IP, on whatever port.</summary>
    public bool TryFindClusterIP(IpAddress address, out int service) => _clusterIPs.TryGetValue(address, out service);

    /// <summary>The Service that owns an external or load balancer address, on whatever port.</summary>
    public bool TryFindExternalAddress(IpAddress address, out int service) =>
        _externalAddresses.TryGetValue(address, out service);

    /// <summary>The endpoints of a Service port in a family; null where the Service is not of the family.</summary>
    public PortEndpoints? EndpointsOf(int service, int port, bool v6) => _byService[service][port * 2 + (v6 ? 1 : 0)];
}

/// <summary>A Service port behind an address.</summary>
/// <param name="Endpoints">Its endpoints.</param>
/// <param name="Kind">What kind of address it is.</param>
/// <param name="Line">The line that names the address; 0 for cluster and external IPs.</param>
/// <param name="IsProxy">Whether nodes send traffic out to the load balancer instead of short-circuiting it.</param>
internal readonly record struct ServedPort(PortEndpoints Endpoints, FrontendKind Kind, int Line, bool IsProxy);

/// <summary>Kinds of address at which a Service is served.</summary>
internal enum FrontendKind
{
    ClusterIP,
    ExternalIP,
    LoadBalancer,
    NodePort,
}
