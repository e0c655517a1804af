using System.Collections.Frozen;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses.Alb;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Ingress controllers, and their Ingresses compiled by host and path.</summary>
internal sealed class IngressTable
{
    private readonly FrozenDictionary<string, int[]> _byClass;
    private readonly FrozenDictionary<IpAddress, int> _byAddress;
    private readonly FrozenDictionary<(int Pod, int Port), int> _byPod;
    private readonly FrozenDictionary<string, int> _byIngress;
    private readonly FrozenDictionary<(string Class, string Host), int> _balancers;

    public IngressTable(ClusterIndex index, ServiceEndpoints[] endpoints, ServiceTable services)
    {
        var controllers = new ControllerCompiler(index, endpoints, services);
        Classes = controllers.Classes;
        Controllers = [.. controllers.All];
        _byClass = controllers.ByClass.ToFrozenDictionary(c => c.Key, c => c.Value.ToArray(), StringComparer.Ordinal);
        var byAddress = new Dictionary<IpAddress, int>();
        var byPod = new Dictionary<(int, int), int>();
        var byIngress = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Controllers.Length; i++)
        {
            var controller = Controllers[i];
            foreach (var ingress in controller.Ingresses)
            {
                byIngress.TryAdd(ingress.Key, i);
                foreach (var item in ingress.LoadBalancer)
                    if (!item.Address.IsNone && !LeadsThereByItself(controller, item.Address))
                        byAddress.TryAdd(item.Address, i);
            }
            if (controller.Pods is { } pods)
                foreach (var endpoint in (Endpoint[])[.. pods.Http, .. pods.Https])
                    byPod.TryAdd((endpoint.Pod, endpoint.Port), i);
        }
        // An address of the Service in front of a controller's Pods, or of a node that they listen on, needs no entry.
        bool LeadsThereByItself(IngressController controller, IpAddress address) =>
            services.TryFindExternalAddress(address, out var service)
                ? controller.Pods is not null || controllers.IsFront(service)
                : controller.Pods is not null && index.Addresses.ContainsKey(address);

        _balancers = Balancers(controllers.ByClass).ToFrozenDictionary();
        _byAddress = byAddress.ToFrozenDictionary();
        _byPod = byPod.ToFrozenDictionary();
        _byIngress = byIngress.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public IngressController[] Controllers { get; }

    public IngressClasses Classes { get; }

    /// <summary>What serves an IngressClass. Of several load balancers of a class the one that names the host is meant.</summary>
    public bool TryFindByClass(string name, ToUrl request, out int controller)
    {
        controller = -1;
        if (!_byClass.TryGetValue(name, out var candidates) || candidates.Length == 0)
            return false;
        controller = candidates.Length == 1 ? candidates[0] : BalancerFor(name, request.Url.Host, candidates);
        return true;
    }

    private int BalancerFor(string className, string host, int[] candidates)
    {
        if (_balancers.TryGetValue((className, host), out var exact))
            return exact;
        foreach (var candidate in candidates)
            if (((AlbLoadBalancer)Controllers[candidate].Rules).NamesHost(host))
                return candidate;
        return candidates[0];
    }

    /// <summary>The controller behind an address that its Ingresses name and that no Service or node owns.</summary>
    public bool TryFindByAddress(IpAddress address, out int controller) =>
        _byAddress.TryGetValue(address, out controller);

    /// <summary>The controller that a Pod runs, where the port is one that it takes requests on.</summary>
    public bool TryFindByEndpoint(in Endpoint endpoint, out int controller) =>
        _byPod.TryGetValue((endpoint.Pod, endpoint.Port), out controller);

    /// <summary>The controller that serves an Ingress.</summary>
    public bool TryFindByIngress(Ingress ingress, out int controller) =>
        _byIngress.TryGetValue(ingress.Key, out controller);

    private Dictionary<(string, string), int> Balancers(Dictionary<string, List<int>> byClass)
    {
        var balancers = new Dictionary<(string, string), int>();
        foreach (var (name, numbers) in byClass)
        foreach (var number in numbers)
            if (Controllers[number].Rules is AlbLoadBalancer)
                foreach (var rule in Controllers[number].Ingresses.SelectMany(i => i.Rules))
                    if (rule.Host.Length > 0)
                        balancers.TryAdd((name, rule.Host), number);
        return balancers;
    }
}
