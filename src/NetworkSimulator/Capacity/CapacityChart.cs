using System.Globalization;
using NetworkSimulator.Charts;

namespace NetworkSimulator.Capacity;

/// <summary>A report as a chart: what each limit alone allows, beside the Pods wanted.</summary>
public static class CapacityChart
{
    /// <summary>Draws the report; a limit that sets no number has no bar.</summary>
    public static BarChart Of(CapacityReport report) =>
        new()
        {
            Title = "Pods by limit",
            Description = Description(report),
            XLabel = "what the limit alone allows, and the Pods wanted",
            YLabel = "Pods",
            ShowsTotals = true,
            Series = [new("allowed", ChartTone.Blue), new("running", ChartTone.Green), new("pending", ChartTone.Red)],
            Bars =
            [
                .. report
                    .Limits.Where(limit => limit.Pods is not null)
                    .Select(limit => new ChartBar(Label(limit.Limit), [limit.Pods!.Value, 0, 0])),
                new("all limits together", [report.Fits, 0, 0]),
                new("Pods wanted", [0, report.Running, report.Pending]),
            ],
        };

    private static string Description(CapacityReport report)
    {
        var limits = report
            .Limits.Where(limit => limit.Pods is not null)
            .Select(limit => string.Create(CultureInfo.InvariantCulture, $"{Label(limit.Limit)} {limit.Pods}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Pods allowed by {string.Join(", ", limits)}; together {report.Fits}. Of {report.Wanted} wanted {report.Running} run and {report.Pending} are pending."
        );
    }

    private static string Label(Limit limit) =>
        limit switch
        {
            Limit.SubnetAddresses => "subnet addresses",
            Limit.EniLimits => "interfaces",
            _ => "max-pods",
        };
}
