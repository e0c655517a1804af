using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>The other end of a connection, as the policies of one end match it.</summary>
/// <param name="Index">The cluster's objects.</param>
/// <param name="Kind">What it is; a host-network Pod is its node.</param>
/// <param name="PodNumber">The Pod, where it has an address of its own; else -1.</param>
/// <param name="Class">Class of the Pod, or -1.</param>
/// <param name="Address">Its address of the connection's family; none where that is not known.</param>
/// <param name="IsV6">The connection's family.</param>
/// <param name="IsMasqueraded">Whether it is a node only because a node's address replaced the caller's.</param>
internal readonly record struct PolicyPeer(
    ClusterIndex Index,
    PartyKind Kind,
    int PodNumber,
    int Class,
    IpAddress Address,
    bool IsV6,
    bool IsMasqueraded
)
{
    public bool IsUnknownPod => Kind == PartyKind.UnknownPod;

    public Pod? Pod => PodNumber >= 0 ? Index.Pods[PodNumber] : null;

    /// <summary>Labels of the Pod's namespace.</summary>
    public Labels NamespaceLabels => PodNumber >= 0 ? Index.NamespaceLabels[PodNumber] : Labels.Empty;
}

/// <summary>What is called.</summary>
/// <param name="Names">The numbers of named ports.</param>
/// <param name="Port">Port after translation.</param>
/// <param name="Protocol">Protocol.</param>
/// <param name="PodNumber">The Pod that is called, where it has an address of its own; else -1.</param>
/// <param name="Class">Class of the Pod that is called, or -1.</param>
internal readonly record struct PolicyCall(NamedPorts Names, int Port, Protocol Protocol, int PodNumber, int Class)
{
    /// <summary>Port and protocol as rules hold them.</summary>
    public int Number { get; } = PortRanges.Number(Protocol, Port);

    public Pod? Target => PodNumber >= 0 ? Names.Index.Pods[PodNumber] : null;
}
