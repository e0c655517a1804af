using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>
/// The ranges that addresses come from where the manifests name none, a second one where the first cannot hold as
/// many objects as may be submitted; and what of them is in use.
/// </summary>
internal static class AddressPools
{
    public static readonly Cidr PodsV4 = Cidr.Parse("10.244.0.0/16");
    public static readonly Cidr MorePodsV4 = Cidr.Parse("10.245.0.0/16");
    public static readonly Cidr PodsV6 = Cidr.Parse("fd00:10:244::/56");
    public static readonly Cidr ServicesV4 = Cidr.Parse("10.96.0.0/12");
    public static readonly Cidr ServicesV6 = Cidr.Parse("fd00:10:96::/112");
    public static readonly Cidr NodesV4 = Cidr.Parse("172.18.0.0/16");
    public static readonly Cidr MoreNodesV4 = Cidr.Parse("172.19.0.0/16");
    public static readonly Cidr NodesV6 = Cidr.Parse("fd00:172:18::/64");

    /// <summary>Every address that the manifests give to something.</summary>
    public static HashSet<IpAddress> Taken(ClusterDraft draft, List<NodeDraft> nodes)
    {
        var taken = new HashSet<IpAddress>();
        foreach (var node in nodes)
        {
            taken.UnionWith(node.Node.InternalIPs);
            taken.UnionWith(node.Node.ExternalIPs);
        }
        foreach (var pod in draft.Pods)
            taken.UnionWith(pod.Pod.PodIPs);
        foreach (var service in draft.Services)
        {
            taken.UnionWith(service.Service.ClusterIPs);
            taken.UnionWith(service.Service.ExternalIPs);
        }
        foreach (var slice in draft.EndpointSlices.Concat(draft.MirroredEndpoints))
        foreach (var endpoint in slice.Endpoints)
            taken.UnionWith(endpoint.Addresses);
        return taken;
    }
}
