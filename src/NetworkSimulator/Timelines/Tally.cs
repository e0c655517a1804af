using System.Collections.Immutable;

namespace NetworkSimulator.Timelines;

/// <summary>Counts what becomes of requests. Besides a row for each second, its size depends on Pods and clients alone.</summary>
internal sealed class Tally
{
    const int MostBuckets = 60;

    static readonly int Causes = Enum.GetValues<FailureCause>().Length;

    readonly TimelinePlan _plan;
    readonly int[] _sent;
    readonly int[] _succeeded;
    readonly int[] _afterRemoval;
    readonly int[][] _failed;
    readonly ClientTally[] _clients;
    readonly int _end;
    readonly int _bucket;
    readonly List<int> _servedInBucket = [];
    readonly List<(int FromSecond, (int Pod, int Requests)[] Served)> _buckets = [];
    int _bucketStart;

    public Tally(TimelinePlan plan)
    {
        _plan = plan;
        _end = Ticks.Of(plan.DurationSeconds);
        var seconds = (_end + Ticks.PerSecond - 1) / Ticks.PerSecond;
        (_sent, _succeeded, _afterRemoval) = (new int[seconds], new int[seconds], new int[seconds]);
        _failed = [.. Enumerable.Range(0, Causes).Select(_ => new int[seconds])];
        _clients = [.. plan.Clients.Select(_ => new ClientTally())];
        _bucket = (seconds + MostBuckets - 1) / MostBuckets;
    }

    sealed class ClientTally
    {
        public int Sent;
        public int Succeeded;
        public readonly int[] Failed = new int[Causes];
        public int Lookups;
        public int Connections;
        public int LongestWait;
        public int ServedAfterRemoval;

        // By Pod, with the endpoints' revision at which the count began.
        public readonly List<(int Revision, int Count)> Recent = [];
    }

    /// <summary>Requests that failed, by <see cref="FailureReason"/>.</summary>
    public int[] Reasons { get; } = new int[FailureReasons.Count];

    public (int At, FailureCause Cause, int Client)? First { get; private set; }

    public (int At, FailureCause Cause, int Client)? Last { get; private set; }

    /// <summary>The endpoints' revision, since when, and who they are.</summary>
    public (int Revision, int Since, int[] Pods) Endpoints { get; set; } = (0, 0, []);

    public void Sent(SimulatedClient client, int now)
    {
        _sent[now / Ticks.PerSecond]++;
        _clients[client.Number].Sent++;
    }

    public void Succeeded(SimulatedClient client, SimulatedPod pod, int sent, int started, int now)
    {
        _succeeded[sent / Ticks.PerSecond]++;
        var tally = _clients[client.Number];
        tally.Succeeded++;
        if (pod.Removed <= started)
        {
            tally.ServedAfterRemoval++;
            _afterRemoval[sent / Ticks.PerSecond]++;
        }
        pod.Served++;
        CloseBuckets(now);
        Add(_servedInBucket, pod.Number);
        if (now <= _end)
            AddRecent(tally.Recent, pod.Number);
    }

    public void Failed(SimulatedClient client, int sent, FailureReason reason)
    {
        var cause = reason.Cause();
        _failed[(int)cause][sent / Ticks.PerSecond]++;
        _clients[client.Number].Failed[(int)cause]++;
        Reasons[(int)reason]++;
        if (First is not { } first || sent < first.At)
            First = (sent, cause, client.Number);
        if (Last is not { } last || sent >= last.At)
            Last = (sent, cause, client.Number);
    }

    public void Waited(SimulatedClient client, int ticks)
    {
        var tally = _clients[client.Number];
        tally.LongestWait = Math.Max(tally.LongestWait, ticks);
    }

    public void LookedUp(SimulatedClient client) => _clients[client.Number].Lookups++;

    public void Connected(SimulatedClient client) => _clients[client.Number].Connections++;

