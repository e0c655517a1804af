namespace NetworkSimulator.Timelines;

/// <summary>One run of a plan.</summary>
internal sealed class Simulation
{
    readonly TimelinePlan _plan;
    readonly int _end;
    readonly Agenda _agenda = new();
    readonly PodLifecycle _pods;
    readonly DeploymentController _deployment;
    readonly ServiceProxy _proxy = new();
    readonly ClusterDns _dns;
    readonly Surroundings _around;
    readonly SimulatedClient[] _clients;
    int _clusterIPs;
    bool _policiesCame;
    bool _reconcile;

    public Simulation(TimelinePlan plan)
    {
        (_plan, _end) = (plan, Ticks.Of(plan.DurationSeconds));
        _pods = new(plan.Pods, plan.Network, _agenda);
        _deployment = new(plan.Pods, _pods, _agenda);
        _dns = new(Ticks.Of(plan.Network.DnsTtlSeconds));
        _around = new()
        {
            Random = new(plan.Seed),
            Pods = _pods.All,
            Proxy = _proxy,
            Dns = _dns,
            Tally = new(plan),
            Response = Ticks.OfMilliseconds(plan.Pods.ResponseMilliseconds),
        };
        _clients = [.. plan.Clients.Select((c, i) => new SimulatedClient(c, i, _around))];
        _deployment.Start();
        for (var i = 0; i < plan.Events.Length; i++)
            _agenda.Add(Ticks.Of(plan.Events[i].At), ChangeKind.Planned, i);
    }

    public TimelineResult Run(CancellationToken cancellationToken)
    {
        var now = 0;
        for (; now < _end || IsAnythingUnderWay(); now++)
        {
            if (now % Ticks.PerSecond == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Change(now);
            Complete(now);
            foreach (var client in _clients)
                client.Attend(now);
            if (now >= _end)
                continue;
            foreach (var client in _clients)
                client.Send(now);
        }
        return _around.Tally.Result(_pods.All, Math.Max(now, _end));
    }

    bool IsAnythingUnderWay() => _around.InFlight.Count > 0 || Array.Exists(_clients, c => c.HasWaiting);

    void Complete(int now)
    {
        while (_around.InFlight.TryPeek(out var request) && request.Due <= now)
        {
            _around.InFlight.Dequeue();
            request.Client.Complete(request, now);
        }
    }

    void Change(int now)
    {
        while (_agenda.TryTake(now, out var change))
            Apply(change, now);
        if (_reconcile)
            _deployment.Reconcile(now);
        _reconcile = false;
        // The endpoints that count are those of the run's last moment, not of the wait for the last responses.
        if (_proxy.Revision != _around.Tally.Endpoints.Revision && now <= _end)
            _around.Tally.Endpoints = (_proxy.Revision, now, _proxy.Ready.ToArray());
    }

    void Apply(Change change, int now)
    {
        switch (change.Kind)
        {
            case ChangeKind.Planned:
                Happen(_plan.Events[change.Subject], now);
                _reconcile = true;
                break;
            case ChangeKind.Available:
                _reconcile = true;
                break;
            case ChangeKind.ProxyReady:
                _proxy.SetReady(change.Subject);
                _pods.All[change.Subject].Removed = Ticks.Never;
                break;
            case ChangeKind.ProxyTerminating:
                _proxy.SetTerminating(change.Subject);
                _pods.All[change.Subject].Removed = now;
                break;
            case ChangeKind.ProxyAbsent:
                _proxy.SetAbsent(change.Subject);
                _pods.All[change.Subject].Removed = Math.Min(_pods.All[change.Subject].Removed, now);
                break;
            case ChangeKind.DnsReady:
                _dns.SetReady(change.Subject);
                break;
            case ChangeKind.DnsAbsent:
                _dns.SetAbsent(change.Subject);
                break;
            case ChangeKind.ProxyClusterIP:
                _proxy.ClusterIP = change.Argument;
                break;
            case ChangeKind.DnsClusterIP:
                _dns.SetClusterIP(change.Argument);
                break;
            default:
                ApplyToPod(change, _pods.All[change.Subject], now);
                break;
        }
    }

    void ApplyToPod(Change change, SimulatedPod pod, int now)
    {
        if (change.Kind == ChangeKind.Running)
            _pods.Run(pod, now);
        else if (change.Argument == pod.ProbeEpoch)
            _pods.SetReady(pod, change.Kind == ChangeKind.ProbeReady, now);
        if (pod.IsReady)
            _deployment.NoteReady(pod);
        _reconcile = true;
    }

    void Happen(TimelineEvent happening, int now)
    {
        switch (happening)
        {
            case Rollout rollout:
                _deployment.RollOut(rollout);
                break;
            case Scale scale:
                _deployment.Replicas = scale.Replicas;
                break;
            case NodeDrained drained:
                _pods.Drain(drained.Node - 1, now);
                break;
            case ServiceRecreated:
                _clusterIPs++;
                _agenda.Add(
                    now + Ticks.Of(_plan.Network.EndpointSliceDelaySeconds),
                    ChangeKind.ProxyClusterIP,
                    argument: _clusterIPs
                );
                _agenda.Add(
                    now + Ticks.Of(_plan.Network.DnsDelaySeconds),
                    ChangeKind.DnsClusterIP,
                    argument: _clusterIPs
                );
                break;
            case NetworkPolicyApplied policy:
                ApplyPolicy(policy);
                break;
            case PodEvent some:
                HappenToPods(some, now);
                break;
        }
    }

    void ApplyPolicy(NetworkPolicyApplied policy)
    {
        var judgesOpen = _plan.Network.Cni == Cni.Cilium || (_plan.Network.Cni == Cni.AwsVpcCni && !_policiesCame);
        _policiesCame = true;
        var deny = policy.Deny.ToHashSet();
        foreach (var client in _clients)
        {
            var denied = deny.Contains(client.Name);
            // What an earlier policy has silenced stays so while it is denied.
            client.IsSilenced = denied && (judgesOpen || client.IsSilenced);
            client.IsDenied = denied;
        }
    }

    void HappenToPods(PodEvent happening, int now)
    {
        foreach (var pod in _pods.Live.Where(CanHappen).Take(happening.Count).ToList())
            switch (happening)
            {
                case PodRescheduled:
                    _pods.Terminate(pod, now, 0);
                    break;
                case PodTerminated terminated:
                    _pods.Terminate(
                        pod,
                        now,
                        terminated.GracePeriodSeconds ?? _plan.Pods.TerminationGracePeriodSeconds
                    );
                    break;
                default:
                    _pods.SetFailing(pod, happening is PodUnready, now);
                    break;
            }

        bool CanHappen(SimulatedPod pod) =>
            happening switch
            {
                PodUnready => pod.IsReady && !pod.Failing,
                PodReady => pod.Failing,
                _ => true,
            };
    }
}
