namespace NetworkSimulator.Timelines;

/// <summary>A Pod's state. Moments are ticks, <see cref="Ticks.Never"/> where they are not known to come.</summary>
internal sealed class SimulatedPod
{
    public required int Number { get; init; }

    public required int Revision { get; init; }

    /// <summary>From 0, or -1 while no node can take it.</summary>
    public required int Node { get; init; }

    public required int Created { get; init; }

    public required int Running { get; init; }

    /// <summary>When the application can first serve.</summary>
    public required int Serves { get; init; }

    public bool IsReady { get; set; }

    public int FirstReady { get; set; } = Ticks.Never;

    public int ReadySince { get; set; } = Ticks.Never;

    /// <summary>The application answers 503.</summary>
    public bool Failing { get; set; }

    /// <summary>Probe results announced under an earlier epoch no longer count.</summary>
    public int ProbeEpoch { get; set; }

    public int Deleted { get; set; } = Ticks.Never;

    public int ListensUntil { get; private set; } = Ticks.Never;

    /// <summary>From then on connections close as soon as they are idle.</summary>
    public int Drains { get; private set; } = Ticks.Never;

    public int Exited { get; private set; } = Ticks.Never;

    /// <summary>When kube-proxy stopped choosing it.</summary>
    public int Removed { get; set; } = Ticks.Never;

    public int Served { get; set; }

    public bool IsDeleted => Deleted != Ticks.Never;

    public bool Accepts(int now) => now >= Serves && now < ListensUntil;

    /// <summary>The Pod's network namespace, and with it the address, outlives the process by a second.</summary>
    public bool HasAddress(int now) => now < Exited + Ticks.PerSecond;

    public void Stop(int sigterm, int sigkill, SigtermBehavior onSigterm, int response)
    {
        if (sigterm < Serves)
            onSigterm = SigtermBehavior.Exit;
        (ListensUntil, Exited) = onSigterm switch
        {
            SigtermBehavior.Drain => (sigterm, Math.Min(sigterm + response, sigkill)),
            SigtermBehavior.Exit => (sigterm, sigterm),
            _ => (sigkill, sigkill),
        };
        Drains = ListensUntil;
    }
}
