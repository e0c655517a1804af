using System.Collections.Immutable;
using NetworkSimulator.EndpointSlices;
using NetworkSimulator.Flows;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>The endpoints of one Service port in one family, sorted out by traffic policy and topology.</summary>
/// <remarks>Follows <c>pkg/proxy/topology.go</c> (CategorizeEndpoints) and <c>endpointslicecache.go</c> (addEndpoints).</remarks>
internal sealed class PortEndpoints
{
    private readonly Endpoint[] _cluster;
    private readonly Endpoint[][]? _clusterByNode;
    private readonly Dictionary<int, Endpoint[]>? _localByNode;
    private readonly bool _isOneClass;
    private ImmutableArray<Backend> _backends;

    private PortEndpoints(
        Service subject,
        int service,
        int port,
        Endpoint[] cluster,
        Endpoint[][]? clusterByNode,
        Dictionary<int, Endpoint[]>? localByNode,
        Endpoint[] localAnywhere
    )
    {
        Service = service;
        Port = port;
        InternalLocal = subject.InternalTrafficPolicy == TrafficPolicy.Local;
        ExternalLocal = subject.ExternalTrafficPolicy == TrafficPolicy.Local;
        HasSourceRanges = !subject.LoadBalancerSourceRanges.IsEmpty;
        ArePodsTargets = NetworkLoadBalancer.TargetsPods(subject);
        HidesClient = !NetworkLoadBalancer.PreservesClient(subject, subject.Ports[port]);
        _cluster = cluster;
        _clusterByNode = clusterByNode;
        _localByNode = localByNode;
        _isOneClass =
            cluster.Length > 0
            && cluster[0].Class >= 0
            && Array.TrueForAll(cluster, e => e.Class == cluster[0].Class && e.Port == cluster[0].Port);
        LocalAnywhere = localAnywhere;
    }

    /// <summary>The Service's number.</summary>
    public int Service { get; }

    /// <summary>Index of the port in the Service's ports.</summary>
    public int Port { get; }

    /// <summary>Whether <c>internalTrafficPolicy</c> is Local.</summary>
    public bool InternalLocal { get; }

    /// <summary>Whether <c>externalTrafficPolicy</c> is Local.</summary>
    public bool ExternalLocal { get; }

    /// <summary>Whether <c>loadBalancerSourceRanges</c> restrict the load balancer's callers.</summary>
    public bool HasSourceRanges { get; }

    /// <summary>Whether the load balancer connects to the Pods themselves, past kube-proxy.</summary>
    public bool ArePodsTargets { get; }

    /// <summary>Whether Pods that are targets see the load balancer's address in place of the client's.</summary>
    public bool HidesClient { get; }

    /// <summary>The hop of the usual way, from a Pod by cluster IP to any usable endpoint; written at its first use.</summary>
    public Hop? UsualWay { get; set; }

    /// <summary>Whether any node has an endpoint that may be used.</summary>
    public bool HasAny => _cluster.Length > 0;

    /// <summary>What a load balancer reaches that asks each node for its own endpoints (externalTrafficPolicy Local).</summary>
    public Endpoint[] LocalAnywhere { get; }

    /// <summary>Usable endpoints under policy Cluster, for a client on the node (-1 where it is on none that is known).</summary>
    public Endpoint[] ClusterFor(int node) => node < 0 || _clusterByNode is null ? _cluster : _clusterByNode[node];

    /// <summary>Usable endpoints under policy Local on the node.</summary>
    public Endpoint[] LocalOn(int node) =>
        _localByNode is not null && _localByNode.TryGetValue(node, out var endpoints) ? endpoints : [];

    /// <summary>Whether the endpoints are the usual ones, and all Pods that policies cannot tell apart, at one port.</summary>
    public bool AreOneClass(ReadOnlySpan<Endpoint> endpoints) => _isOneClass && endpoints == _cluster;

    /// <summary>The endpoints as backends that share alike, kept for all traces; empty where they are not the usual ones, or not each another Pod.</summary>
    public ImmutableArray<Backend> BackendsOf(ClusterIndex index, ReadOnlySpan<Endpoint> endpoints)
    {
        if (endpoints != _cluster)
            return [];
        if (_backends.IsDefault)
            _backends = MakeBackends(index);
        return _backends;
    }

    private ImmutableArray<Backend> MakeBackends(ClusterIndex index)
    {
        var pods = new HashSet<int>(_cluster.Length);
        foreach (var endpoint in _cluster)
            if (endpoint.Pod < 0 || !pods.Add(endpoint.Pod))
                return [];
        var share = 1.0 / _cluster.Length;
        return [.. _cluster.Select(e => new Backend(index.PodKeys[e.Pod], share))];
    }

