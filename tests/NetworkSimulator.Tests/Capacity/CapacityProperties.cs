using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetworkSimulator.Capacity;

namespace NetworkSimulator.Tests.Capacity;

[Properties(Arbitrary = [typeof(CapacityProperties)], MaxTest = 300)]
public class CapacityProperties
{
    private static readonly string[] Types = ["t3.small", "t3.medium", "m5.large", "m5.xlarge", "m5.4xlarge"];

    public static Arbitrary<CapacityPlan> AnyPlan() =>
        (
            from zones in Gen.Choose(1, 2)
            from custom in Gen.Elements(false, false, true)
            from mode in Gen.Elements(AddressMode.SecondaryIp, AddressMode.PrefixDelegation, AddressMode.Ipv6)
            from subnets in AnySubnet.ArrayOf(zones * 2)
            from groups in AnyGroup.ArrayOf(2)
            from warm in AnyWarm
            from pods in Gen.Choose(0, 150)
            from agents in Gen.Choose(0, 5)
            select new CapacityPlan
            {
                Mode = mode,
                Subnets =
                [
                    .. subnets.Select(
                        (subnet, i) =>
                            subnet with
                            {
                                Name = $"s{i}",
                                Cidr = $"10.0.{i * 16}.0/{subnet.Cidr}",
                                Zone = $"zone{i / 2}",
                            }
                    ),
                ],
                PodSubnets =
                    custom && mode != AddressMode.Ipv6
                        ? [.. Enumerable.Range(0, zones).Select(zone => $"s{zone * 2 + 1}")]
                        : [],
                NodeGroups = [.. groups.Select((g, i) => g with { Name = $"g{i}" })],
                Warm = warm,
                Pods = [new("agents", agents) { HostNetwork = true }, new("web", pods)],
            }
        ).ToArbitrary();

    [Property]
    public void The_parts_of_a_subnet_add_up_to_it(CapacityPlan plan) =>
        Assert.All(
            plan.Report().Subnets,
            s =>
            {
                Assert.Equal(
                    s.Addresses,
                    s.Reserved + s.Taken + s.NodePrimaries + s.EniPrimaries + s.Pods + s.Warm + s.Free
                );
                Assert.All(
                    [s.NodePrimaries, s.EniPrimaries, s.Pods, s.Warm, s.Free, s.FreePrefixes],
                    part => Assert.True(part >= 0, $"{s}")
                );
            }
        );

    [Property]
    public void Running_and_pending_Pods_are_all_that_are_wanted_and_each_pending_one_has_a_reason(CapacityPlan plan)
    {
        var report = plan.Report();

        Assert.Equal(plan.Pods.Sum(group => group.Count), report.Wanted);
        Assert.Equal(report.Wanted, report.Running + report.Pending);
        Assert.Equal(report.Pending, report.PendingPods.Sum(pending => pending.Count));
        Assert.Equal(report.Running, report.NodeGroups.Sum(group => group.Running));
    }

    [Property]
    public void No_more_Pods_run_than_fit_or_than_any_limit_allows(CapacityPlan plan)
    {
        plan = plan with { Pods = [new("web", 2_000)] };

        var report = plan.Report();

        Assert.True(report.Running <= report.Fits, report.Explanation);
        Assert.All(
            report.Limits,
            limit => Assert.True(report.Fits <= (limit.Pods ?? int.MaxValue), $"{limit}: {report.Fits}")
        );
    }

    [Property]
    public void No_node_exceeds_its_interfaces_or_its_max_pods(CapacityPlan plan)
    {
        var report = plan.Report();
        var groups = report.NodeGroups.ToDictionary(group => group.Name);

        Assert.All(
            report.Nodes.Where(node => node.Started),
            node =>
            {
                var group = groups[node.NodeGroup];
                Assert.True(node.Pods <= group.MaxPods, $"{node}");
                Assert.True(node.Enis <= InstanceTypes.Find(group.InstanceType)!.Enis, $"{node}");
            }
        );
    }

    [Property]
    public void A_larger_subnet_never_fits_fewer_Pods(CapacityPlan plan, NonNegativeInt which)
    {
        var larger = plan with
        {
            Subnets = Replaced(
                plan.Subnets,
                which.Get % plan.Subnets.Length,
                subnet => subnet with { Cidr = subnet.Cidr[..^2] + "20" }
            ),
        };

        FitsNoFewer(larger, plan);
    }

    [Property]
    public void Fewer_addresses_taken_never_fit_fewer_Pods(CapacityPlan plan, NonNegativeInt which)
    {
        var freer = plan with
        {
            Subnets = Replaced(
                plan.Subnets,
                which.Get % plan.Subnets.Length,
                subnet => subnet with { Taken = subnet.Taken / 2 }
            ),
        };

        FitsNoFewer(freer, plan);
    }

    [Property]
    public void More_Pods_wanted_never_run_fewer(CapacityPlan plan, PositiveInt more)
    {
        var larger = plan with { Pods = [.. plan.Pods, new("more", more.Get % 100)] };

        Assert.True(larger.Report().Running >= plan.Report().Running);
    }

    [Property]
    public void A_remedy_is_what_running_the_changed_plan_gives(CapacityPlan plan)
    {
        var report = plan.Report();

        Assert.All(report.Remedies, remedy => Assert.Equal(remedy.Running - report.Running, remedy.Gain));
        if (report.Remedies.FirstOrDefault(r => r.Kind == RemedyKind.SmallerWarmPool) is { } warm)
            Assert.Equal(
                (plan with { Warm = plan.Warm with { IpTarget = 2, MinimumIpTarget = null } }).Report().Running,
                warm.Running
            );
    }

    private static Gen<Subnet> AnySubnet =>
        from length in Gen.Choose(22, 28)
        from taken in Gen.Choose(0, 11)
        from fragmentation in Gen.Elements(0, 0, 0.25, 1)
        select new Subnet("", $"{length}") { Taken = taken, Fragmentation = fragmentation };

    private static Gen<NodeGroup> AnyGroup =>
        from type in Gen.Elements(Types)
        from nodes in Gen.Choose(1, 6)
        from maxPods in Gen.Elements<int?>(null, null, 8, 40, 110)
        from agents in Gen.Choose(0, 3)
        select new NodeGroup("", type, nodes) { MaxPods = maxPods, HostNetworkPods = agents };

    private static Gen<WarmTargets> AnyWarm =>
        from enis in Gen.Choose(0, 2)
        from prefixes in Gen.Choose(1, 2)
        from ips in Gen.Elements<int?>(null, null, 0, 1, 5)
        from minimum in Gen.Elements<int?>(null, null, 4, 20)
        select new WarmTargets
        {
            EniTarget = enis,
            PrefixTarget = prefixes,
            IpTarget = ips,
            MinimumIpTarget = minimum,
        };

    /// <summary>Compares plans whose nodes all start or stay away alike: a node more takes addresses of its own.</summary>
    private static void FitsNoFewer(CapacityPlan better, CapacityPlan plan)
    {
        var (after, before) = (better.Report(), plan.Report());
        if (after.Nodes.Count(node => node.Started) == before.Nodes.Count(node => node.Started))
            Assert.True(after.Fits >= before.Fits, before.Explanation);
    }

    private static ImmutableArray<Subnet> Replaced(
        ImmutableArray<Subnet> subnets,
        int i,
        Func<Subnet, Subnet> change
    ) => subnets.SetItem(i, change(subnets[i]));
}
