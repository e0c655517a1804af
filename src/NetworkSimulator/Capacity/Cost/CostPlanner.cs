using System.Collections.Immutable;
using System.Globalization;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>What the load balancers of a cluster cost on AWS, and what consolidating them saves.</summary>
public static class CostPlanner
{
    /// <summary>Checks the plan, provisions, and adds up. Every fault of the plan is told at once.</summary>
    public static CostResult Run(ClusterObjects objects, CostPlan plan)
    {
        var problems = CostChecks.Check(objects, plan);
        if (!problems.IsEmpty)
            return new(null, problems);
        var traffic = plan.TrafficOf.ToDictionary(item => item.Object, item => item.Traffic);
        var (balancers, notes) = Provisioning.Of(objects, plan.ServiceController);
        var costs = Costs(balancers);
        var (after, merged, changes) = Consolidating.Of(balancers, objects);
        var costsAfter = Costs(after);
        var (total, totalAfter) = (Total(costs), Total(costsAfter));
        var consolidation = new Consolidation(
            costsAfter,
            totalAfter,
            total.PerMonth - totalAfter.PerMonth,
            merged,
            changes
        );
        return new(
            new()
            {
                LoadBalancers = costs,
                Total = total,
                Consolidation = consolidation,
                Notes = notes,
                Prices = plan.Prices,
                Explanation = Explain(costs, total, consolidation, plan.Prices),
            },
            []
        );

        ImmutableArray<LoadBalancerCost> Costs(ImmutableArray<CloudLoadBalancer> items) =>
            [.. items.Select(item => Price(item, item.Objects.Select(Of).Aggregate(Traffic.Add), plan))];

        Traffic Of(string name) => traffic.GetValueOrDefault(name, plan.Traffic);
    }

    /// <summary>Everything that is wrong with a plan; nothing where it can be run.</summary>
    /// <param name="objects">The cluster; null where it isn't known, and names of its objects are taken as they are.</param>
    /// <param name="plan">The plan.</param>
    public static ImmutableArray<PlanError> Check(ClusterObjects? objects, CostPlan plan) =>
        CostChecks.Check(objects, plan);

    private static LoadBalancerCost Price(CloudLoadBalancer balancer, Traffic traffic, CostPlan plan)
    {
        var prices = plan.Prices;
        var addresses =
            balancer.Scheme == LoadBalancerScheme.InternetFacing ? plan.Zones * prices.PublicIpv4Hour : decimal.Zero;
        var units = balancer.Kind switch
        {
            LoadBalancerKind.Alb => CapacityUnits.OfAlb(traffic, balancer.Rules),
            LoadBalancerKind.Nlb => CapacityUnits.OfNlb(traffic, balancer.Listeners),
            _ => null,
        };
        var (hour, usage) = balancer.Kind switch
        {
            LoadBalancerKind.Alb => (prices.AlbHour, (decimal)units!.Units * prices.LcuHour),
            LoadBalancerKind.Nlb => (prices.NlbHour, (decimal)units!.Units * prices.NlcuHour),
            _ => (prices.ClbHour, (decimal)traffic.GigabytesPerHour * prices.ClbGigabyte),
        };
        return new(balancer, units, new(hour, usage, addresses));
    }

    private static Cost Total(ImmutableArray<LoadBalancerCost> costs) =>
        costs.Select(item => item.Cost).Aggregate(Cost.Zero, Cost.Add);

    private static string Explain(
        ImmutableArray<LoadBalancerCost> costs,
        Cost total,
        Consolidation after,
        PriceTable prices
    )
    {
        if (costs.IsEmpty)
            return "The manifests provision no load balancer.";
        var kinds = costs
            .GroupBy(item => item.LoadBalancer.Kind)
            .OrderBy(group => group.Key)
            .Select(group =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{group.Count()} {group.Key.ToString().ToUpperInvariant()}{(group.Count() > 1 ? "s" : "")}"
                )
            );
        var saving =
            after.Merged == 0 ? "There is nothing to merge."
            : after.SavedPerMonth > 0
                ? $"Behind one ALB of each scheme the {after.Merged} that speak HTTP would leave {after.LoadBalancers.Length} in all, at {after.Total.PerMonth:0.00}: {after.SavedPerMonth:0.00} less."
            : $"One ALB in place of the {after.Merged} that speak HTTP would save nothing: {after.Total.PerMonth:0.00} a month.";
        return string.Create(
                CultureInfo.InvariantCulture,
                $"The manifests provision {string.Join(", ", kinds)}, for {total.PerMonth:0.00} {prices.Currency} a month of {Cost.HoursPerMonth} hours in {prices.Region} (prices of {prices.Date}). "
            ) + saving;
    }
}

/// <summary>A report, or what is wrong with the plan.</summary>
/// <param name="Report">The report; null where there are problems.</param>
/// <param name="Problems">Everything that is wrong.</param>
public sealed record CostResult(CostReport? Report, ImmutableArray<PlanError> Problems);
