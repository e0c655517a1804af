namespace NetworkSimulator.Timelines;

/// <summary>A request on its connection.</summary>
internal readonly record struct InFlight(
    SimulatedClient Client,
    ConnectionPool? Pool,
    Connection Connection,
    int Sent,
    int Started,
    int Due,
    bool Fails
);

/// <summary>All processes of one client of the plan.</summary>
internal sealed class SimulatedClient
{
    // Linux gives up a connection attempt after six repeated SYNs.
    const int SystemConnectTimeout = 127 * Ticks.PerSecond;

    readonly ClientPlan _plan;
    readonly Surroundings _around;
    readonly ConnectionPool[] _pools;
    readonly List<ConnectionPool> _watched = [];
    readonly int _lifetime;
    readonly int _idleTimeout;
    readonly int _connectTimeout;
    readonly int _requestTimeout;
    readonly int _dnsCache;
    readonly int _maxConnections;
    int _sent;

    public SimulatedClient(ClientPlan plan, int number, Surroundings around)
    {
        (_plan, Number, _around) = (plan, number, around);
        _pools = [.. Enumerable.Range(0, plan.Replicas).Select(_ => new ConnectionPool())];
        _lifetime = plan.PooledConnectionLifetimeSeconds is { } lifetime ? Ticks.Of(lifetime) : Ticks.Never;
        _idleTimeout = Ticks.Of(plan.PooledConnectionIdleTimeoutSeconds);
        _connectTimeout = plan.ConnectTimeoutSeconds is { } connect
            ? Math.Min(Ticks.Of(connect), SystemConnectTimeout)
            : SystemConnectTimeout;
        _requestTimeout = Ticks.Of(plan.RequestTimeoutSeconds);
        _dnsCache = plan.Kind == ClientKind.DnsCache ? Ticks.Of(plan.DnsCacheSeconds ?? 30) : 0;
        _maxConnections = plan.MaxConnectionsPerServer ?? int.MaxValue;
    }

    public int Number { get; }

    public string Name => _plan.Name;

    /// <summary>A policy drops its new connections.</summary>
    public bool IsDenied { get; set; }

    /// <summary>The policy drops its open connections too.</summary>
    public bool IsSilenced { get; set; }

    public bool HasWaiting => _watched.Exists(p => p.HasWaiting);

    /// <summary>Sends what is due in this tick.</summary>
    public void Send(int now)
    {
        var due = (int)Math.Ceiling((now + 1) * _plan.RequestsPerSecond / Ticks.PerSecond - 1e-9);
        for (; _sent < due; _sent++)
        {
            _around.Tally.Sent(this, now);
            if (_plan.Kind == ClientKind.ResolveEachTime)
                SendOnce(now);
            else
                Send(_pools[_sent % _pools.Length], now);
        }
    }

    void SendOnce(int now)
    {
        var (pod, reason, silent) = Dial(_pools[_sent % _pools.Length], now);
        if (pod is not null)
            Start(null, new(pod, now, now), now, now);
        else
            Fail(now, silent ? now + Math.Min(_connectTimeout, _requestTimeout) : now, reason);
    }

    void Send(ConnectionPool pool, int now)
    {
        if (pool.TryTake(now, _lifetime, _idleTimeout, out var connection))
        {
            Start(pool, connection, now, now);
            return;
        }
        if (pool.Slots >= _maxConnections)
        {
            pool.Wait(now);
            Watch(pool);
            return;
        }
        var (pod, reason, silent) = Dial(pool, now);
        if (pod is not null)
        {
            pool.Opened();
            Start(pool, new(pod, now, now), now, now);
        }
        else if (silent)
        {
            pool.WaitForSilence(now, new(now + _connectTimeout, reason));
            Watch(pool);
        }
        else
            Fail(now, now, reason);
    }

    void Start(ConnectionPool? pool, Connection connection, int sent, int now)
    {
        if (sent < now)
            _around.Tally.Waited(this, now - sent);
        if (IsSilenced)
            Silence(pool, sent, now);
        else
            _around.InFlight.Enqueue(
                new(this, pool, connection, sent, now, now + _around.Response, connection.Pod.Failing)
            );
    }

    /// <summary>The response is due.</summary>
    public void Complete(in InFlight request, int now)
    {
        var (pod, pool) = (request.Connection.Pod, request.Pool);
        if (IsSilenced)
        {
            Silence(pool, request.Sent, now);
            return;
        }
        if (pod.Exited < now)
        {
            pool?.Lost();
            Fail(request.Sent, now, FailureReason.Exited);
            return;
        }
        if (request.Fails)
            Fail(request.Sent, request.Sent, FailureReason.Failing);
        else
            _around.Tally.Succeeded(this, pod, request.Sent, request.Started, now);
        if (pool is null)
            return;
        if (!ConnectionPool.IsUsable(request.Connection, now, _lifetime))
            pool.Lost();
        else if (pool.HasWaiting)
            Start(pool, request.Connection, pool.TakeWaiting(now), now);
        else
            pool.Return(request.Connection with { Returned = now });
    }

