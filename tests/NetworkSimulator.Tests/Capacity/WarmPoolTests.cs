using NetworkSimulator.Capacity;

namespace NetworkSimulator.Tests.Capacity;

/// <summary>
/// The tables of amazon-vpc-cni-k8s, docs/eni-and-ip-target.md and docs/prefix-and-ip-target.md. Left out of the second:
/// the columns on p3dn's interfaces and one cell of MINIMUM_IP_TARGET=20, which contradict their own rows.
/// </summary>
public class WarmPoolTests
{
    [Theory]
    [InlineData("t3.small", null, null, 0, 1, 3)]
    [InlineData("t3.small", null, null, 5, 3, 9)]
    [InlineData("t3.small", null, null, 9, 3, 9)]
    [InlineData("t3.small", 1, 1, 0, 1, 1)]
    [InlineData("t3.small", 1, 1, 5, 2, 6)]
    [InlineData("t3.small", 1, 1, 9, 3, 9)]
    [InlineData("t3.small", 2, 5, 0, 2, 5)]
    [InlineData("t3.small", 2, 5, 5, 3, 7)]
    [InlineData("t3.small", 2, 5, 9, 3, 9)]
    [InlineData("p3dn.24xlarge", null, null, 0, 1, 49)]
    [InlineData("p3dn.24xlarge", null, null, 3, 2, 98)]
    [InlineData("p3dn.24xlarge", null, null, 95, 3, 147)]
    [InlineData("p3dn.24xlarge", 5, 10, 0, 1, 10)]
    [InlineData("p3dn.24xlarge", 5, 10, 7, 1, 12)]
    [InlineData("p3dn.24xlarge", 5, 10, 15, 1, 20)]
    [InlineData("p3dn.24xlarge", 5, 10, 45, 2, 50)]
    // AWS' guide to AI on EKS: so many addresses in all, two or more of them primary ones.
    [InlineData("m5.8xlarge", null, null, 10, 2, 58)]
    [InlineData("m5.16xlarge", null, null, 10, 2, 98)]
    public void A_node_holds_the_addresses_that_the_plugins_guide_says(
        string instanceType,
        int? ipTarget,
        int? minimum,
        int pods,
        int enis,
        int addresses
    )
    {
        var plan = Plans.Of("10.0.0.0/16", instanceType, nodes: 1, pods) with
        {
            Warm = new() { IpTarget = ipTarget, MinimumIpTarget = minimum },
        };

        var node = Assert.Single(plan.Report().Nodes);

        Assert.Equal((enis, addresses), (node.Enis, node.PodAddresses + node.WarmAddresses));
    }

    [Theory]
    [InlineData("t3.small", null, null, 0, 1, 1)]
    [InlineData("t3.small", null, null, 5, 1, 2)]
    [InlineData("t3.small", null, null, 16, 1, 2)]
    [InlineData("t3.small", null, null, 17, 1, 3)]
    [InlineData("t3.small", null, null, 58, 2, 5)]
    [InlineData("t3.small", 1, 1, 0, 1, 1)]
    [InlineData("t3.small", 1, 1, 5, 1, 1)]
    [InlineData("t3.small", 1, 1, 17, 1, 2)]
    [InlineData("t3.small", 1, 1, 58, 2, 4)]
    [InlineData("t3.small", 7, 20, 5, 1, 2)]
    [InlineData("t3.small", 7, 20, 17, 1, 2)]
    [InlineData("t3.small", 7, 20, 58, 2, 5)]
    [InlineData("p3dn.24xlarge", null, null, 0, 1, 1)]
    [InlineData("p3dn.24xlarge", null, null, 95, 1, 7)]
    [InlineData("p3dn.24xlarge", 5, 10, 7, 1, 1)]
    [InlineData("p3dn.24xlarge", 5, 10, 15, 1, 2)]
    [InlineData("p3dn.24xlarge", 5, 10, 45, 1, 4)]
    public void A_node_holds_the_prefixes_that_the_plugins_guide_says(
        string instanceType,
        int? ipTarget,
        int? minimum,
        int pods,
        int enis,
        int prefixes
    )
    {
        var plan = Plans.Of("10.0.0.0/16", instanceType, nodes: 1, pods) with
        {
            Mode = AddressMode.PrefixDelegation,
            Warm = new() { IpTarget = ipTarget, MinimumIpTarget = minimum },
        };

        var node = Assert.Single(plan.Report().Nodes);

        Assert.Equal((enis, prefixes), (node.Enis, node.Prefixes));
        Assert.Equal(prefixes * 16, node.PodAddresses + node.WarmAddresses);
    }
}