    public TimelineResult Result(List<SimulatedPod> pods, int lastTick)
    {
        CloseBuckets(lastTick);
        CloseBucket();
        var clients = _plan.Clients.Select((plan, i) => Result(plan.Name, _clients[i])).ToImmutableArray();
        var failed = FailuresOf(c => _clients.Sum(t => t.Failed[c]));
        var result = new TimelineResult
        {
            Why = "",
            Totals = new(_sent.Sum(), _succeeded.Sum(), failed),
            FirstFailure = Moment(First),
            LastFailure = Moment(Last),
            Imbalance = ImbalanceOf(pod => _clients.Sum(c => Recent(c, pod))),
            ServedAfterRemoval = _clients.Sum(c => c.ServedAfterRemoval),
            Clients = clients,
            Shares = [.. _buckets.Select((b, i) => Shares(b, i))],
            Pods = [.. pods.Select(p => Life(p, lastTick))],
            Events = [.. _plan.Events.OrderBy(e => e.At).Select(e => new EventMoment(e.At, e.What))],
            Seconds =
            [
                .. _sent.Select(
                    (n, s) => new SecondOutcome(s, n, _succeeded[s], FailuresOf(c => _failed[c][s]), _afterRemoval[s])
                ),
            ],
        };
        return result with { Why = Explanation.Of(_plan, result, Reasons) };
    }

    ClientOutcome Result(string name, ClientTally tally) =>
        new(
            name,
            tally.Sent,
            tally.Succeeded,
            FailuresOf(c => tally.Failed[c]),
            tally.Lookups,
            tally.Connections,
            Ticks.Seconds(tally.LongestWait),
            tally.ServedAfterRemoval,
            ImbalanceOf(pod => Recent(tally, pod))
        );

    static Failures FailuresOf(Func<int, int> of)
    {
        var failures = new Failures(of(0), of(1), of(2), of(3), of(4), of(5));
        return failures == Failures.None ? Failures.None : failures;
    }

    FailureMoment? Moment((int At, FailureCause Cause, int Client)? moment) =>
        moment is { } m ? new(Ticks.Seconds(m.At), m.Cause, _plan.Clients[m.Client].Name) : null;

    Imbalance? ImbalanceOf(Func<int, int> served)
    {
        var (_, since, pods) = Endpoints;
        var counts = pods.Select(served).ToList();
        var total = counts.Sum();
        return total == 0
            ? null
            : new(
                Math.Round(counts.Max() * (double)pods.Length / total, 3),
                counts.Count(c => c == 0),
                pods.Length,
                Ticks.Seconds(since),
                total
            );
    }

    int Recent(ClientTally tally, int pod) =>
        pod < tally.Recent.Count && tally.Recent[pod].Revision == Endpoints.Revision ? tally.Recent[pod].Count : 0;

    void AddRecent(List<(int Revision, int Count)> recent, int pod)
    {
        while (recent.Count <= pod)
            recent.Add((-1, 0));
        recent[pod] =
            recent[pod].Revision == Endpoints.Revision
                ? (Endpoints.Revision, recent[pod].Count + 1)
                : (Endpoints.Revision, 1);
    }

    static void Add(List<int> counts, int pod)
    {
        while (counts.Count <= pod)
            counts.Add(0);
        counts[pod]++;
    }

    // Responses that come after the last second belong to the last bucket.
    void CloseBuckets(int now)
    {
        while (_bucketStart + _bucket <= Math.Min(now / Ticks.PerSecond, _sent.Length - 1))
            CloseBucket();
    }

    void CloseBucket()
    {
        _buckets.Add((_bucketStart, [.. _servedInBucket.Select((n, pod) => (pod, n)).Where(s => s.n > 0)]));
        _servedInBucket.Clear();
        _bucketStart += _bucket;
    }

    ShareBucket Shares((int FromSecond, (int Pod, int Requests)[] Served) bucket, int index)
    {
        var total = (double)bucket.Served.Sum(s => s.Requests);
        var to = index + 1 < _buckets.Count ? _buckets[index + 1].FromSecond : _sent.Length;
        return new(
            bucket.FromSecond,
            to,
            [.. bucket.Served.Select(s => new PodShare(NameOf(s.Pod), s.Requests, Math.Round(s.Requests / total, 6)))]
        );
    }

    PodLife Life(SimulatedPod pod, int lastTick)
    {
        double? Seen(int tick) => tick >= 0 && tick <= lastTick ? Ticks.Seconds(tick) : null;
        return new(
            NameOf(pod.Number),
            pod.Revision,
            pod.Node < 0 ? null : pod.Node + 1,
            Seen(pod.Created),
            pod.Serves < pod.Exited ? Seen(pod.Serves) : null,
            Seen(pod.FirstReady),
            Seen(pod.Deleted),
            Seen(pod.Removed),
            Seen(pod.Exited),
            pod.Served
        );
    }

    string NameOf(int pod) => $"{_plan.Pods.Name}-{pod + 1}";
}
