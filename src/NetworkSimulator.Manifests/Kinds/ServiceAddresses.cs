using System.Collections.Immutable;
using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Cluster IPs and families of a Service as written.</summary>
internal readonly record struct ServiceAddresses(
    ImmutableArray<IpAddress> ClusterIPs,
    bool IsHeadless,
    ImmutableArray<bool> FamiliesV6,
    IPFamilyPolicy? Policy
)
{
    public static ServiceAddresses Read(Reading reading, Field spec, ServiceType type, string service)
    {
        var addresses = ImmutableArray.CreateBuilder<IpAddress>(2);
        var headless = false;
        var list = spec.List("clusterIPs");
        foreach (var item in list)
            headless |= AddClusterIP(reading, item, addresses, service);
        var single = spec["clusterIP"];
        if (single.Exists && !list.GetEnumerator().MoveNext())
            headless |= AddClusterIP(reading, single, addresses, service);
        else if (single.Exists && single.AsString() is { Length: > 0 } text)
            CheckFirst(single, text, headless, addresses);
        if (headless && addresses.Count > 0)
            list.List.Error("None stands beside an address.", "None alone, or addresses");
        if (type == ServiceType.ExternalName && (headless || addresses.Count > 0))
            single.Error("A Service of type ExternalName has no cluster IP.", "no clusterIP");
        if (headless && type is ServiceType.NodePort or ServiceType.LoadBalancer)
            single.Error($"A Service of type {type} cannot be headless.", "an address, or no clusterIP");
        var families = FamiliesOf(spec, addresses);
        var policy = PolicyOf(spec, families.Length, addresses.Count);
        return new(addresses.DrainToImmutable(), headless, families, policy);
    }

    /// <summary>Adds an address; true where the text is <c>None</c>.</summary>
    private static bool AddClusterIP(
        Reading reading,
        Field node,
        ImmutableArray<IpAddress>.Builder addresses,
        string service
    )
    {
        if (node.AsString() is not { Length: > 0 } text)
            return false;
        if (text == "None")
            return true;
        if (!IpAddress.TryParse(text, out var address))
        {
            node.Error($"The value {Field.Shorten(text)} is no cluster IP.", "an address such as 10.96.0.20, or None");
            return false;
        }
        foreach (var other in addresses)
            if (other.IsV6 == address.IsV6)
            {
                node.Error(
                    "A Service has at most one cluster IP of a family.",
                    "one IPv4 and one IPv6 address at most"
                );
                return false;
            }
        addresses.Add(address);
        reading.Draft.Claims.ClusterIP(address, service, node);
        return false;
    }

    private static void CheckFirst(
        Field single,
        string text,
        bool headless,
        ImmutableArray<IpAddress>.Builder addresses
    )
    {
        if (headless ? text == "None" : addresses.Count > 0 && single.Address() == addresses[0])
            return;
        single.Error("The value is not the first of clusterIPs.", headless ? "None" : $"{addresses.FirstOrDefault()}");
    }

    private static ImmutableArray<bool> FamiliesOf(Field spec, ImmutableArray<IpAddress>.Builder addresses)
    {
        var families = ImmutableArray.CreateBuilder<bool>(2);
        foreach (var item in spec.List("ipFamilies"))
        {
            var text = item.AsString() ?? "";
            if (text is not ("IPv4" or "IPv6"))
                item.NotOneOf(text, "IPv4", "IPv6");
            else if (families.Contains(text == "IPv6"))
                item.Error($"The family {text} stands here twice.", "each family once");
            else
                families.Add(text == "IPv6");
        }
        for (var i = 0; i < addresses.Count && families.Count > 0; i++)
            if (i >= families.Count || addresses[i].IsV6 != families[i])
            {
                spec["ipFamilies"]
                    .Error(
                        $"The families do not fit the cluster IP {addresses[i]}.",
                        "the families of the cluster IPs, in their order"
                    );
                break;
            }
        if (families.Count == 0)
            foreach (var address in addresses)
                families.Add(address.IsV6);
        return families.DrainToImmutable();
    }

    private static IPFamilyPolicy? PolicyOf(Field spec, int families, int addresses)
    {
        var node = spec["ipFamilyPolicy"];
        if (!node.Exists)
            return null;
        var policy = node.Choice(IPFamilyPolicy.SingleStack);
        if (policy == IPFamilyPolicy.SingleStack && Math.Max(families, addresses) > 1)
            node.Error(
                "The policy SingleStack allows one family, but two are given.",
                "PreferDualStack or RequireDualStack, or one family"
            );
        return policy;
    }
}
