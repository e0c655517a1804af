namespace NetworkSimulator.Timelines;

/// <summary>kube-proxy's rules for the Service, the same on every node.</summary>
internal sealed class ServiceProxy
{
    readonly PodSet _terminating = new();

    public PodSet Ready { get; } = new();

    /// <summary>The cluster IP that the rules know, by number.</summary>
    public int ClusterIP { get; set; }

    /// <summary>Counts changes among the ready endpoints.</summary>
    public int Revision { get; private set; }

    public void SetReady(int pod)
    {
        _terminating.Remove(pod);
        if (Ready.Add(pod))
            Revision++;
    }

    public void SetTerminating(int pod)
    {
        Withdraw(pod);
        _terminating.Add(pod);
    }

    public void SetAbsent(int pod)
    {
        Withdraw(pod);
        _terminating.Remove(pod);
    }

    /// <summary>The Pod for a new connection, or -1; terminating ones only where no other is left (KEP-1669).</summary>
    public int Pick(ref SplitMix64 random)
    {
        var from = Ready.Count > 0 ? Ready : _terminating;
        return from.Count > 0 ? from[random.Below(from.Count)] : -1;
    }

    void Withdraw(int pod)
    {
        if (Ready.Remove(pod))
            Revision++;
    }
}