    public static PortEndpoints Compile(ClusterIndex index, ServiceEndpoints endpoints, int service, int port, bool v6)
    {
        var subject = index.Services[service];
        var candidates = Candidates(index, endpoints, subject.Ports[port], v6);
        var cluster = Usable(candidates);
        var local =
            subject.InternalTrafficPolicy == TrafficPolicy.Local
            || subject.ExternalTrafficPolicy == TrafficPolicy.Local;
        // Manifests without any node speak of one place: what has no node there is local to whoever has none either.
        var byNode = local
            ? candidates
                .Where(c => c.Endpoint.Node >= 0 || index.Nodes.IsEmpty)
                .GroupBy(c => c.Endpoint.Node)
                .Select(g => (g.Key, Usable: Usable(g)))
                .Where(g => g.Usable.Length > 0)
                .ToDictionary(g => g.Key, g => g.Usable)
            : null;
        return new(
            subject,
            service,
            port,
            cluster,
            ByTopology(index, candidates, cluster),
            byNode,
            Anywhere(candidates, byNode)
        );
    }

    /// <summary>
    /// First addresses of the slices' port of the same name and protocol. The same endpoint in two slices counts once, and is
    /// local where either slice says so.
    /// </summary>
    private static List<Candidate> Candidates(ClusterIndex index, ServiceEndpoints endpoints, ServicePort port, bool v6)
    {
        var candidates = new List<Candidate>(endpoints.Entries.Length);
        Dictionary<(IpAddress, int), int>? seen = endpoints.HandWritten ? [] : null;
        foreach (var entry in endpoints.Entries)
        {
            if (entry.IsV6 != v6)
                continue;
            foreach (var slicePort in entry.Ports)
            {
                if (slicePort.Name != port.Name || slicePort.Protocol != port.Protocol || slicePort.Port <= 0)
                    continue;
                var key = (entry.Addresses[0], slicePort.Port);
                var candidate = new Candidate(
                    Endpoint.Of(index, entry.Addresses[0], slicePort.Port, entry.Pod, entry.Node),
                    entry
                );
                if (seen is null || seen.TryAdd(key, candidates.Count))
                    candidates.Add(candidate);
                else if (candidates[seen[key]].Endpoint.Node < 0)
                    candidates[seen[key]] = candidate;
            }
        }
        return candidates;
    }

    /// <summary>Ready endpoints; where there is none, those that terminate and still serve.</summary>
    private static Endpoint[] Usable(IEnumerable<Candidate> candidates)
    {
        Endpoint[] ready = [.. candidates.Where(c => c.Entry.Ready).Select(c => c.Endpoint)];
        return ready.Length > 0
            ? ready
            : [.. candidates.Where(c => c.Entry.Serving && c.Entry.Terminating).Select(c => c.Endpoint)];
    }

    /// <summary>A load balancer's health check knows nodes with a ready endpoint; only where there is none do the others count.</summary>
    private static Endpoint[] Anywhere(List<Candidate> candidates, Dictionary<int, Endpoint[]>? byNode)
    {
        if (byNode is null)
            return [];
        Endpoint[] ready =
        [
            .. candidates.Where(c => c.Entry.Ready && byNode.ContainsKey(c.Endpoint.Node)).Select(c => c.Endpoint),
        ];
        return ready.Length > 0 ? ready : [.. byNode.Values.SelectMany(endpoints => endpoints)];
    }

    /// <summary>Endpoints by client node where every ready endpoint carries hints; null where hints play no part.</summary>
    private static Endpoint[][]? ByTopology(ClusterIndex index, List<Candidate> candidates, Endpoint[] cluster)
    {
        var ready = candidates.Where(c => c.Entry.Ready).ToList();
        if (ready.Count == 0)
            return null;
        var nodeHints = ready.TrueForAll(c => !c.Entry.ForNodes.IsEmpty);
        var zoneHints = ready.TrueForAll(c => !c.Entry.ForZones.IsEmpty);
        if (!nodeHints && !zoneHints)
            return null;
        var byZone = new Dictionary<string, Endpoint[]>(StringComparer.Ordinal);
        var byNode = new Endpoint[index.Nodes.Length][];
        for (var i = 0; i < byNode.Length; i++)
        {
            var node = index.Nodes[i];
            Endpoint[] sameNode = nodeHints
                ? [.. ready.Where(c => c.Entry.ForNodes.Contains(node.Name)).Select(c => c.Endpoint)]
                : [];
            if (sameNode.Length > 0)
                byNode[i] = sameNode;
            else if (zoneHints)
                byNode[i] = SameZone(ready, cluster, byZone, node.Zone);
            else
                byNode[i] = cluster;
        }
        return byNode;
    }

    private static Endpoint[] SameZone(
        List<Candidate> ready,
        Endpoint[] cluster,
        Dictionary<string, Endpoint[]> byZone,
        string zone
    )
    {
        if (!byZone.TryGetValue(zone, out var endpoints))
        {
            endpoints = [.. ready.Where(c => c.Entry.ForZones.Contains(zone)).Select(c => c.Endpoint)];
            byZone[zone] = endpoints = endpoints.Length > 0 ? endpoints : cluster;
        }
        return endpoints;
    }

    private readonly record struct Candidate(Endpoint Endpoint, EndpointEntry Entry);
}
