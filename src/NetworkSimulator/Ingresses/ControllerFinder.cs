using NetworkSimulator.EndpointSlices;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Finds the Pods that run a controller, and the Service in front of them.</summary>
/// <remarks>
/// A Service whose load balancer has the address that the Ingresses' status shows leads to them. Else they carry the label
/// <c>app.kubernetes.io/name</c> of their IngressClass, as charts set it; those of ingress-nginx are named so in any case.
/// </remarks>
internal sealed class ControllerFinder(ClusterIndex index, ServiceEndpoints[] endpoints, ServiceTable services)
{
    private const string NameLabel = "app.kubernetes.io/name";
    private const string InstanceLabel = "app.kubernetes.io/instance";
    private const string ComponentLabel = "app.kubernetes.io/component";

    private readonly Dictionary<string, List<int>> _podsByName = PodsByName(index);
    private readonly Dictionary<(IpAddress, string), int> _serviceByAddress = ServicesByAddress(index);
    private readonly Dictionary<(string Name, string? Instance), List<int>> _found = [];
    private readonly HashSet<int> _fronts = [];
    private readonly HashSet<int> _taken = [];
    private ILookup<int, int>? _servicesOfPod;

    /// <summary>Whether the Service stands in front of a controller that was found.</summary>
    public bool IsFront(int service) => _fronts.Contains(service);

    /// <summary>The Pods; null where the manifests hold none, or where they run a controller that was asked for before.</summary>
    public ControllerPods? Find(IEnumerable<IngressClass> classes, IEnumerable<Ingress> ingresses, bool isNginx)
    {
        var front = ByAddress(ingresses);
        var pods = front < 0 ? [] : endpoints[front].Entries.Select(e => e.Pod).Where(p => p >= 0).ToList();
        if (pods.Count == 0)
        {
            pods = ByLabel(classes, isNginx);
            front = InFrontOf(pods);
        }
        if (pods.Count == 0 || pods.Exists(_taken.Contains))
            return null;
        _taken.UnionWith(pods);
        if (front < 0)
            return new(-1, ByPort(pods, 80, "http", "web"), ByPort(pods, 443, "https", "websecure"));
        _fronts.Add(front);
        return new(front, EndpointsOf(front, 80, "http", "web"), EndpointsOf(front, 443, "https", "websecure"));
    }

    private int ByAddress(IEnumerable<Ingress> ingresses)
    {
        foreach (var ingress in ingresses)
        foreach (var address in ingress.LoadBalancer)
            if (_serviceByAddress.TryGetValue((address.Address, address.Hostname), out var service))
                return service;
        return -1;
    }

    private List<int> ByLabel(IEnumerable<IngressClass> classes, bool isNginx)
    {
        foreach (var item in classes)
        {
            var name = item.Metadata.Labels[NameLabel] ?? (isNginx ? "ingress-nginx" : null);
            if (name is not null && Labelled(name, item.Metadata.Labels[InstanceLabel]) is { Count: > 0 } pods)
                return pods;
        }
        return [];
    }

    private List<int> Labelled(string name, string? instance)
    {
        if (!_found.TryGetValue((name, instance), out var pods))
            _found[(name, instance)] = pods = (_podsByName.GetValueOrDefault(name) ?? []).FindAll(pod =>
                index.Pods[pod].Metadata.Labels[ComponentLabel] is null or "controller"
                && (instance is null || index.Pods[pod].Metadata.Labels[InstanceLabel] == instance)
            );
        return pods;
    }

    /// <summary>A LoadBalancer or else a NodePort Service that leads to the Pods; ClusterIP ones serve webhooks and metrics.</summary>
    private int InFrontOf(List<int> pods)
    {
        _servicesOfPod ??= Enumerable
            .Range(0, index.Services.Length)
            .Where(s => index.Services[s].Type is ServiceType.LoadBalancer or ServiceType.NodePort)
            .SelectMany(s => endpoints[s].Entries.Select(e => (e.Pod, Service: s)))
            .ToLookup(e => e.Pod, e => e.Service);
        var best = -1;
        foreach (var pod in pods)
        foreach (var service in _servicesOfPod[pod])
            if (best < 0 || index.Services[service].Type > index.Services[best].Type)
                best = service;
        return best;
    }

    private Endpoint[] EndpointsOf(int number, int port, params ReadOnlySpan<string> names)
    {
        var service = index.Services[number];
        var found = TargetResolver.PortOf(service, new(port, ""));
        foreach (var name in names)
            if (found < 0)
                found = TargetResolver.PortOf(service, new(0, name));
        if (found < 0)
            return [];
        foreach (var v6 in service.FamiliesV6)
            if (services.EndpointsOf(number, found, v6) is { HasAny: true } served)
                return served.ClusterFor(-1);
        return [];
    }

    private Endpoint[] ByPort(List<int> pods, int port, params string[] names) =>
        [
            .. pods.Select(p =>
                    index.Pods[p] is { PodIPs: [var address, ..] } pod
                        ? Endpoint.Of(
                            index,
                            address,
                            pod.Ports.FirstOrDefault(c => names.Contains(c.Name))?.Number ?? port,
                            p,
                            index.NodeOfPod[p]
                        )
                        : default
                )
                .Where(e => !e.Address.IsNone && index.Pods[e.Pod].Ready),
        ];

    private static Dictionary<string, List<int>> PodsByName(ClusterIndex index)
    {
        var pods = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        if (index.Objects.IngressClasses.IsEmpty)
            return pods;
        for (var i = 0; i < index.Pods.Length; i++)
            if (index.Pods[i].Metadata.Labels[NameLabel] is { } name)
            {
                if (!pods.TryGetValue(name, out var named))
                    pods[name] = named = [];
                named.Add(i);
            }
        return pods;
    }

    private static Dictionary<(IpAddress, string), int> ServicesByAddress(ClusterIndex index)
    {
        var services = new Dictionary<(IpAddress, string), int>();
        for (var i = 0; i < index.Services.Length; i++)
        {
            foreach (var address in index.Services[i].LoadBalancer)
                services.TryAdd((address.Address, address.Hostname), i);
            foreach (var address in index.Services[i].ExternalIPs)
                services.TryAdd((address, ""), i);
        }
        return services;
    }
}
