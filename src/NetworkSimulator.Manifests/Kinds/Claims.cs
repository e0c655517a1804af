using System.Globalization;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Names, addresses and node ports that can be held once only, with who holds them and where.</summary>
internal sealed class Claims
{
    private readonly record struct Holder(string Object, int Document, int Line);

    private readonly Dictionary<(string Kind, string Key), Holder> _names = [];
    private readonly Dictionary<IpAddress, Holder> _podAddresses = [];
    private readonly Dictionary<IpAddress, Holder> _clusterIPs = [];
    private readonly Dictionary<(Protocol, int), Holder> _nodePorts = [];

    public void Name(string kind, string key, Field root) =>
        Claim(_names, (kind, key), $"{kind} {key}", root.Object("metadata")["name"], "an object of this kind and name");

    public void PodAddress(IpAddress address, string pod, Field node) =>
        Claim(_podAddresses, address, $"Pod {pod}", node, "a Pod with this address");

    public void ClusterIP(IpAddress address, string service, Field node) =>
        Claim(_clusterIPs, address, $"Service {service}", node, "a Service with this cluster IP");

    public void NodePort(Protocol protocol, int port, string service, Field node) =>
        Claim(_nodePorts, (protocol, port), $"Service {service}", node, "a Service with this node port");

    public bool IsTaken(IpAddress address) => _podAddresses.ContainsKey(address) || _clusterIPs.ContainsKey(address);

    public bool IsTaken(Protocol protocol, int port) => _nodePorts.ContainsKey((protocol, port));

    private static void Claim<TKey>(Dictionary<TKey, Holder> held, TKey key, string holder, Field node, string what)
        where TKey : notnull
    {
        var mine = new Holder(holder, node.Tree.Number, node.Line);
        if (held.TryAdd(key, mine))
            return;
        var other = held[key];
        var place = string.Create(CultureInfo.InvariantCulture, $"document {other.Document}, line {other.Line}");
        node.Error($"There is already {what}: {other.Object} in {place}.", "each only once in the manifests");
    }
}
