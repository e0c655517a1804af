using NetworkSimulator.Dns;
using NetworkSimulator.Flows;
using NetworkSimulator.Ingresses;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.LoadBalancers;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator;

/// <summary>HTTP requests: by name, address or class to a Service or an Ingress controller, and from that to its backends.</summary>
internal ref partial struct FlowRun<TRecorder>
{
    private Verdict Request(ToUrl to)
    {
        if (TRecorder.Records)
            _result!.Asked = to;
        if (to.Via is not null)
            return RequestVia(to);
        if (!to.Url.Address.IsNone)
            return RequestAt(to, to.Url.Address, 1);
        // Every container's /etc/hosts has this name, so no server is asked for it.
        if (to.Url.Host == "localhost")
            return RequestAt(to, IpAddress.FromV4(0x7F00_0001), 1);
        if (AskServer(out var client) is { } blocked)
            return blocked;
        var answer = DnsStage.ResolveAddresses(_cluster, client, _source, to.Url, ref _recorder);
        if (answer.Public is { } entry)
            return RequestByPublicName(to, entry);
        return answer.Addresses.IsEmpty ? Verdict.Unresolved : RequestAtEach(to, answer.Addresses);
    }

    private Verdict RequestVia(ToUrl to)
    {
        switch (to.Via)
        {
            case ViaAddress via:
                return RequestAt(to, via.Address, 1);
            case ViaIngressClass via when _cluster.Ingresses.TryFindByClass(via.Name, to, out var controller):
                return EnterIngress(to, controller);
            default:
                if (TRecorder.Records)
                    _recorder.Add(IngressHops.NoEntry(_cluster, to.Via!));
                return Verdict.Unreachable;
        }
    }

    private Verdict RequestByPublicName(ToUrl to, PublicName entry)
    {
        if (entry.Controller >= 0)
            return EnterIngress(to, entry.Controller);
        return entry.Address.IsNone ? RequestThroughLoadBalancer(to, entry.Service) : RequestAt(to, entry.Address, 1);
    }

    private Verdict RequestAtEach(ToUrl to, scoped ReadOnlySpan<IpAddress> addresses)
    {
        var combined = Verdict.Unreachable;
        var told = 0;
        foreach (var address in addresses)
        {
            var hops = _recorder.Count;
            var verdict = RequestAt(to, address, 1.0 / addresses.Length);
            if (verdict is Verdict.Delivered && !TRecorder.Records)
                return verdict;
            // A headless Service may have hundreds of endpoints: the way to the first speaks for all that end alike.
            if ((told & (1 << (int)verdict)) != 0)
                _recorder.Rewind(hops);
            told |= 1 << (int)verdict;
            combined = verdict;
        }
        return (told & (1 << (int)Verdict.Delivered)) != 0 ? Verdict.Delivered : combined;
    }

    /// <summary>A request to an address: to an Ingress controller's, or to whatever else is there.</summary>
    private Verdict RequestAt(ToUrl to, IpAddress address, double share) =>
        _cluster.Ingresses.TryFindByAddress(address, out var controller)
            ? EnterIngress(to, controller)
            : Connect(_source, address, to.Url.Port, Protocol.TCP, share, to);

    /// <summary>A request that comes in by a Service's load balancer of which only the name is known.</summary>
    private Verdict RequestThroughLoadBalancer(ToUrl to, int number)
    {
        var service = _cluster.Index.Services[number];
        var port = TargetResolver.PortOf(service, new(to.Url.Port, ""));
        if (port >= 0)
            return FollowRoute(
                KubeProxyStage.ThroughLoadBalancer(_cluster, _source, number, port, ref _recorder),
                _source,
                Protocol.TCP,
                1,
                to
            );
        if (TRecorder.Records)
            _recorder.Add(LoadBalancerHops.NotListening(service, to.Url.Port));
        return Verdict.Refused;
    }

    /// <summary>A request that reaches an Ingress controller: by its Pods, where it has any, then by the rules.</summary>
    private Verdict EnterIngress(ToUrl to, int number)
    {
        var controller = _cluster.Ingresses.Controllers[number];
        if (controller.Pods is not { } pods)
        {
            if (!controller.ListensOn(to.Url))
                return NotListening(to, controller);
            // Policies on the way out see an address, or only that it is none of the cluster's.
            var door = Endpoint.Of(controller.Address, to.Url.Port, -1);
            return NetworkPolicyStage.Allows(_cluster, _source, _source, door, Protocol.TCP, ref _recorder)
                ? RouteByIngress(to, number, Party.Unknown, _source)
                : Verdict.Denied;
        }
        if (pods.Service >= 0 && HasPort(pods.Service, to.Url.Port))
            return RequestThroughFront(to, pods.Service);
        var endpoints = to.Url.IsHttps ? pods.Https : pods.Http;
        return endpoints.Length > 0 && controller.ListensOn(to.Url)
            ? Arrive(_source, endpoints, Translation.None, Protocol.TCP, 1, to)
            : NotListening(to, controller);
    }

    private readonly Verdict NotListening(ToUrl to, IngressController controller)
    {
        if (TRecorder.Records)
            _recorder.Add(IngressHops.NotListening(controller.Name, to.Url.Port));
        return Verdict.Refused;
    }

    private readonly bool HasPort(int service, int port) =>
        TargetResolver.PortOf(_cluster.Index.Services[service], new(port, "")) >= 0;

    /// <summary>A request to the Service in front of a controller: at its load balancer's address, where that is known.</summary>
    private Verdict RequestThroughFront(ToUrl to, int number)
    {
        foreach (var item in _cluster.Index.Services[number].LoadBalancer)
            if (!item.Address.IsNone)
                return Connect(_source, item.Address, to.Url.Port, Protocol.TCP, 1, to);
        return RequestThroughLoadBalancer(to, number);
    }

    /// <summary>Routes by the rules of a controller and connects to the backends on its behalf.</summary>
    /// <param name="via">The controller as the backends see it.</param>
    /// <param name="client">The client as the controller sees it.</param>
    private Verdict RouteByIngress(ToUrl to, int controller, in Party via, in Party client)
    {
        var address = client.V4.IsNone ? client.V6 : client.V4;
        var request = new IngressRequest(to, address, _source.IsOutside);
        var route = IngressStage.Route(_cluster, controller, request, ref _recorder);
        if (TRecorder.Records)
            _result!.Take(route);
        var combined = route.Verdict;
        var delivered = false;
        foreach (var backend in route.Backends)
        {
            var verdict = ConnectToBackend(via, backend);
            if (verdict == Verdict.Delivered && !TRecorder.Records)
                return verdict;
            delivered |= verdict == Verdict.Delivered;
            combined = verdict;
        }
        return delivered ? Verdict.Delivered : combined;
    }

    private Verdict ConnectToBackend(in Party via, RouteBackend backend)
    {
        if (backend.Foreign.Length > 0)
        {
            if (TRecorder.Records)
                _result!.AddBackend(backend.Foreign, backend.Share);
            return Verdict.Delivered;
        }
        if (backend.ClusterIP.IsNone && backend.Endpoints.Length == 0)
            return Verdict.Answered;
        var verdict = backend.ClusterIP.IsNone
            ? Deliver(via, backend.Endpoints, backend.Translation, Protocol.TCP, backend.Share)
            : Connect(via, backend.ClusterIP, backend.Port, Protocol.TCP, backend.Share);
        if (verdict is Verdict.Delivered or Verdict.Denied)
            return verdict;
        if (TRecorder.Records)
            _result!.AnswerWith(502);
        return Verdict.Answered;
    }

    /// <summary>Takes the connection to its endpoints; where those are an Ingress controller's Pods a request goes on from there.</summary>
    private Verdict Arrive(
        in Party source,
        scoped ReadOnlySpan<Endpoint> endpoints,
        in Translation translation,
        Protocol protocol,
        double share,
        ToUrl? request
    )
    {
        if (request is null || !_cluster.Ingresses.TryFindByEndpoint(endpoints[0], out var controller))
            return Deliver(source, endpoints, translation, protocol, share);
        // The controller's Pods are a stop on the way, so they must not count as backends of the flow.
        var reached = Before().Deliver(source, endpoints, translation, protocol, 1);
        if (reached != Verdict.Delivered)
            return reached;
        var seen = translation.SourceSeenBy(_cluster, source, endpoints[0]);
        return RouteByIngress(request, controller, _cluster.Parties.OfPod(endpoints[0].Pod), seen);
    }
}
