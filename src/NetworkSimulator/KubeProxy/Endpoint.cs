using NetworkSimulator.Objects;

namespace NetworkSimulator.KubeProxy;

/// <summary>A place a connection can end at, after translation.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Pod">The Pod there, or -1.</param>
/// <param name="Node">The node there, or -1.</param>
internal readonly record struct Endpoint(IpAddress Address, int Port, int Pod, int Node);
