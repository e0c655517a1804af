namespace NetworkSimulator.Timelines;

/// <param name="ClusterIP">The Service's address, by number.</param>
/// <param name="Pods">Whose addresses the headless name has.</param>
internal sealed record DnsAnswer(int ClusterIP, int[] Pods);

/// <summary>CoreDNS: records that follow the cluster, behind a cache that repeats an answer until its TTL has run out.</summary>
internal sealed class ClusterDns(int ttl)
{
    readonly PodSet _ready = new();
    DnsAnswer? _records;
    DnsAnswer? _cached;
    int _cachedUntil;
    int _clusterIP;

    public void SetReady(int pod)
    {
        if (_ready.Add(pod))
            _records = null;
    }

    public void SetAbsent(int pod)
    {
        if (_ready.Remove(pod))
            _records = null;
    }

    public void SetClusterIP(int clusterIP)
    {
        _clusterIP = clusterIP;
        _records = null;
    }

    public DnsAnswer Ask(int now)
    {
        if (_cached is not null && now < _cachedUntil)
            return _cached;
        _records ??= new(_clusterIP, _ready.ToArray());
        (_cached, _cachedUntil) = (_records, now + ttl);
        return _cached;
    }
}
