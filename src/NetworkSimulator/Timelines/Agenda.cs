namespace NetworkSimulator.Timelines;

/// <summary>What is going to happen, soonest first; changes of the same tick keep the order in which they were noted.</summary>
internal sealed class Agenda
{
    readonly PriorityQueue<Change, (int At, int Order)> _changes = new();
    int _order;

    public void Add(int at, ChangeKind kind, int subject = 0, int argument = 0)
    {
        if (at < Ticks.Never)
            _changes.Enqueue(new(kind, subject, argument), (at, _order++));
    }

    public bool TryTake(int now, out Change change)
    {
        if (_changes.TryPeek(out change, out var due) && due.At <= now)
        {
            _changes.Dequeue();
            return true;
        }
        return false;
    }
}

/// <param name="Subject">The number of the Pod, or of the plan's event.</param>
internal readonly record struct Change(ChangeKind Kind, int Subject, int Argument);

internal enum ChangeKind
{
    /// <summary>An event of the plan.</summary>
    Planned,

    /// <summary>A Pod's containers run.</summary>
    Running,

    /// <summary>A Pod's probe has succeeded or failed often enough; the argument is the Pod's probe epoch.</summary>
    ProbeReady,
    ProbeUnready,

    /// <summary>A ready Pod has been so for minReadySeconds.</summary>
    Available,

    /// <summary>kube-proxy on the nodes learns of a Pod.</summary>
    ProxyReady,
    ProxyTerminating,
    ProxyAbsent,

    /// <summary>CoreDNS learns of a Pod.</summary>
    DnsReady,
    DnsAbsent,

    /// <summary>kube-proxy and CoreDNS learn of a Service's new cluster IP; the argument is its number.</summary>
    ProxyClusterIP,
    DnsClusterIP,
}
