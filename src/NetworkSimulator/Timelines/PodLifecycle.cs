namespace NetworkSimulator.Timelines;

/// <summary>
/// What kubelet and the EndpointSlice controller do with Pods: start, probe, stop, and tell kube-proxy and CoreDNS, each
/// after its delay.
/// </summary>
internal sealed class PodLifecycle(PodPlan plan, NetworkPlan network, Agenda agenda)
{
    // kubelet leaves a container this long after SIGTERM however much of the grace period the preStop hook took.
    const int LeastGrace = 2 * Ticks.PerSecond;

    readonly int _proxyDelay = Ticks.Of(network.EndpointSliceDelaySeconds);
    readonly int _dnsDelay = Ticks.Of(network.DnsDelaySeconds);
    readonly int _response = Ticks.OfMilliseconds(plan.ResponseMilliseconds);
    readonly List<int> _podsOnNode = [.. new int[plan.Nodes]];
    readonly HashSet<int> _cordoned = [];

    /// <summary>All Pods that ever were, by number.</summary>
    public List<SimulatedPod> All { get; } = [];

    /// <summary>Those that are not being deleted, oldest first.</summary>
    public List<SimulatedPod> Live { get; } = [];

    public SimulatedPod Create(int now, int revision, int startup)
    {
        var node = LeastLoadedNode();
        var running = node < 0 ? Ticks.Never : now + Ticks.Of(plan.ScheduleSeconds);
        var pod = new SimulatedPod
        {
            Number = All.Count,
            Revision = revision,
            Node = node,
            Created = now,
            Running = running,
            Serves = Math.Min(running + startup, Ticks.Never),
        };
        Add(pod);
        agenda.Add(running, ChangeKind.Running, pod.Number);
        return pod;
    }

    /// <summary>A Pod that has been ready since long before the run.</summary>
    public SimulatedPod CreateReady(int revision)
    {
        var pod = new SimulatedPod
        {
            Number = All.Count,
            Revision = revision,
            Node = LeastLoadedNode(),
            Created = -Ticks.Never,
            Running = 0,
            Serves = -Ticks.Never,
            IsReady = true,
            FirstReady = -Ticks.Never,
            ReadySince = -Ticks.Never,
        };
        Add(pod);
        return pod;
    }

    public void Run(SimulatedPod pod, int now)
    {
        if (pod.IsDeleted)
            return;
        if (plan.ReadinessProbe is { } probe)
            agenda.Add(
                Probe(pod, pod.Serves, probe.SuccessThreshold),
                ChangeKind.ProbeReady,
                pod.Number,
                pod.ProbeEpoch
            );
        else
            SetReady(pod, true, now);
    }

    public void SetFailing(SimulatedPod pod, bool failing, int now)
    {
        pod.Failing = failing;
        pod.ProbeEpoch++;
        if (plan.ReadinessProbe is not { } probe)
            return;
        var (kind, threshold) = failing
            ? (ChangeKind.ProbeUnready, probe.FailureThreshold)
            : (ChangeKind.ProbeReady, probe.SuccessThreshold);
        agenda.Add(Probe(pod, Math.Max(now, pod.Serves), threshold), kind, pod.Number, pod.ProbeEpoch);
    }

    public void SetReady(SimulatedPod pod, bool ready, int now)
    {
        if (pod.IsDeleted || pod.IsReady == ready)
            return;
        pod.IsReady = ready;
        if (ready)
        {
            pod.FirstReady = Math.Min(pod.FirstReady, now);
            pod.ReadySince = now;
        }
        agenda.Add(now + _proxyDelay, ready ? ChangeKind.ProxyReady : ChangeKind.ProxyAbsent, pod.Number);
        agenda.Add(now + _dnsDelay, ready ? ChangeKind.DnsReady : ChangeKind.DnsAbsent, pod.Number);
    }

    public void Terminate(SimulatedPod pod, int now, double graceSeconds)
    {
        var grace = Ticks.Of(graceSeconds);
        var preStop = Math.Min(Ticks.Of(plan.PreStopSeconds), grace);
        var sigkill = now + (grace == 0 ? 0 : preStop + Math.Max(LeastGrace, grace - preStop));
        pod.Deleted = now;
        pod.Stop(Math.Min(now + preStop, sigkill), sigkill, plan.OnSigterm, _response);
        Live.Remove(pod);
        if (pod.Node >= 0)
            _podsOnNode[pod.Node]--;
        if (!pod.IsReady)
            return;
        agenda.Add(now + _proxyDelay, ChangeKind.ProxyTerminating, pod.Number);
        agenda.Add(pod.Exited + _proxyDelay, ChangeKind.ProxyAbsent, pod.Number);
        agenda.Add(now + _dnsDelay, ChangeKind.DnsAbsent, pod.Number);
    }

    public void Drain(int node, int now)
    {
        _cordoned.Add(node);
        foreach (var pod in Live.Where(p => p.Node == node).ToList())
            Terminate(pod, now, plan.TerminationGracePeriodSeconds);
    }

    void Add(SimulatedPod pod)
    {
        All.Add(pod);
        Live.Add(pod);
        if (pod.Node >= 0)
            _podsOnNode[pod.Node]++;
    }

    int LeastLoadedNode()
    {
        var best = -1;
        for (var node = 0; node < _podsOnNode.Count; node++)
            if (!_cordoned.Contains(node) && (best < 0 || _podsOnNode[node] < _podsOnNode[best]))
                best = node;
        return best;
    }

    /// <summary>When the probe has had the same result so many times in a row, the first at <paramref name="from"/> or later.</summary>
    int Probe(SimulatedPod pod, int from, int times)
    {
        var probe = plan.ReadinessProbe!;
        if (from >= Ticks.Never)
            return Ticks.Never;
        var period = Math.Max(1, Ticks.Of(probe.PeriodSeconds));
        var first = pod.Running + Ticks.Of(probe.InitialDelaySeconds);
        var late = Math.Max(0, from - first);
        return first + ((late + period - 1) / period + times - 1) * period;
    }
}
