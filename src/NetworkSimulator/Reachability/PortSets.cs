namespace NetworkSimulator.Reachability;

/// <summary>
/// Combines sets of ports and remembers the results: a cluster has few different sets and a great many pairs of Pods, so
/// each combination is worked out once and equal results are one object.
/// </summary>
internal sealed class PortSets
{
    // Hostile manifests can make every pair of sets different; forgetting costs time only.
    private const int MostKept = 1 << 16;

    private readonly Dictionary<PortSet, PortSet> _sets = [];
    private readonly Dictionary<(PortSet, PortSet), PortSet> _unions = [];
    private readonly Dictionary<(PortSet, PortSet), PortSet> _common = [];

    public PortSet Union(PortSet a, PortSet b) =>
        a.IsEmpty || ReferenceEquals(a, b) || b.IsAll ? b
        : b.IsEmpty || a.IsAll ? a
        : Known(_unions, a, b, static (x, y) => x.Union(y));

    public PortSet Intersect(PortSet a, PortSet b) =>
        a.IsAll || ReferenceEquals(a, b) || b.IsEmpty ? b
        : b.IsAll || a.IsEmpty ? a
        : Known(_common, a, b, static (x, y) => x.Intersect(y));

    private PortSet Known(
        Dictionary<(PortSet, PortSet), PortSet> results,
        PortSet a,
        PortSet b,
        Func<PortSet, PortSet, PortSet> combine
    )
    {
        if (results.TryGetValue((a, b), out var known))
            return known;
        if (results.Count >= MostKept)
            results.Clear();
        return results[(a, b)] = One(combine(a, b));
    }

    private PortSet One(PortSet set)
    {
        if (_sets.Count >= MostKept)
            _sets.Clear();
        return _sets.TryGetValue(set, out var known) ? known : _sets[set] = set;
    }
}