    void Silence(ConnectionPool? pool, int sent, int now)
    {
        var givenUp = Math.Max(now, sent + _requestTimeout);
        Fail(sent, givenUp, FailureReason.DeniedOpen);
        if (pool is null)
            return;
        pool.WentSilent(givenUp);
        Watch(pool);
    }

    /// <summary>Ends attempts and requests that have taken too long, and makes the attempts that then find room.</summary>
    public void Attend(int now)
    {
        for (var i = _watched.Count - 1; i >= 0; i--)
        {
            var pool = _watched[i];
            while (pool.TryGiveUp(now, _requestTimeout, out var sent, out var reason))
                Fail(sent, now, reason);
            while (pool.HasUnserved && pool.Slots < _maxConnections)
                DialForWaiting(pool, now);
            if (pool.NeedsWatch)
                continue;
            pool.Watched = false;
            _watched.RemoveAt(i);
        }
    }

    void DialForWaiting(ConnectionPool pool, int now)
    {
        var (pod, reason, silent) = Dial(pool, now);
        if (silent)
        {
            pool.DialFor(new(now + _connectTimeout, reason));
            return;
        }
        var sent = pool.TakeWaiting(now);
        if (pod is null)
        {
            Fail(sent, now, reason);
            return;
        }
        pool.Opened();
        Start(pool, new(pod, now, now), sent, now);
    }

    void Watch(ConnectionPool pool)
    {
        if (pool.Watched)
            return;
        pool.Watched = true;
        _watched.Add(pool);
    }

    void Fail(int sent, int noticed, FailureReason reason)
    {
        _around.Tally.Waited(this, noticed - sent);
        _around.Tally.Failed(this, sent, reason);
    }

    /// <summary>Opens a connection: a Pod, or why there is none and whether the caller hears of it at once.</summary>
    (SimulatedPod? Pod, FailureReason Reason, bool Silent) Dial(ConnectionPool pool, int now)
    {
        var answer = LookUp(pool, now);
        (SimulatedPod? Pod, FailureReason, bool) result =
            _plan.Target == ClientTarget.Headless ? DialPods(answer.Pods, now) : DialClusterIP(answer.ClusterIP, now);
        if (result.Pod is not null)
            _around.Tally.Connected(this);
        return result;
    }

    DnsAnswer LookUp(ConnectionPool pool, int now)
    {
        if (pool.Answer is { } kept && now < pool.AnswerUntil)
            return kept;
        _around.Tally.LookedUp(this);
        pool.AnswerUntil = now + _dnsCache;
        return pool.Answer = _around.Dns.Ask(now);
    }

    (SimulatedPod?, FailureReason, bool) DialClusterIP(int clusterIP, int now)
    {
        if (clusterIP != _around.Proxy.ClusterIP)
            return (null, FailureReason.ClusterIPKept, true);
        var number = _around.Proxy.Pick(ref _around.Random);
        if (number < 0)
            return (null, FailureReason.NoEndpoint, false);
        return Reach(_around.Pods[number], now, FailureReason.PodGone);
    }

    /// <summary>Tries the addresses in turn from a random one, as .NET does; a silent one uses up the whole time.</summary>
    (SimulatedPod?, FailureReason, bool) DialPods(int[] pods, int now)
    {
        if (pods.Length == 0)
            return (null, FailureReason.NoAddress, false);
        var first = _around.Random.Below(pods.Length);
        (SimulatedPod? Pod, FailureReason, bool Silent) result = default;
        for (var i = 0; i < pods.Length; i++)
        {
            result = Reach(_around.Pods[pods[(first + i) % pods.Length]], now, FailureReason.PodAddressKept);
            if (result.Pod is not null || result.Silent)
                break;
        }
        return result;
    }

    (SimulatedPod?, FailureReason, bool) Reach(SimulatedPod pod, int now, FailureReason gone)
    {
        if (IsDenied)
            return (null, FailureReason.DeniedNew, true);
        if (pod.Accepts(now))
            return (pod, default, false);
        if (!pod.HasAddress(now))
            return (null, gone, true);
        return (null, now < pod.Serves ? FailureReason.Starting : FailureReason.ListenerClosed, false);
    }
}
