using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>NetworkPolicies compiled for each class of Pods that they select.</summary>
internal sealed class PolicyTable
{
    private readonly int[] _classOfPod;
    private readonly IsolationTable _ingress;
    private readonly IsolationTable _egress;

    /// <summary>Hops about Pods that nothing isolates, as they are made: two for each Pod.</summary>
    private readonly Hop?[] _notIsolated;

    public PolicyTable(ClusterIndex index)
    {
        Index = index;
        IsEmpty = index.Objects.NetworkPolicies.IsEmpty;
        var classes = new PodClasses(index);
        var selected = new SelectedClasses(index, classes);
        Names = new(index);
        _classOfPod = classes.OfPod;
        _notIsolated = new Hop?[IsEmpty ? 0 : 2 * index.Pods.Length];
        _ingress = new(index, classes, selected, Names, ingress: true);
        _egress = new(index, classes, selected, Names, ingress: false);
    }

    public ClusterIndex Index { get; }

    /// <summary>The numbers of named ports.</summary>
    public NamedPorts Names { get; }

    /// <summary>Whether the cluster has no policy at all.</summary>
    public bool IsEmpty { get; }

    /// <summary>Class of a Pod; -1 where it has no address of its own, so that policies neither select nor match it.</summary>
    public int ClassOf(int pod) => pod < 0 ? -1 : _classOfPod[pod];

    /// <summary>What is called at an endpoint.</summary>
    public PolicyCall CallTo(in Endpoint target, Protocol protocol) =>
        new(Names, target.Port, protocol, ClassOf(target.Pod) < 0 ? -1 : target.Pod);

    /// <summary>The policies that isolate a Pod for ingress; null where none does.</summary>
    public Isolation? Ingress(int pod) => _ingress.Of(pod, ClassOf(pod));

    /// <summary>The policies that isolate a Pod for egress; null where none does.</summary>
    public Isolation? Egress(int pod) => _egress.Of(pod, ClassOf(pod));

    /// <summary>The hop that says that no policy isolates a Pod in a direction.</summary>
    public Hop NotIsolated(int pod, bool ingress) =>
        _notIsolated[2 * pod + (ingress ? 1 : 0)] ??= PolicyHops.NotIsolated(Index.Pods[pod], ingress);
}
