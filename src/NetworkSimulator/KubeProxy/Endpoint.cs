using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>A place a connection can end at, after translation.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Pod">The Pod there, or -1.</param>
/// <param name="Node">The node there, or -1.</param>
/// <param name="Class">The Pod's class among those that policies can tell apart; -1 for what policies do not select.</param>
internal readonly record struct Endpoint(IpAddress Address, ushort Port, int Pod, int Node, int Class)
{
    public static Endpoint Of(ClusterIndex index, IpAddress address, int port, int pod, int node) =>
        new(address, (ushort)port, pod, node, index.Classes.Of(pod));

    /// <summary>A place that is no Pod.</summary>
    public static Endpoint Of(IpAddress address, int port, int node) => new(address, (ushort)port, -1, node, -1);
}
