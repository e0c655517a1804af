using System.Collections.Immutable;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>What load balancers cost, and what fewer of them would.</summary>
public sealed record CostReport
{
    /// <summary>The load balancers that the manifests provision, each with its cost.</summary>
    public required ImmutableArray<LoadBalancerCost> LoadBalancers { get; init; }

    /// <summary>Their cost together.</summary>
    public required Cost Total { get; init; }

    /// <summary>The same objects behind as few load balancers as possible.</summary>
    public required Consolidation Consolidation { get; init; }

    /// <summary>What else is worth knowing.</summary>
    public required ImmutableArray<CostNote> Notes { get; init; }

    /// <summary>The prices used.</summary>
    public required PriceTable Prices { get; init; }

    /// <summary>The result in one paragraph.</summary>
    public required string Explanation { get; init; }
}

/// <summary>A load balancer and its cost.</summary>
/// <param name="LoadBalancer">The load balancer.</param>
/// <param name="CapacityUnits">Its capacity units; null for a CLB, which is billed by the gigabyte.</param>
/// <param name="Cost">Its cost.</param>
public sealed record LoadBalancerCost(CloudLoadBalancer LoadBalancer, CapacityUnits? CapacityUnits, Cost Cost);

/// <summary>Cost in the currency of the prices.</summary>
/// <param name="HoursPerHour">For being there, an hour.</param>
/// <param name="UsagePerHour">For capacity units or gigabytes, an hour.</param>
/// <param name="PublicAddressesPerHour">For public IPv4 addresses, an hour.</param>
public sealed record Cost(decimal HoursPerHour, decimal UsagePerHour, decimal PublicAddressesPerHour)
{
    /// <summary>Hours of a month, as AWS' calculator counts: 730.</summary>
    public const int HoursPerMonth = 730;

    /// <summary>No cost.</summary>
    public static Cost Zero { get; } = new(0, 0, 0);

    /// <summary>All of it, an hour.</summary>
    public decimal PerHour => HoursPerHour + UsagePerHour + PublicAddressesPerHour;

    /// <summary>All of it, a month of 730 hours, in hundredths.</summary>
    public decimal PerMonth => Month(PerHour);

    /// <summary>What a price an hour makes in a month, in hundredths.</summary>
    public static decimal Month(decimal perHour) =>
        decimal.Round(perHour * HoursPerMonth, 2, MidpointRounding.AwayFromZero);

    /// <summary>The cost of both.</summary>
    public static Cost Add(Cost left, Cost right) =>
        new(
            left.HoursPerHour + right.HoursPerHour,
            left.UsagePerHour + right.UsagePerHour,
            left.PublicAddressesPerHour + right.PublicAddressesPerHour
        );
}

/// <summary>HTTP Services and Ingresses behind one ALB of each scheme.</summary>
/// <param name="LoadBalancers">The load balancers that are left, each with its cost.</param>
/// <param name="Total">Their cost together.</param>
/// <param name="SavedPerMonth">What is saved a month; below 0 where it costs more.</param>
/// <param name="Merged">Load balancers that one takes the place of.</param>
/// <param name="Changes">What has to change in the manifests.</param>
public sealed record Consolidation(
    ImmutableArray<LoadBalancerCost> LoadBalancers,
    Cost Total,
    decimal SavedPerMonth,
    int Merged,
    ImmutableArray<string> Changes
);
