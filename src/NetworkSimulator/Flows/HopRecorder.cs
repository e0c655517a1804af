namespace NetworkSimulator.Flows;

/// <summary>
/// Where stages put their hops. The stages are generic over it, so that one piece of code gives both the full
/// trace and the bare verdict: with <see cref="NoHops"/> the compiler drops everything behind <c>Records</c>.
/// </summary>
internal interface IHopRecorder
{
    /// <summary>Whether hops are kept; guard the making of a hop with it.</summary>
    static abstract bool Records { get; }

    /// <summary>Adds a hop.</summary>
    void Add(Hop hop);

    /// <summary>How many hops there are.</summary>
    int Count { get; }

    /// <summary>Drops the hops added since there were so many.</summary>
    void Rewind(int count);
}

internal readonly struct NoHops : IHopRecorder
{
    public static bool Records => false;

    public void Add(Hop hop) { }

    public int Count => 0;

    public void Rewind(int count) { }
}

internal readonly struct HopList(List<Hop> hops) : IHopRecorder
{
    public static bool Records => true;

    public void Add(Hop hop) => hops.Add(hop);

    public int Count => hops.Count;

    public void Rewind(int count) => hops.RemoveRange(count, hops.Count - count);
}
