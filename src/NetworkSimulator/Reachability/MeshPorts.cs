using NetworkSimulator.Mesh;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>The ports of Pods of the mesh that callers without a proxy do not get to.</summary>
internal sealed class MeshPorts(Cluster cluster)
{
    private readonly Dictionary<MeshPolicy, PortSet> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether every port is open to a source: it has a proxy of its own, or there is no mesh.</summary>
    public bool IsOpen(in PodGroup source) =>
        cluster.Mesh.IsEmpty || (source.Party.IsPod && cluster.Mesh.IsMember(source.Pod));

    /// <summary>The ports of a target that are closed to callers without a proxy.</summary>
    public PortSet Closed(in PodGroup target)
    {
        if (cluster.Mesh.IsEmpty || cluster.Mesh.PolicyOf(target.Pod) is not { } policy)
            return PortSet.None;
        if (!_known.TryGetValue(policy, out var closed))
            _known.Add(policy, closed = Strict(policy));
        return closed;
    }

    private static PortSet Strict(MeshPolicy policy)
    {
        var special = policy.Ports.DistinctBy(port => port.Port).ToList();
        var strict = PortSet.Of(
            special.Where(port => IsStrict(port.Mode)).Select(port => new PortRange(Protocol.TCP, port.Port, port.Port))
        );
        if (!IsStrict(policy.Default))
            return strict;
        var others = PortSet.Of(special.Select(port => new PortRange(Protocol.TCP, port.Port, port.Port)));
        return PortSet.Of([new(Protocol.TCP, 1, ushort.MaxValue)]).Except(others).Union(strict);
    }

    private static bool IsStrict(MeshMode mode) => mode.Mode == MutualTlsMode.Strict;
}
