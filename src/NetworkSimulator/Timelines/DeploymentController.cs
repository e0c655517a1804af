namespace NetworkSimulator.Timelines;

/// <summary>
/// The Deployment controller's <c>RollingUpdate</c> and the ReplicaSet controller beneath it, with the arithmetic of
/// <c>pkg/controller/deployment/rolling.go</c>.
/// </summary>
internal sealed class DeploymentController(PodPlan plan, PodLifecycle pods, Agenda agenda)
{
    readonly List<ReplicaSet> _replicaSets = [];
    IntOrPercent _maxSurge = IntOrPercent.Percent(25);
    IntOrPercent _maxUnavailable = IntOrPercent.Percent(25);
    int _minReady;

    sealed class ReplicaSet
    {
        public required int Startup { get; init; }
        public int Wanted { get; set; }
        public int Existing { get; set; }
        public int Available { get; set; }
    }

    /// <summary>Pods wanted in all.</summary>
    public int Replicas { get; set; } = plan.Replicas;

    public void Start()
    {
        _replicaSets.Add(new() { Startup = Ticks.Of(plan.StartupSeconds), Wanted = Replicas });
        for (var i = 0; i < Replicas; i++)
        {
            var pod = pods.CreateReady(1);
            agenda.Add(0, ChangeKind.ProxyReady, pod.Number);
            agenda.Add(0, ChangeKind.DnsReady, pod.Number);
        }
    }

    public void RollOut(Rollout rollout)
    {
        (_maxSurge, _maxUnavailable) = (rollout.MaxSurge, rollout.MaxUnavailable);
        _minReady = Ticks.Of(rollout.MinReadySeconds);
        _replicaSets.Add(new() { Startup = Ticks.Of(rollout.StartupSeconds ?? plan.StartupSeconds) });
    }

    public void NoteReady(SimulatedPod pod)
    {
        if (_minReady > 0)
            agenda.Add(pod.ReadySince + _minReady, ChangeKind.Available, pod.Number);
    }

    /// <summary>Runs both controllers until neither has anything left to do now.</summary>
    public void Reconcile(int now)
    {
        do ReconcilePods(now);
        while (ReconcileReplicaSets());
    }

    void ReconcilePods(int now)
    {
        Count(now);
        for (var i = 0; i < _replicaSets.Count; i++)
        {
            var set = _replicaSets[i];
            for (; set.Existing < set.Wanted; set.Existing++)
                pods.Create(now, i + 1, set.Startup);
            if (set.Existing > set.Wanted)
                foreach (var pod in Surplus(i + 1, set.Existing - set.Wanted))
                    pods.Terminate(pod, now, plan.TerminationGracePeriodSeconds);
        }
        Count(now);
    }

    void Count(int now)
    {
        foreach (var set in _replicaSets)
            (set.Existing, set.Available) = (0, 0);
        foreach (var pod in pods.Live)
        {
            var set = _replicaSets[pod.Revision - 1];
            set.Existing++;
            if (pod.IsReady && now - pod.ReadySince >= _minReady)
                set.Available++;
        }
    }

    /// <summary>A ReplicaSet gives up Pods that are not ready first, then those ready for the shortest time.</summary>
    List<SimulatedPod> Surplus(int revision, int count) =>
        [
            .. pods
                .Live.Where(p => p.Revision == revision)
                .OrderBy(p => p.IsReady)
                .ThenByDescending(p => p.ReadySince)
                .ThenByDescending(p => p.Number)
                .Take(count),
        ];

    bool ReconcileReplicaSets()
    {
        var newest = _replicaSets[^1];
        var total = _replicaSets.Sum(s => s.Wanted);
        var (surge, unavailable) = Fenceposts();
        if (newest.Wanted > Replicas)
        {
            newest.Wanted = Replicas;
            return true;
        }
        if (newest.Wanted < Replicas && total < Replicas + surge)
        {
            newest.Wanted += Math.Min(Replicas + surge - total, Replicas - newest.Wanted);
            return true;
        }
        return ScaleDownOld(newest, total, Replicas - unavailable);
    }

    (int Surge, int Unavailable) Fenceposts()
    {
        var surge = _maxSurge.Of(Replicas, roundUp: true);
        var unavailable = _maxUnavailable.Of(Replicas, roundUp: false);
        // Both can round to 0, and then nothing could ever move.
        return (surge, Math.Min(Replicas, surge == 0 && unavailable == 0 ? 1 : unavailable));
    }

    bool ScaleDownOld(ReplicaSet newest, int total, int minAvailable)
    {
        var old = _replicaSets.Take(_replicaSets.Count - 1).Where(s => s.Wanted > 0).ToList();
        var most = total - minAvailable - (newest.Wanted - newest.Available);
        if (old.Count == 0 || most <= 0)
            return false;
        var available = _replicaSets.Sum(s => s.Available);
        var before = total;
        // Broken Pods go first: they cost no availability, and could block the rollout.
        foreach (var set in old)
        {
            var broken = Math.Min(most - (before - total), set.Wanted - Math.Min(set.Wanted, set.Available));
            set.Wanted -= broken;
            total -= broken;
        }
        var spare = available - minAvailable;
        foreach (var set in old)
        {
            var down = Math.Clamp(spare, 0, set.Wanted);
            set.Wanted -= down;
            total -= down;
            spare -= down;
        }
        return total < before;
    }
}
