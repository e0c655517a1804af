using System.Collections.Immutable;
using NetworkSimulator.NetworkPolicies;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>Who can reach whom in a cluster, by workload: what policies at both ends and the mesh let through.</summary>
/// <remarks>
/// Ports are worked out as sets, never one by one, and for classes of workloads, never pair by pair. Follows the
/// conventions of np-guard's netpol-analyzer; the folder's README says where the two differ. One thread at a time.
/// </remarks>
public sealed class ReachabilityAnalysis
{
    // A few seconds of one core.
    private const long MostWork = 1L << 29;
    private const long MostRules = 1L << 20;

    private readonly IngressColumns _columns;
    private readonly TargetCells _cells;
    private readonly PortSet?[] _inbound;
    private readonly PortSets _sets = new();
    private readonly long _egressRules;

    private ReachabilityAnalysis(Cluster cluster, IEnumerable<NetworkPolicy> splitting)
    {
        Cluster = cluster;
        var groups = new PodGroups(cluster);
        Ends = new(groups, splitting);
        Rules = new(cluster.Index, _sets);
        var ingress = new Isolation?[Ends.Targets.Length];
        IsTooLarge = !TryIsolate(groups, ingress, out _egressRules);
        _columns = new(cluster, Ends.Targets, ingress, Rules, _sets);
        _cells = new(cluster, Ends.Targets, _columns, Rules, _sets);
        _inbound = new PortSet?[_columns.Count];
        Exposure = IngressExposure.Of(this, groups);
    }

    /// <summary>The ends of connections, by name.</summary>
    public IEnumerable<ReachabilityPeer> Peers =>
        Ends
            .Sources.Concat(Ends.Destinations)
            .Select(end => end.Peer)
            .Concat(Exposure.IsEmpty ? [] : [ReachabilityPeer.IngressController])
            .DistinctBy(peer => peer.Name)
            .OrderBy(peer => peer.Name, StringComparer.Ordinal);

    /// <summary>Whether the policies are too many for the Pods to be listed at all.</summary>
    public bool IsTooLarge { get; }

    internal Cluster Cluster { get; }

    internal EndClasses Ends { get; }

    internal RulePorts Rules { get; }

    /// <summary>What Ingress controllers reach, by destination in the order of names.</summary>
    internal ImmutableArray<ReachabilityConnection> Exposure { get; }

    /// <summary>Prepares the analysis of a cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    public static ReachabilityAnalysis Of(Cluster cluster) => new(cluster, cluster.Objects.NetworkPolicies);

    /// <summary>Prepares an analysis whose ranges of addresses are also split at the blocks of other policies.</summary>
    internal static ReachabilityAnalysis Of(Cluster cluster, ImmutableArray<NetworkPolicy> others) =>
        new(cluster, cluster.Objects.NetworkPolicies.AddRange(others));

    /// <summary>Whether a listing costs more than one call may.</summary>
    public bool IsTooMuch
    {
        get
        {
            var sources = Ends.From.Sum(end => (long)end.Members.Length);
            return IsTooLarge
                || sources * Ends.Targets.Length + 2 * sources * _columns.Rules + 8 * _egressRules * Ends.Targets.Length
                    > MostWork;
        }
    }

    /// <summary>Works out the ports on which a class of sources reaches each class of destinations; null where they share no family.</summary>
    /// <param name="from">Number of the class of sources.</param>
    /// <param name="ports">Takes the ports, by number of the class of destinations.</param>
    internal void Fill(int from, PortSet?[] ports)
    {
        Array.Clear(ports);
        foreach (var source in Ends.From[from].Members)
        {
            Array.Clear(_inbound);
            var isInMesh = _cells.IsInMesh(source);
            foreach (var cell in _cells.For(source))
            {
                var open = cell.Open;
                if (cell.Column >= 0 && !open.IsEmpty)
                    open = _sets.Intersect(open, _inbound[cell.Column] ??= _columns.From(cell.Column, source.Party));
                if (!isInMesh)
                    open = open.Except(cell.Closed);
                foreach (var to in cell.Classes)
                    ports[to] = ports[to] is { } known ? _sets.Union(known, open) : open;
            }
        }
    }

    /// <summary>The ports on which policies and the mesh let one group reach another; null where they share no family.</summary>
    internal PortSet? Between(in PodGroup source, int target) => _cells.Between(source, target);

    /// <summary>The ports that the proxy of a target closes to a source.</summary>
    internal PortSet ClosedByMesh(in PodGroup source, int target) => _cells.ClosedByMesh(source, Ends.Targets[target]);

    private bool TryIsolate(PodGroups groups, Isolation?[] ingress, out long egressRules)
    {
        var policies = Cluster.Objects.NetworkPolicies.CountBy(p => p.Namespace).ToDictionary();
        var pods = Cluster.Index.Pods;
        egressRules = 0;
        if (groups.Groups.Sum(g => (long)policies.GetValueOrDefault(pods[g.Pod].Namespace)) > MostWork)
            return false;
        var seen = new HashSet<Isolation>(ReferenceEqualityComparer.Instance);
        foreach (var group in groups.Groups)
            if (Cluster.NetworkPolicies.Egress(group.Pod, group.Party.Class) is { } isolation && seen.Add(isolation))
                if ((egressRules += isolation.Tests.Length) > MostRules)
                    return false;
        var rules = egressRules;
        for (var i = 0; i < ingress.Length; i++)
            if (
                (ingress[i] = Cluster.NetworkPolicies.Ingress(Ends.Targets[i].Pod, Ends.Targets[i].Party.Class))
                    is { } isolation
                && seen.Add(isolation)
            )
                if ((rules += isolation.Tests.Length) > MostRules)
                    return false;
        return true;
    }
}
