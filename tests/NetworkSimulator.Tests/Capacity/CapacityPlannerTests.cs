using System.Text.Json;
using NetworkSimulator.Capacity;

namespace NetworkSimulator.Tests.Capacity;

public class CapacityPlannerTests
{
    [Fact]
    public void A_small_subnet_ends_before_the_nodes_do()
    {
        // 59 addresses: 3 for the nodes, 9 more on each first interface; a second interface takes 10, and two get one.
        var report = Plans.Of("10.0.0.0/26", "m5.large", nodes: 3, pods: 60).Report();

        Assert.Equal((45, 15), (report.Running, report.Pending));
        Assert.Equal(53, report.Fits);
        Assert.Equal((Limit.SubnetAddresses, "private-a"), (report.FirstLimit.Limit, report.FirstLimit.Subnet));
        var subnet = Assert.Single(report.Subnets);
        Assert.Equal((64, 5, 3, 2, 45, 0, 9), Parts(subnet));
        var pending = Assert.Single(report.PendingPods);
        Assert.True(pending.Scheduled);
        Assert.Equal("FailedCreatePodSandBox", pending.Event.Reason);
        Assert.EndsWith(
            "add cmd: failed to assign an IP address to container",
            pending.Event.Message,
            StringComparison.Ordinal
        );
        Assert.StartsWith("InsufficientFreeAddressesInSubnet", pending.NodeLog, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_remedy_is_tried_and_prefixes_in_a_small_subnet_make_it_worse()
    {
        var report = Plans.Of("10.0.0.0/26", "m5.large", nodes: 3, pods: 60).Report();

        Assert.Equal(15, report.Remedy(RemedyKind.LargerSubnets).Gain);
        Assert.Equal("private-a: /26 to /25", report.Remedy(RemedyKind.LargerSubnets).Change);
        // Of the four /28 blocks in a /26 the first and the last are broken by the addresses that AWS keeps.
        Assert.Equal((32, -13), Gained(report.Remedy(RemedyKind.PrefixDelegation)));
        // Custom networking leaves 2 x 9 addresses on each node.
        Assert.Equal((54, 9), Gained(report.Remedy(RemedyKind.SecondaryCidr)));
        Assert.Equal((60, 15), Gained(report.Remedy(RemedyKind.Ipv6)));
        // Asking for single addresses, ipamd also gets the last ones: 59 less 3 nodes and 3 further interfaces.
        Assert.Equal((53, 8), Gained(report.Remedy(RemedyKind.SmallerWarmPool)));
        Assert.DoesNotContain(report.Remedies, remedy => remedy.Kind == RemedyKind.RecommendedMaxPods);
    }

    [Fact]
    public void A_node_full_by_its_interfaces_leaves_Pods_unscheduled()
    {
        var report = Plans.Of("10.0.0.0/20", "t3.medium", nodes: 3, pods: 60).Report();

        Assert.Equal((45, 15, 45), (report.Running, report.Pending, report.Fits));
        Assert.Equal(Limit.EniLimits, report.FirstLimit.Limit);
        var pending = Assert.Single(report.PendingPods);
        Assert.Equal("46-60", pending.Pods);
        Assert.False(pending.Scheduled);
        Assert.Equal("FailedScheduling", pending.Event.Reason);
        Assert.StartsWith("0/3 nodes are available: 3 Too many pods.", pending.Event.Message, StringComparison.Ordinal);
        Assert.Null(pending.NodeLog);
        Assert.Equal((60, 15), Gained(report.Remedy(RemedyKind.PrefixDelegation)));
        Assert.Equal("1 more node in each group", report.Remedy(RemedyKind.MoreNodes).Change);
    }

    [Fact]
    public void A_max_pods_above_the_interfaces_leaves_Pods_scheduled_without_an_address()
    {
        var plan = Plans.Of("10.0.0.0/20", "t3.medium", nodes: 1, pods: 20);
        plan = plan with { NodeGroups = [plan.NodeGroups[0] with { MaxPods = 110 }] };

        var report = plan.Report();

        Assert.Equal((15, 5), (report.Running, report.Pending));
        var pending = Assert.Single(report.PendingPods);
        Assert.Equal((Limit.EniLimits, true, "16-20"), (pending.Limit, pending.Scheduled, pending.Pods));
        Assert.Contains("3 x 5 addresses", pending.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recommended_cap_binds_before_large_interfaces_do()
    {
        var report = Plans.Of("10.0.0.0/16", "m5.4xlarge", nodes: 1, pods: 200).Report();

        Assert.Equal((108, Limit.MaxPods), (report.Running, report.FirstLimit.Limit));
        var group = Assert.Single(report.NodeGroups);
        Assert.Equal((110, 234, 110), (group.MaxPods, group.FormulaMaxPods, group.RecommendedMaxPods));
        Assert.Equal([65530, 232, 108], report.Limits.Select(limit => limit.Pods!.Value));
    }

    [Fact]
    public void A_low_max_pods_is_found_and_raising_it_helps()
    {
        var plan = Plans.Of("10.0.0.0/20", "m5.large", nodes: 2, pods: 40);
        plan = plan with { NodeGroups = [plan.NodeGroups[0] with { MaxPods = 12 }] };

        var report = plan.Report();

        Assert.Equal((20, Limit.MaxPods), (report.Running, report.FirstLimit.Limit));
        Assert.Equal((40, 20), Gained(report.Remedy(RemedyKind.RecommendedMaxPods)));
    }

    [Fact]
    public void Custom_networking_takes_Pods_out_of_the_nodes_subnet()
    {
        var plan = Plans.Of("10.0.0.0/28", "m5.large", nodes: 3, pods: 60) with
        {
            Subnets =
            [
                new("nodes-a", "10.0.0.0/28") { Zone = "a", Taken = 8 },
                new("pods-a", "100.64.0.0/24") { Zone = "a" },
            ],
            PodSubnets = ["pods-a"],
        };

        var report = plan.Report();

        Assert.Equal((54, Limit.EniLimits), (report.Running, report.FirstLimit.Limit));
        Assert.Equal((16, 5, 3, 0, 0, 0, 0), Parts(report.Subnets[0]));
        Assert.Equal((256, 5, 0, 6, 54, 0, 191), Parts(report.Subnets[1]));
        Assert.All(report.Nodes, node => Assert.Equal(3, node.Enis));
    }

    [Fact]
    public void A_24_has_14_whole_blocks_for_prefixes()
    {
        var plan = Plans.Of("10.0.0.0/24", "t3.medium", nodes: 2, pods: 200) with
        {
            Mode = AddressMode.PrefixDelegation,
        };

        var report = plan.Report();

        Assert.Equal((200, 0), (report.Running, report.Subnets[0].FreePrefixes));
        Assert.Equal([7, 7], report.Nodes.Select(node => node.Prefixes));
        Assert.Equal((256, 5, 2, 2, 200, 24, 23), Parts(report.Subnets[0]));
    }

    [Fact]
    public void Scattered_addresses_leave_room_but_no_prefixes()
    {
        var plan = Plans.Of("10.0.0.0/24", "t3.medium", nodes: 2, pods: 200) with
        {
            Mode = AddressMode.PrefixDelegation,
            Subnets = [new("private-a", "10.0.0.0/24") { Fragmentation = 0.5 }],
        };

        var report = plan.Report();

        Assert.Equal((112, 112), (report.Running, report.Fits));
        Assert.True(report.Subnets[0].Free > 100);
        Assert.StartsWith("InsufficientCidrBlocks", report.PendingPods[0].NodeLog, StringComparison.Ordinal);
        Assert.Contains("0 whole /28 blocks", report.FirstLimit.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ipv6_Pods_take_no_IPv4_addresses()
    {
        var plan = Plans.Of("10.0.0.0/28", "m5.large", nodes: 3, pods: 300) with { Mode = AddressMode.Ipv6 };

        var report = plan.Report();

        Assert.Equal((300, Limit.MaxPods), (report.Running, report.FirstLimit.Limit));
        Assert.Equal((16, 5, 3, 0, 0, 0, 8), Parts(report.Subnets[0]));
    }

    [Fact]
    public void A_node_without_an_address_for_itself_does_not_start()
    {
        var report = Plans.Of("10.0.0.0/28", "m5.large", nodes: 12, pods: 1).Report();

        Assert.Equal(11, report.Nodes.Count(node => node.Started));
        Assert.Equal((11, 0), (report.NodeGroups[0].Started, report.Running));
        Assert.Equal("private-a", report.FirstLimit.Subnet);
    }

    [Fact]
    public void Host_network_Pods_count_towards_max_pods_and_take_no_address()
    {
        var plan = Plans.Of("10.0.0.0/24", "t3.medium", nodes: 1, pods: 15) with
        {
            Pods = [new("node-agent", 5) { HostNetwork = true }, new("web", 15)],
        };

        var report = plan.Report();

        Assert.Equal((15, 10), (report.Running, report.Subnets[0].Pods));
        Assert.Equal(("web", 5), (report.PendingPods[0].Group, report.PendingPods[0].Count));
    }

    [Fact]
    public void Where_all_Pods_run_the_limit_of_scaling_further_is_named()
    {
        var report = Plans.Of("10.0.0.0/24", "m5.large", nodes: 3, pods: 30).Report();

        Assert.Equal((30, 0), (report.Running, report.Pending));
        Assert.Equal((Limit.EniLimits, 81), (report.FirstLimit.Limit, report.FirstLimit.AfterPods));
        Assert.Empty(report.PendingPods);
        Assert.Equal(30, report.Subnets[0].Pods);
    }

    [Fact]
    public void The_same_plan_gives_the_same_report()
    {
        var plan = Plans.Of("10.0.0.0/26", "m5.large", nodes: 3, pods: 60);

        Assert.Equal(JsonSerializer.Serialize(plan.Report()), JsonSerializer.Serialize(plan.Report()));
    }

    private static (int Running, int Gain) Gained(Remedy remedy) => (remedy.Running, remedy.Gain);

    private static (int, int, int, int, int, int, int) Parts(SubnetReport subnet) =>
        (
            subnet.Addresses,
            subnet.Reserved,
            subnet.NodePrimaries,
            subnet.EniPrimaries,
            subnet.Pods,
            subnet.Warm,
            subnet.Free
        );
}
