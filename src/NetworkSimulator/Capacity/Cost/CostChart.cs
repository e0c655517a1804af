using System.Globalization;
using NetworkSimulator.Charts;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>A report as a chart: the cost of a month before and after consolidation.</summary>
public static class CostChart
{
    /// <summary>Draws the report.</summary>
    public static BarChart Of(CostReport report) =>
        new()
        {
            Title = "Load balancers: cost a month",
            Description = string.Create(
                CultureInfo.InvariantCulture,
                $"{report.LoadBalancers.Length} load balancers cost {report.Total.PerMonth:0.00} {report.Prices.Currency} a month; consolidated, {report.Consolidation.LoadBalancers.Length} cost {report.Consolidation.Total.PerMonth:0.00}."
            ),
            XLabel =
                $"as the manifests are, and behind one ALB of each scheme ({report.Prices.Region}, {report.Prices.Date})",
            YLabel = $"{report.Prices.Currency} a month",
            ShowsTotals = true,
            Series =
            [
                new("hours", ChartTone.Blue),
                new("capacity units and gigabytes", ChartTone.Amber),
                new("public IPv4 addresses", ChartTone.Purple),
            ],
            Bars =
            [
                Bar("before", report.LoadBalancers.Length, report.Total),
                Bar("after", report.Consolidation.LoadBalancers.Length, report.Consolidation.Total),
            ],
        };

    private static ChartBar Bar(string name, int count, Cost cost) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{name}: {count}"),
            [Month(cost.HoursPerHour), Month(cost.UsagePerHour), Month(cost.PublicAddressesPerHour)]
        );

    private static double Month(decimal perHour) => (double)Cost.Month(perHour);
}
