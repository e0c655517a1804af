using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Resolves backends to endpoints: controllers connect to those straight, past the cluster IP.</summary>
internal sealed class TargetResolver(ClusterIndex index, ServiceTable services)
{
    private readonly Dictionary<(string Key, PortReference Port), RouteBackend[]> _alone = [];

    public IngressTarget Resolve(Ingress ingress, IngressBackend backend) =>
        backend.ServiceName.Length == 0
            ? new(ingress, backend.Resource, backend.Line, TargetFault.Resource)
            {
                Alone = [new(backend.Resource, [], 1) { IsService = false }],
            }
            : Resolve(ingress, $"{ingress.Namespace}/{backend.ServiceName}", backend.Port, backend.Line);

    /// <summary>Resolves a Service and one of its ports.</summary>
    public IngressTarget Resolve(Ingress ingress, string key, PortReference reference, int line)
    {
        var number = index.ServiceByKey.GetValueOrDefault(key, -1);
        var service = number < 0 ? null : index.Services[number];
        var port = service is null ? -1 : PortOf(service, reference);
        if (!_alone.TryGetValue((key, reference), out var alone))
            _alone[(key, reference)] = alone = [BackendOf(key, number, service, port, reference)];
        var fault =
            service is null ? TargetFault.NoService
            : alone[0].Foreign.Length > 0 || !alone[0].ClusterIP.IsNone ? TargetFault.None
            : port < 0 && alone[0].Endpoints.Length == 0 ? TargetFault.NoPort
            : alone[0].Endpoints.Length == 0 ? TargetFault.NoEndpoints
            : TargetFault.None;
        return new(ingress, key, line, fault)
        {
            Service = service,
            Port = port < 0 ? null : service!.Ports[port],
            Reference = reference,
            Alone = alone,
        };
    }

    /// <summary>Resolves a Service and the first of its ports.</summary>
    public IngressTarget FirstPortOf(Ingress ingress, string key, int line)
    {
        var service = index.ServiceByKey.TryGetValue(key, out var number) ? index.Services[number] : null;
        return Resolve(ingress, key, new(service is { Ports: [var first, ..] } ? first.Port : 0, ""), line);
    }

    /// <summary>Index of a Service's TCP port by number or name; -1 where it has none such.</summary>
    public static int PortOf(Service service, PortReference reference)
    {
        for (var i = 0; i < service.Ports.Length; i++)
            if (
                service.Ports[i].Protocol == Protocol.TCP
                && (
                    reference.IsNamed
                        ? service.Ports[i].Name == reference.Name
                        : service.Ports[i].Port == reference.Number
                )
            )
                return i;
        return -1;
    }

    /// <summary>Endpoints of the Service's primary family, else of the other.</summary>
    public PortEndpoints? EndpointsOf(Service service, int number, int port)
    {
        PortEndpoints? found = null;
        foreach (var v6 in service.FamiliesV6)
            if (services.EndpointsOf(number, port, v6) is { } endpoints && found is not { HasAny: true })
                found = endpoints;
        return found;
    }

    private RouteBackend BackendOf(string key, int number, Service? service, int port, PortReference reference)
    {
        if (service is null)
            return new(key, [], 1);
        if (service.Type == ServiceType.ExternalName)
            return External(key, service, port < 0 ? reference.Number : service.Ports[port].Port);
        return new(key, port < 0 ? [] : EndpointsOf(service, number, port)?.ClusterFor(-1) ?? [], 1);
    }

    /// <summary>An ExternalName leads to a Service of this cluster by its DNS name, to an address, or out of the cluster.</summary>
    private RouteBackend External(string key, Service service, int port)
    {
        if (port == 0)
            return new(key, [], 1);
        if (IpAddress.TryParse(service.ExternalName, out var address))
        {
            var pod = index.Addresses.TryGetValue(address, out var owner) ? owner.Pod : -1;
            return new(key, [Endpoint.Of(index, address, port, pod, pod < 0 ? -1 : index.NodeOfPod[pod])], 1);
        }
        var suffix = $".svc.{index.Objects.Settings.ClusterDomain}";
        if (!service.ExternalName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            return new(key, [], 1) { Foreign = $"{service.ExternalName}:{port}" };
        var labels = service.ExternalName[..^suffix.Length].ToLowerInvariant().Split('.');
        return
            labels.Length == 2
            && index.ServiceByKey.TryGetValue($"{labels[1]}/{labels[0]}", out var other)
            && !index.Services[other].ClusterIPs.IsEmpty
            ? new(key, [], 1) { ClusterIP = index.Services[other].ClusterIPs[0], Port = port }
            : new(key, [], 1);
    }
}
