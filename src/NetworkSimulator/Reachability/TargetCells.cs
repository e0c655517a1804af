using NetworkSimulator.Flows;
using NetworkSimulator.NetworkPolicies;

namespace NetworkSimulator.Reachability;

/// <summary>Targets that are alike for every source under the same egress policies.</summary>
/// <param name="Open">The ports on which those policies let calls out to them.</param>
/// <param name="Column">The column of their ingress policies; -1 where none isolates them.</param>
/// <param name="Closed">The ports that are closed to sources without a proxy of the mesh.</param>
/// <param name="Classes">The classes that the targets belong to.</param>
internal sealed record TargetCell(PortSet Open, int Column, PortSet Closed, List<int> Classes);

/// <summary>Sorts targets into cells for each set of egress policies, so that a source is compared with few cells and not with every target.</summary>
internal sealed class TargetCells(
    Cluster cluster,
    PodGroup[] targets,
    IngressColumns columns,
    RulePorts ports,
    PortSets sets
)
{
    // Each set of policies costs memory for every target; beyond this much they are sorted again.
    private const int MostKept = 1 << 22;

    private readonly Dictionary<
        (Isolation? Policies, PartyKind Kind, bool NoV4, bool NoV6, bool PrefersV6),
        List<TargetCell>
    > _cells = [];
    private readonly MeshPorts _mesh = new(cluster);

    /// <summary>The cells for a source; targets that share no address family with it are in none.</summary>
    public List<TargetCell> For(in PodGroup source)
    {
        var party = source.Party;
        var policies = Policies(party);
        var key = (policies, party.Kind, party.V4.IsNone, party.V6.IsNone, party.PrefersV6);
        if (_cells.TryGetValue(key, out var cells))
            return cells;
        if ((long)(_cells.Count + 1) * targets.Length > MostKept)
            _cells.Clear();
        return _cells[key] = Sort(policies, source);
    }

    /// <summary>The ports on which policies and the mesh let one group reach another; null where they share no family.</summary>
    public PortSet? Between(in PodGroup source, int target)
    {
        ref readonly var to = ref targets[target];
        if (to.Party.AddressFor(source.Party).IsNone)
            return null;
        var open = Open(Policies(source.Party), source.Party, to);
        if (columns.Of(target) is var column and >= 0)
            open = sets.Intersect(open, columns.From(column, source.Party));
        return _mesh.IsOpen(source) ? open : open.Except(_mesh.Closed(to));
    }

    /// <summary>Whether a source has a proxy of the mesh, to which no port is closed.</summary>
    public bool IsInMesh(in PodGroup source) => _mesh.IsOpen(source);

    /// <summary>The ports that the proxy of a target closes to a source.</summary>
    public PortSet ClosedByMesh(in PodGroup source, in PodGroup target) =>
        _mesh.IsOpen(source) ? PortSet.None : _mesh.Closed(target);

    /// <summary>A target as the policies of the source match it.</summary>
    public static PolicyPeer PeerAt(Cluster cluster, in Party source, in PodGroup target)
    {
        var address = target.Party.AddressFor(source);
        var number = target.Party.Class;
        var kind =
            number >= 0 ? PartyKind.Pod
            : target.Pod >= 0 ? PartyKind.Node
            : PartyKind.Outside;
        var pod = number >= 0 ? target.Pod : -1;
        return new(cluster.Index, kind, pod, number, address, address.IsV6, IsMasqueraded: false);
    }

    private Isolation? Policies(in Party source) =>
        source.IsPod ? cluster.NetworkPolicies.Egress(source.Pod, source.Class) : null;

    private List<TargetCell> Sort(Isolation? policies, in PodGroup source)
    {
        var found = new Dictionary<(PortSet, int, PortSet), TargetCell>();
        for (var i = 0; i < targets.Length; i++)
        {
            ref readonly var target = ref targets[i];
            if ((source.Pod < 0 && target.Pod < 0) || target.Party.AddressFor(source.Party).IsNone)
                continue;
            var key = (Open(policies, source.Party, target), columns.Of(i), _mesh.Closed(target));
            if (!found.TryGetValue(key, out var cell))
                found.Add(key, cell = new(key.Item1, key.Item2, key.Item3, []));
            // Groups of one class stand side by side.
            if (cell.Classes is not [.., var last] || last != target.Class)
                cell.Classes.Add(target.Class);
        }
        return [.. found.Values];
    }

    private PortSet Open(Isolation? policies, in Party source, in PodGroup target)
    {
        if (policies is null)
            return PortSet.All;
        var peer = PeerAt(cluster, source, target);
        var open = PortSet.None;
        foreach (ref readonly var test in policies.Tests.AsSpan())
            if (!open.IsAll && test.Admits(peer))
                open = sets.Union(open, ports.Of(test.Rule, peer.PodNumber));
        return open;
    }
}
