using NetworkSimulator.Objects;

namespace NetworkSimulator.LoadBalancers;

/// <summary>Names that resolve outside the cluster: host names of load balancers and hosts of Ingresses.</summary>
internal sealed class PublicNames
{
    public PublicNames(ClusterIndex index) => Index = index;

    public ClusterIndex Index { get; }

    /// <summary>Finds a host in lower case, without final dot.</summary>
    public bool TryFind(ReadOnlySpan<char> host, out PublicName name)
    {
        name = default;
        return Index is null;
    }
}

/// <summary>What a public name leads to.</summary>
/// <param name="Object">The object, as <c>Kind NS/NAME</c>.</param>
/// <param name="Document">Its document.</param>
/// <param name="Line">The line that gives the name.</param>
/// <param name="Address">The address; none where only an Ingress is known.</param>
/// <param name="Ingress">Number of the Ingress; -1 where the name is a Service's.</param>
internal readonly record struct PublicName(string Object, int Document, int Line, IpAddress Address, int Ingress);
