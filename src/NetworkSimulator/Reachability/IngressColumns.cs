using NetworkSimulator.Flows;
using NetworkSimulator.NetworkPolicies;

namespace NetworkSimulator.Reachability;

/// <summary>What the policies of targets let in. Targets under the same policies share a column.</summary>
internal sealed class IngressColumns
{
    private readonly Cluster _cluster;
    private readonly PortSets _sets;
    private readonly int[] _ofTarget;
    private readonly List<Column> _columns = [];

    public IngressColumns(Cluster cluster, PodGroup[] targets, Isolation?[] isolations, RulePorts ports, PortSets sets)
    {
        (_cluster, _sets) = (cluster, sets);
        var known = new Dictionary<(Isolation, string, bool, bool, bool), int>();
        _ofTarget = new int[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            _ofTarget[i] = -1;
            if (isolations[i] is not { } isolation)
                continue;
            var (target, party) = (targets[i], targets[i].Party);
            var key = (isolation, target.NamedPorts, party.V4.IsNone, party.V6.IsNone, party.PrefersV6);
            if (!known.TryGetValue(key, out _ofTarget[i]))
            {
                known.Add(key, _ofTarget[i] = _columns.Count);
                var opens = Array.ConvertAll(isolation.Tests, test => ports.Of(test.Rule, target.Pod));
                _columns.Add(new(isolation.Tests, opens, party));
            }
        }
    }

    /// <summary>How many rules there are to ask for each source.</summary>
    public long Rules => _columns.Sum(column => (long)column.Tests.Length);

    /// <summary>How many columns there are.</summary>
    public int Count => _columns.Count;

    /// <summary>Number of a target's column; -1 where no policy isolates it.</summary>
    public int Of(int target) => _ofTarget[target];

    /// <summary>The ports on which the policies of a column let a source in.</summary>
    public PortSet From(int number, in Party source)
    {
        var column = _columns[number];
        var address = column.Party.AddressFor(source);
        if (address.IsNone)
            return PortSet.None;
        var peer = PeerOf(_cluster, source, address.IsV6);
        var allowed = PortSet.None;
        for (var i = 0; i < column.Tests.Length && !allowed.IsAll; i++)
            if (column.Tests[i].Admits(peer))
                allowed = _sets.Union(allowed, column.Opens[i]);
        return allowed;
    }

    /// <summary>A source as the policies of a target match it.</summary>
    public static PolicyPeer PeerOf(Cluster cluster, in Party source, bool v6)
    {
        var pod = source.IsPod ? source.Pod : -1;
        return new(cluster.Index, source.Kind, pod, source.Class, source.AddressOf(v6), v6, IsMasqueraded: false);
    }

    private sealed record Column(RuleTest[] Tests, PortSet[] Opens, Party Party);
}
