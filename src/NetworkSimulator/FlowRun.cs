using NetworkSimulator.Delivery;
using NetworkSimulator.Dns;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Mesh;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator;

/// <summary>
/// One flow on its way. The order of the stages stands here: Dns, then the entry from outside (LoadBalancers,
/// Ingresses), then KubeProxy, NetworkPolicies at both ends, the Mesh, Delivery. The first stage that ends the flow ends it.
/// </summary>
internal ref partial struct FlowRun<TRecorder>
    where TRecorder : struct, IHopRecorder
{
    private readonly Cluster _cluster;
    private readonly FlowResult? _result;

    /// <summary>The Service port that led to the endpoints; for traces only.</summary>
    private PortEndpoints? _served;
    private TRecorder _recorder;
    private Party _source;
    private int _pod;

    /// <param name="cluster">The cluster.</param>
    /// <param name="recorder">Takes the hops.</param>
    /// <param name="result">Takes what else the trace says; null for the bare verdict.</param>
    public FlowRun(Cluster cluster, TRecorder recorder, FlowResult? result)
    {
        _cluster = cluster;
        _recorder = recorder;
        _result = result;
    }

    public Verdict? Run(Flow flow) =>
        SourceStage.TryFind(_cluster, flow.From, out _source, out _pod, ref _recorder)
            ? Follow(flow.To)
            : Verdict.Unreachable;

    /// <summary>A way of its own before the flow goes on: its hops are the flow's, its backends are not.</summary>
    private readonly FlowRun<TRecorder> Before() =>
        new(_cluster, _recorder, TRecorder.Records ? new() : null) { _source = _source };

    private Verdict? Follow(FlowTarget target) =>
        target switch
        {
            ToService to => ConnectToService(to),
            ToPod to => ConnectToPod(to),
            ToAddress to => Connect(_source, to.Address, to.Port, to.Protocol, 1),
            ToUrl to => Request(to),
            ToName to => LookUp(to),
            _ => Verdict.Unreachable,
        };

    private Verdict? LookUp(ToName to)
    {
        var blocked = AskServer(out var client);
        if (!TRecorder.Records)
            return blocked;
        (_result!.Rcode, _result.Answers) = blocked is null
            ? DnsStage.Resolve(_cluster, client, to.Name, to.Type, ref _recorder)
            : (Rcode.ServFail, []);
        return blocked;
    }

    /// <summary>A lookup is a flow of its own to a nameserver, where the manifests hold it: to the next one where it does not get there.</summary>
    private Verdict? AskServer(out DnsClient client)
    {
        var resolver = _cluster.Dns.Resolvers.Of(_pod);
        Verdict? blocked = null;
        foreach (var server in resolver.Servers)
        {
            client = new(_pod, resolver, server);
            if (server.Address.IsNone)
                return null;
            if (_source.AddressOf(server.Address.IsV6).IsNone && resolver.Servers.Length > 1)
                continue;
            var verdict = Before().Connect(_source, server.Address, 53, Protocol.UDP, 1);
            if (verdict == Verdict.Delivered)
                return null;
            blocked ??= verdict;
        }
        client = new(_pod, resolver, default);
        if (TRecorder.Records)
            _recorder.Add(DnsHops.NoServer(_cluster, _pod, resolver, blocked));
        return blocked ?? Verdict.Refused;
    }

    private Verdict ConnectToService(ToService to)
    {
        if (!_cluster.Services.TryFindByKey(to.Key, out var number, out var clusterIP))
            return Missing("Service", to.Key);
        if (!clusterIP.IsNone)
            return Connect(_source, clusterIP, to.Port, to.Protocol, 1);
        if (TRecorder.Records)
            _recorder.Add(DeliveryHops.NoClusterIP(_cluster.Index.Services[number]));
        return Verdict.Unreachable;
    }

    private Verdict ConnectToPod(ToPod to)
    {
        if (!_cluster.Parties.TryFindPod(to.Key, out var number))
            return Missing("Pod", to.Key);
        return DeliveryStage.TryFindPod(_cluster, _source, number, to.Port, out var endpoint, ref _recorder)
            ? Deliver(_source, new(in endpoint), Translation.None, to.Protocol, 1)
            : Verdict.Unreachable;
    }

    private readonly Verdict Missing(string kind, string key)
    {
        if (TRecorder.Records)
            _recorder.Add(DeliveryHops.Missing(kind, key));
        return Verdict.Unreachable;
    }

    /// <summary>Opens a connection to an address: kube-proxy, then policies and delivery at whatever it leads to.</summary>
    /// <param name="request">The HTTP request that the connection is for; null where it is for none.</param>
    private Verdict Connect(
        in Party source,
        IpAddress address,
        int port,
        Protocol protocol,
        double share,
        ToUrl? request = null
    )
    {
        if (!DeliveryStage.HasFamily(_cluster, source, address, ref _recorder))
            return Verdict.Unreachable;
        var route = KubeProxyStage.Route(_cluster, source, address, port, protocol, ref _recorder);
        if (route.Outcome != RouteOutcome.NotAService)
            return FollowRoute(route, source, protocol, share, request);
        var found = DeliveryStage.Find(_cluster, source, address, port, protocol, out var endpoint, ref _recorder);
        return found ?? Arrive(source, new(in endpoint), Translation.None, protocol, share, request);
    }

    private Verdict FollowRoute(in ServiceRoute route, in Party source, Protocol protocol, double share, ToUrl? request)
    {
        if (TRecorder.Records)
            _served = route.Served;
        return route.Outcome switch
        {
            RouteOutcome.Translated => Arrive(
                source,
                route.Endpoints,
                new(!route.ByLoadBalancer, route.Masquerade, route.EntryNode, route.ByLoadBalancer),
                protocol,
                share,
                request
            ),
            RouteOutcome.Rejected => Verdict.Refused,
            RouteOutcome.Dropped => Verdict.Denied,
            _ => Verdict.Unreachable,
        };
    }

    /// <summary>
    /// Takes the connection to each endpoint it may be spread to; those that policies let through, and whose proxy takes
    /// it, are its backends.
    /// </summary>
    private Verdict Deliver(
        in Party source,
        scoped ReadOnlySpan<Endpoint> endpoints,
        in Translation translation,
        Protocol protocol,
        double share
    ) =>
        TRecorder.Records
            ? Record(source, endpoints, translation, protocol, share)
            : Decide(source, endpoints, translation, protocol);

    private Verdict Decide(
        in Party source,
        scoped ReadOnlySpan<Endpoint> endpoints,
        in Translation translation,
        Protocol protocol
    )
    {
        var isReset = false;
        var denied = -1;
        for (var i = 0; i < endpoints.Length; i++)
        {
            ref readonly var endpoint = ref endpoints[i];
            if (denied >= 0 && AreAlike(source, translation, endpoints[denied], endpoint))
                continue;
            var seen = translation.SourceSeenBy(_cluster, source, endpoint);
            if (!NetworkPolicyStage.Allows(_cluster, source, seen, endpoint, protocol, ref _recorder))
                denied = i;
            else if (MeshStage.Accepts(_cluster, source, endpoint, protocol, ref _recorder))
                return Verdict.Delivered;
            else
                isReset = true;
        }
        return isReset ? Verdict.Refused : Verdict.Denied;
    }

    private readonly bool AreAlike(in Party source, in Translation translation, in Endpoint one, in Endpoint other) =>
        !translation.Masquerade && NetworkPolicyStage.AreAlike(_cluster, source, one, other);

    private readonly bool AreAllAlike(
        in Party source,
        in Translation translation,
        scoped ReadOnlySpan<Endpoint> endpoints
    )
    {
        // A caller of another class is none of them.
        if (
            endpoints.Length > 1
            && _served is { } served
            && served.AreOneClass(endpoints)
            && source.Class != endpoints[0].Class
        )
            return AreAlike(source, translation, endpoints[0], endpoints[1]);
        for (var i = 1; i < endpoints.Length; i++)
            if (!AreAlike(source, translation, endpoints[0], endpoints[i]))
                return false;
        return true;
    }

    /// <summary>Records a connection to endpoints of which all are answered alike: the way to the first speaks for all.</summary>
    private Verdict RecordAlike(
        in Party source,
        scoped ReadOnlySpan<Endpoint> endpoints,
        in Translation translation,
        Protocol protocol,
        double share
    )
    {
        ref readonly var first = ref endpoints[0];
        var seen = translation.SourceSeenBy(_cluster, source, first);
        if (!NetworkPolicyStage.Allows(_cluster, source, seen, first, protocol, ref _recorder))
            return Verdict.Denied;
        _recorder.Add(DeliveryHops.Delivered(_cluster, first, protocol));
        _result!.AddBackends(_cluster.Index, _served, endpoints, share);
        _result.Masquerade = translation.Masks(source, first);
        return Verdict.Delivered;
    }

    private Verdict Record(
        in Party source,
        scoped ReadOnlySpan<Endpoint> endpoints,
        in Translation translation,
        Protocol protocol,
        double share
    )
    {
        if (endpoints.Length > 0 && _cluster.Mesh.IsEmpty && AreAllAlike(source, translation, endpoints))
            return RecordAlike(source, endpoints, translation, protocol, share);
        var (allowed, denied, reset, unmasked) = (0, 0, 0, 0);
        var (silent, passes) = (default(NoHops), false);
        var others = _result!.IsEmpty && _served is { } served ? served.BackendsOf(_cluster.Index, endpoints) : [];
        for (var i = 0; i < endpoints.Length; i++)
        {
            ref readonly var endpoint = ref endpoints[i];
            var seen = translation.SourceSeenBy(_cluster, source, endpoint);
            if (i == 0 || !AreAlike(source, translation, endpoints[i - 1], endpoint))
                passes = NetworkPolicyStage.Allows(_cluster, source, seen, endpoint, protocol, ref silent);
            var accepted = passes && MeshStage.Accepts(_cluster, source, endpoint, protocol, ref silent);
            // One endpoint of each outcome tells the story; ten Pods of one Deployment would only repeat it.
            if (
                accepted ? allowed++ == 0
                : passes ? reset++ == 0
                : denied++ == 0
            )
            {
                NetworkPolicyStage.Allows(_cluster, source, seen, endpoint, protocol, ref _recorder);
                if (passes)
                    MeshStage.Accepts(_cluster, source, endpoint, protocol, ref _recorder);
            }
            if (!accepted)
                continue;
            if (allowed == 1)
                _recorder.Add(DeliveryHops.Delivered(_cluster, endpoint, protocol));
            if (others.IsEmpty)
                _result.AddBackend(_cluster.Index, endpoint, share / endpoints.Length);
            else
                _result.AddOther(others[i].Name, share / endpoints.Length);
            unmasked += translation.Masks(source, endpoint) ? 0 : 1;
        }
        if (allowed > 0)
            _result.Masquerade = unmasked == 0;
        return allowed > 0 ? Verdict.Delivered
            : reset > 0 ? Verdict.Refused
            : Verdict.Denied;
    }
}
