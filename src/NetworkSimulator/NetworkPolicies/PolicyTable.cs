using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>NetworkPolicies compiled for each class of Pods that they select.</summary>
internal sealed class PolicyTable
{
    private readonly IsolationTable _ingress;
    private readonly IsolationTable _egress;

    /// <summary>Hops about Pods that nothing isolates, as they are made: two for each Pod.</summary>
    private readonly Hop?[] _notIsolated;

    public PolicyTable(ClusterIndex index)
    {
        Index = index;
        IsEmpty = index.Objects.NetworkPolicies.IsEmpty;
        var selected = new SelectedClasses(index);
        Names = new(index);
        _notIsolated = new Hop?[IsEmpty ? 0 : 2 * index.Pods.Length];
        _ingress = new(index, selected, Names, ingress: true);
        _egress = new(index, selected, Names, ingress: false);
    }

    public ClusterIndex Index { get; }

    /// <summary>The numbers of named ports.</summary>
    public NamedPorts Names { get; }

    /// <summary>Whether the cluster has no policy at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>What is called at an endpoint.</summary>
    public PolicyCall CallTo(in Endpoint target, Protocol protocol) =>
        new(Names, target.Port, protocol, target.Class < 0 ? -1 : target.Pod, target.Class);

    /// <summary>The policies that isolate a Pod for ingress; null where none does.</summary>
    /// <param name="pod">The Pod's number.</param>
    /// <param name="podClass">Its class.</param>
    public Isolation? Ingress(int pod, int podClass) => _ingress.Of(pod, podClass);

    /// <summary>The policies that isolate a Pod for egress; null where none does.</summary>
    /// <param name="pod">The Pod's number.</param>
    /// <param name="podClass">Its class.</param>
    public Isolation? Egress(int pod, int podClass) => _egress.Of(pod, podClass);

    /// <summary>The hop that says that no policy isolates a Pod in a direction.</summary>
    public Hop NotIsolated(int pod, bool ingress) =>
        _notIsolated[2 * pod + (ingress ? 1 : 0)] ??= PolicyHops.NotIsolated(Index.PodKeys[pod], ingress);
}
