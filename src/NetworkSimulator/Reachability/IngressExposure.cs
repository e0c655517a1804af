using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>What Ingresses open to their controllers: the TCP ports behind the Services that they name.</summary>
internal sealed class IngressExposure
{
    private readonly ReachabilityAnalysis _analysis;
    private readonly PodGroups _groups;
    private readonly Dictionary<(string Peer, int Group, int Controller), HashSet<int>> _ports = [];

    private IngressExposure(ReachabilityAnalysis analysis, PodGroups groups) =>
        (_analysis, _groups) = (analysis, groups);

    public static ImmutableArray<ReachabilityConnection> Of(ReachabilityAnalysis analysis, PodGroups groups)
    {
        if (analysis.Cluster.Objects.Ingresses.IsEmpty || analysis.IsTooLarge)
            return [];
        var exposure = new IngressExposure(analysis, groups);
        exposure.AddIngresses();
        return exposure.Connections();
    }

    private void AddIngresses()
    {
        var cluster = _analysis.Cluster;
        var seen = new HashSet<(int, int, int)>();
        foreach (var ingress in cluster.Objects.Ingresses)
        {
            // An Ingress counts although nobody in the manifests serves it: controllers are often installed elsewhere.
            var controller = cluster.Ingresses.TryFindByIngress(ingress, out var found) ? found : -1;
            foreach (var backend in Backends(ingress))
                if (
                    cluster.Index.ServiceByKey.TryGetValue(
                        $"{ingress.Namespace}/{backend.ServiceName}",
                        out var service
                    )
                    && TargetResolver.PortOf(cluster.Index.Services[service], backend.Port) is var port and >= 0
                    && seen.Add((controller, service, port))
                )
                    AddService(controller, service, cluster.Index.Services[service].Ports[port]);
        }
    }

    private void AddService(int controller, int service, ServicePort port)
    {
        var cluster = _analysis.Cluster;
        foreach (var entry in cluster.Endpoints[service].Entries)
        foreach (var open in entry.Ports)
        {
            if (entry.Pod < 0 || open.Name != port.Name || open.Protocol != port.Protocol)
                continue;
            var (kind, ns, name) = PodGroups.WorkloadOf(cluster.Index.Pods[entry.Pod]);
            var key = ($"{ns}/{name}[{kind}]", _groups.OfPod[entry.Pod], controller);
            if (!_ports.TryGetValue(key, out var numbers))
                _ports.Add(key, numbers = []);
            numbers.Add(open.Port);
        }
    }

    private ImmutableArray<ReachabilityConnection> Connections()
    {
        var ends = _analysis.Ends;
        var targets = ends
            .Targets.Select((target, number) => (target, number))
            .Where(t => t.target.Pod >= 0)
            .GroupBy(t => _groups.OfPod[t.target.Pod])
            .ToDictionary(g => g.Key, g => g.First().number);
        var found = new SortedDictionary<string, PortSet>(StringComparer.Ordinal);
        foreach (var ((peer, group, controller), numbers) in _ports)
        foreach (var source in Sources(controller))
            if (targets.TryGetValue(group, out var target) && _analysis.Between(source, target) is { } allowed)
            {
                var open = allowed.Intersect(PortSet.Of(numbers.Select(n => new PortRange(Protocol.TCP, n, n))));
                found[peer] = found.GetValueOrDefault(peer, PortSet.None).Union(open);
            }
        var peers = ends.Destinations.ToDictionary(end => end.Peer.Name, end => end.Peer, StringComparer.Ordinal);
        return
        [
            .. found
                .Where(f => !f.Value.IsEmpty)
                .Select(f => new ReachabilityConnection(ReachabilityPeer.IngressController, peers[f.Key], f.Value)),
        ];
    }

    private IEnumerable<PodGroup> Sources(int controller)
    {
        if (controller < 0 || _analysis.Cluster.Ingresses.Controllers[controller].Pods is not { } pods)
            return [new(-1, -1, Party.Unknown, "")];
        return pods
            .Http.Concat(pods.Https)
            .Where(endpoint => endpoint.Pod >= 0 && _groups.OfPod[endpoint.Pod] >= 0)
            .Select(endpoint => _groups.OfPod[endpoint.Pod])
            .Distinct()
            .Select(group => _groups.Groups[group]);
    }

    private static IEnumerable<IngressBackend> Backends(Ingress ingress)
    {
        var paths = ingress.Rules.SelectMany(rule => rule.Paths).Select(path => path.Backend);
        return ingress.DefaultBackend is { } usual ? paths.Prepend(usual) : paths;
    }
}
