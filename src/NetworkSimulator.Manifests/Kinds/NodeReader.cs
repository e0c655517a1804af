using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads nodes.</summary>
internal static class NodeReader
{
    public static void Read(Reading reading)
    {
        var root = reading.Root;
        var meta = reading.Meta("Node", isNamespaced: false);
        var spec = root.Object("spec");
        var status = root.Object("status");
        var podCidrs = PodCidrs(reading, spec);
        var addresses = status.List("addresses");
        reading.Lines.Add("status.addresses", addresses.List);
        var node = new Node
        {
            Metadata = meta,
            PodCidrs = podCidrs,
            InternalIPs = Addresses(addresses, "InternalIP"),
            ExternalIPs = Addresses(addresses, "ExternalIP"),
            Ready = IsReady(reading, status),
        };
        node = node with { Source = reading.Source() };
        reading.Draft.Nodes.Add(new(node, Taints(spec), spec.Boolean("unschedulable")));
    }

    private static ImmutableArray<Cidr> PodCidrs(Reading reading, Field spec)
    {
        var cidrs = ImmutableArray.CreateBuilder<Cidr>();
        reading.Lines.Add("spec.podCIDR", spec["podCIDR"]);
        reading.Lines.Add("spec.podCIDRs", spec["podCIDRs"]);
        foreach (var item in spec.List("podCIDRs"))
            if (item.TryCidr(out var cidr))
                cidrs.Add(cidr);
        if (cidrs.Count > 2 || (cidrs.Count == 2 && cidrs[0].IsV6 == cidrs[1].IsV6))
            spec["podCIDRs"]
                .Error("A node has at most one Pod range of a family.", "one IPv4 and one IPv6 block at most");
        if (spec["podCIDR"].TryCidr(out var single))
        {
            if (cidrs.Count == 0)
                cidrs.Add(single);
            else if (cidrs[0] != single)
                spec["podCIDR"].Error("The block is not the first of podCIDRs.", $"{cidrs[0]}");
        }
        return cidrs.DrainToImmutable();
    }

    private static ImmutableArray<IpAddress> Addresses(FieldItems items, string type)
    {
        var addresses = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (var item in items)
            if (item.AsMapping().String("type") == type && item["address"].Address() is { IsNone: false } address)
                addresses.Add(address);
        return addresses.DrainToImmutable();
    }

    private static bool IsReady(Reading reading, Field status)
    {
        foreach (var condition in status.List("conditions"))
            if (condition.AsMapping().String("type") == "Ready")
            {
                reading.Lines.Add("status.conditions.Ready", condition["status"]);
                return PodReader.ConditionStatus(condition["status"]);
            }
        return true;
    }

    private static Taint[] Taints(Field spec)
    {
        var taints = new List<Taint>();
        foreach (var item in spec.List("taints"))
            if (item.AsMapping().String("effect") is var effect && effect is "NoSchedule" or "NoExecute")
                taints.Add(new(item.String("key"), item.String("value"), effect));
        return [.. taints];
    }
}
