using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Ingresses.Alb;
using NetworkSimulator.Ingresses.Nginx;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Sorts Ingresses to the controllers that serve them and compiles their rules.</summary>
internal sealed class ControllerCompiler
{
    private readonly Func<string, Secret?> _secrets;
    private readonly TargetResolver _targets;
    private readonly ControllerFinder _finder;
    private readonly ILookup<string, Ingress> _ingresses;

    public ControllerCompiler(ClusterIndex index, ServiceEndpoints[] endpoints, ServiceTable services)
    {
        var objects = index.Objects;
        var secrets = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var secret in objects.Secrets)
            secrets[secret.Key] = secret;
        _secrets = secrets.GetValueOrDefault;
        _targets = new(index, services);
        _finder = new(index, endpoints, services);
        Classes = new(objects.IngressClasses);
        // Of two Ingresses that claim the same, the older wins, then the first by namespace and name.
        _ingresses = objects
            .Ingresses.OrderBy(i => i.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
            .ThenBy(i => i.Key, StringComparer.Ordinal)
            .ToLookup(i => Classes.Of(i)?.Name ?? "", StringComparer.Ordinal);
        foreach (var item in objects.IngressClasses)
            ByClass[item.Name] = [];
        var nginx = objects.IngressClasses.Where(c => c.Controller == IngressController.Nginx).ToArray();
        if (nginx.Length > 0)
            AddNginx(nginx);
        var alb = objects.IngressClasses.Where(c => c.Controller == IngressController.Alb).ToArray();
        AddLoadBalancers(index, alb);
        foreach (var item in objects.IngressClasses)
            if (item.Controller is not (IngressController.Alb or IngressController.Nginx))
                AddByTheApi(item);
    }

    public IngressClasses Classes { get; }

    /// <summary>Whether the Service stands in front of a controller's Pods.</summary>
    public bool IsFront(int service) => _finder.IsFront(service);

    public List<IngressController> All { get; } = [];

    public Dictionary<string, List<int>> ByClass { get; } = new(StringComparer.Ordinal);

    /// <summary>One ingress-nginx serves every class that names it.</summary>
    private void AddNginx(IngressClass[] classes)
    {
        Ingress[] ingresses =
        [
            .. classes
                .SelectMany(c => _ingresses[c.Name])
                .OrderBy(i => i.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
                .ThenBy(i => i.Key, StringComparer.Ordinal),
        ];
        var rules = new NginxRules(ingresses, _targets, new(ingresses, _secrets), _secrets);
        var name = $"IngressClass {string.Join(", ", classes.Select(c => c.Name))}";
        Add(classes, new(name, rules, ingresses) { Pods = _finder.Find(classes, ingresses, isNginx: true) });
    }

    private void AddByTheApi(IngressClass item)
    {
        Ingress[] ingresses = [.. _ingresses[item.Name]];
        var rules = new ApiRules(ingresses, _targets, new(ingresses, _secrets));
        Add(
            [item],
            new($"IngressClass {item.Name}", rules, ingresses)
            {
                Pods = _finder.Find([item], ingresses, isNginx: false),
            }
        );
    }

    /// <summary>Ingresses of one group share a load balancer, whatever their class; one without a group has its own.</summary>
    private void AddLoadBalancers(ClusterIndex index, IngressClass[] classes)
    {
        var targets = new AlbTargets(index, _targets);
        var members = classes
            .SelectMany(c => _ingresses[c.Name].Select(i => (Class: c, Annotations: new AlbAnnotations(i))))
            .GroupBy(
                m => m.Annotations.Group.Length > 0 ? m.Annotations.Group : m.Annotations.Ingress.Key,
                StringComparer.Ordinal
            );
        foreach (var group in members)
        {
            var balancer = new AlbLoadBalancer(group.Select(m => m.Annotations), targets);
            Add(
                [.. group.Select(m => m.Class).Distinct()],
                new($"the load balancer {balancer.Name}", balancer, [.. balancer.Members.Select(m => m.Ingress)])
            );
        }
    }

    private void Add(IngressClass[] classes, IngressController controller)
    {
        foreach (var item in classes)
            ByClass[item.Name].Add(All.Count);
        All.Add(
            controller with
            {
                Address = controller
                    .Ingresses.SelectMany(i => i.LoadBalancer)
                    .Select(a => a.Address)
                    .FirstOrDefault(a => !a.IsNone),
            }
        );
    }
}
