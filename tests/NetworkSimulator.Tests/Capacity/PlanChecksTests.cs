using NetworkSimulator.Capacity;

namespace NetworkSimulator.Tests.Capacity;

public class PlanChecksTests
{
    [Fact]
    public void Every_fault_is_named_at_once_with_its_field()
    {
        var plan = new CapacityPlan
        {
            Subnets =
            [
                new("a", "10.0.0.0/24") { Taken = -1 },
                new("b", "10.0.0.128/25") { Fragmentation = 1.5 },
                new("b", "10.0.1.7/24"),
                new("", "fd00::/64"),
                new("d", "10.0.4.0/28") { Taken = 12 },
                new("e", "10.0.0.0/8"),
            ],
            NodeGroups =
            [
                new("workers", "m5.lagre", 0),
                new("workers", "m5.large", 3)
                {
                    Subnets = ["a", "z"],
                    MaxPods = 0,
                    HostNetworkPods = -2,
                },
            ],
            Warm = new() { EniTarget = -1, IpTarget = -5 },
            PodSubnets = ["nowhere"],
            Pods = [new("web", -3)],
        };

        var result = CapacityPlanner.Run(plan);

        Assert.Null(result.Report);
        Assert.Equal(
            [
                "nodeGroups[0].instanceType",
                "nodeGroups[0].nodes",
                "nodeGroups[1].hostNetworkPods",
                "nodeGroups[1].maxPods",
                "nodeGroups[1].name",
                "nodeGroups[1].subnets[1]",
                "podSubnets[0]",
                "pods[0].count",
                "subnets[0].taken",
                "subnets[1].cidr",
                "subnets[1].fragmentation",
                "subnets[2].cidr",
                "subnets[2].name",
                "subnets[3].cidr",
                "subnets[3].name",
                "subnets[4].taken",
                "subnets[5].cidr",
                "warm.eniTarget",
                "warm.ipTarget",
            ],
            result
                .Problems.Select(problem => problem.Field)
                .Where(field => !field.EndsWith(".subnets", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        Assert.All(result.Problems, problem => Assert.NotEmpty(problem.Expected));
        Assert.Contains(
            result.Problems,
            problem => problem.Message.Contains("overlaps 10.0.0.0/24 of subnet 'a'", StringComparison.Ordinal)
        );
        Assert.Contains(
            "m5.large",
            result.Problems.Single(p => p.Field == "nodeGroups[0].instanceType").Expected,
            StringComparison.Ordinal
        );
        Assert.Equal("10.0.1.0/24", result.Problems.Single(p => p.Field == "subnets[2].cidr").Expected);
    }

    [Fact]
    public void An_empty_plan_lacks_subnets_and_nodes() =>
        Assert.Equal(["subnets", "nodeGroups"], FieldsOf(new CapacityPlan()));

    [Fact]
    public void Prefixes_need_nitro()
    {
        var plan = Plans.Of("10.0.0.0/24", "m4.large", nodes: 1, pods: 1) with { Mode = AddressMode.PrefixDelegation };

        Assert.Equal(["nodeGroups[0].instanceType"], FieldsOf(plan));
    }

    [Fact]
    public void Prefixes_need_a_warm_pool()
    {
        var plan = Plans.Of("10.0.0.0/24", "m5.large", nodes: 1, pods: 1) with
        {
            Mode = AddressMode.PrefixDelegation,
            Warm = new() { PrefixTarget = 0 },
        };

        Assert.Equal(["warm.prefixTarget"], FieldsOf(plan));
    }

    [Fact]
    public void Each_zone_with_nodes_needs_one_Pod_subnet()
    {
        var plan = Plans.Of("10.0.0.0/24", "m5.large", nodes: 1, pods: 1) with
        {
            Subnets =
            [
                new("nodes-a", "10.0.0.0/24") { Zone = "a" },
                new("nodes-b", "10.0.1.0/24") { Zone = "b" },
                new("pods-a", "100.64.0.0/24") { Zone = "a" },
                new("pods-a2", "100.64.1.0/24") { Zone = "a" },
            ],
            PodSubnets = ["pods-a", "pods-a2"],
        };

        Assert.Equal(["podSubnets", "nodeGroups[0].subnets"], FieldsOf(plan));
    }

    [Fact]
    public void Nodes_need_a_subnet_beside_those_of_Pods()
    {
        var plan = Plans.Of("10.0.0.0/24", "m5.large", nodes: 1, pods: 1) with { PodSubnets = ["private-a"] };

        Assert.Equal(["podSubnets"], FieldsOf(plan));
    }

    [Fact]
    public void Limits_are_told_with_the_limit()
    {
        var limits = new CapacityLimits { Nodes = 10, Pods = 100 };
        var plan = Plans.Of("10.0.0.0/24", "m5.large", nodes: 6, pods: 60);
        plan = plan with
        {
            NodeGroups = [plan.NodeGroups[0], plan.NodeGroups[0] with { Name = "more" }],
            Pods = [plan.Pods[0], plan.Pods[0] with { Name = "more" }],
        };

        var problems = CapacityPlanner.Run(plan, limits).Problems;

        Assert.Equal(["nodeGroups", "pods"], problems.Select(problem => problem.Field));
        Assert.Equal(
            ["at most 10 nodes in all", "at most 100 Pods in all"],
            problems.Select(problem => problem.Expected)
        );
    }

    [Fact]
    public void Numbers_near_the_end_of_their_range_do_not_overflow()
    {
        var plan = Plans.Of("10.0.0.0/24", "m5.large", int.MaxValue, int.MaxValue);
        plan = plan with
        {
            NodeGroups = [plan.NodeGroups[0], plan.NodeGroups[0] with { Name = "more" }],
            Pods = [plan.Pods[0], plan.Pods[0] with { Name = "more" }],
            Subnets = [plan.Subnets[0] with { Taken = int.MaxValue, Fragmentation = double.NaN }],
        };

        Assert.Contains("nodeGroups", FieldsOf(plan));
    }

    private static IEnumerable<string> FieldsOf(CapacityPlan plan) =>
        CapacityPlanner.Run(plan).Problems.Select(problem => problem.Field);
}
