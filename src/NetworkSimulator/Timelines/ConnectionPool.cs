namespace NetworkSimulator.Timelines;

/// <summary>An open connection.</summary>
internal readonly record struct Connection(SimulatedPod Pod, int Opened, int Returned);

/// <summary>A connection attempt that nobody answers.</summary>
internal readonly record struct SilentDial(int Until, FailureReason Reason);

/// <summary>
/// One process' pool, as <c>SocketsHttpHandler</c> keeps it for HTTP/1.1: the connection returned last is used first, and
/// requests that find none wait in a queue while an attempt is made for each.
/// </summary>
internal sealed class ConnectionPool
{
    // .NET gives an attempt this long once its request has been served by another connection.
    const int OrphanTimeout = 5 * Ticks.PerSecond;

    readonly Stack<Connection> _idle = [];

    // Times of sending. The first ones belong, in order, to _dials; the rest found no room for an attempt.
    readonly Queue<int> _waiting = [];
    readonly Queue<SilentDial> _dials = [];
    readonly Queue<int> _orphans = [];
    readonly Queue<int> _silent = [];
    int _connections;
    FailureReason _lastSilence;

    public DnsAnswer? Answer { get; set; }

    public int AnswerUntil { get; set; }

    /// <summary>It is on the list of pools that need attention in every tick.</summary>
    public bool Watched { get; set; }

    public bool NeedsWatch => _waiting.Count + _dials.Count + _orphans.Count + _silent.Count > 0;

    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>A request waits for which no attempt could be made yet.</summary>
    public bool HasUnserved => _waiting.Count > _dials.Count;

    public int Slots => _connections + _dials.Count + _orphans.Count + _silent.Count;

    public bool TryTake(int now, int lifetime, int idleTimeout, out Connection connection)
    {
        while (_idle.TryPop(out connection))
        {
            if (now - connection.Returned < idleTimeout && IsUsable(connection, now, lifetime))
                return true;
            _connections--;
        }
        return false;
    }

    public void Opened() => _connections++;

    public void Lost() => _connections--;

    public void Return(Connection connection) => _idle.Push(connection);

    public static bool IsUsable(Connection connection, int now, int lifetime) =>
        now - connection.Opened < lifetime && now < connection.Pod.Drains;

    public void Wait(int sent) => _waiting.Enqueue(sent);

    public void WaitForSilence(int sent, SilentDial dial)
    {
        _waiting.Enqueue(sent);
        DialFor(dial);
    }

    /// <summary>An attempt for the first request that waits without one.</summary>
    public void DialFor(SilentDial dial)
    {
        _dials.Enqueue(dial);
        _lastSilence = dial.Reason;
    }

    /// <summary>A connection that has gone silent holds its place until the request on it is given up.</summary>
    public void WentSilent(int until)
    {
        _connections--;
        _silent.Enqueue(until);
    }

    /// <summary>The request that has waited longest; its own attempt, if any, goes on without it.</summary>
    public int TakeWaiting(int now)
    {
        if (_dials.TryDequeue(out var dial))
            _orphans.Enqueue(Math.Min(dial.Until, now + OrphanTimeout));
        return _waiting.Dequeue();
    }

    /// <summary>Ends what has taken too long; gives the requests that fail by it, one at a time.</summary>
    public bool TryGiveUp(int now, int requestTimeout, out int sent, out FailureReason reason)
    {
        while (_orphans.TryPeek(out var until) && until <= now)
            _orphans.Dequeue();
        while (_silent.TryPeek(out var until) && until <= now)
            _silent.Dequeue();
        if (_dials.TryPeek(out var dial) && dial.Until <= now)
        {
            _dials.Dequeue();
            (sent, reason) = (_waiting.Dequeue(), dial.Reason);
            return true;
        }
        if (_waiting.TryPeek(out sent) && sent + requestTimeout <= now)
        {
            reason = _dials.TryPeek(out var own) ? own.Reason : _lastSilence;
            TakeWaiting(now);
            return true;
        }
        reason = default;
        return false;
    }
}
