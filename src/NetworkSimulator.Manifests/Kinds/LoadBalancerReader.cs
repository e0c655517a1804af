using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads <c>status.loadBalancer</c> of Services and Ingresses.</summary>
internal static class LoadBalancerReader
{
    public static ImmutableArray<LoadBalancerAddress> Read(Field loadBalancer)
    {
        var list = ImmutableArray.CreateBuilder<LoadBalancerAddress>();
        foreach (var item in loadBalancer.List("ingress"))
        {
            if (!item.AsMapping().Exists)
                continue;
            var hostname = item["hostname"];
            var host = hostname.Optional(static t => Names.IsDnsSubdomain(t), Names.DnsSubdomain);
            var mode = item["ipMode"].AsString() ?? "VIP";
            if (mode is not ("VIP" or "Proxy"))
                item["ipMode"].NotOneOf(mode, "VIP", "Proxy");
            list.Add(
                new(
                    item["ip"] is { IsEmptyText: true } ? default : item["ip"].Address(),
                    host,
                    mode == "Proxy",
                    item.Line
                )
            );
        }
        return list.DrainToImmutable();
    }
}
