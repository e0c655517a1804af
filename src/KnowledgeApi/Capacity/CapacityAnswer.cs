using NetworkSimulator.Capacity;
using NetworkSimulator.Capacity.Cost;
using NetworkSimulator.Charts;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Capacity;

/// <summary>What was asked for; the rest is left out.</summary>
/// <param name="Capacity">How many Pods fit, what stops the others, and what would help.</param>
/// <param name="Cost">Load balancers, what they cost, and what consolidating them saves.</param>
public sealed record CapacityAnswer(CapacityReport? Capacity, CostReport? Cost)
{
    /// <summary>Answers a request without faults.</summary>
    /// <param name="objects">Its cluster; needed for cost.</param>
    internal static CapacityAnswer Of(CapacityRequest request, ClusterObjects? objects, CapacityLimits limits) =>
        new(
            request.ToPlan(objects) is { } plan ? CapacityPlanner.Run(plan, limits).Report : null,
            request.Cost is { } cost ? CostPlanner.Run(objects!, cost).Report : null
        );

    public string ToMarkdown() =>
        (Capacity, Cost) switch
        {
            ({ } capacity, { } cost) => $"""
                # Capacity

                {CapacityMarkdown.Write(capacity)}
                # Cost

                {CostMarkdown.Write(cost)}
                """,
            ({ } capacity, null) => CapacityMarkdown.Write(capacity),
            _ => CostMarkdown.Write(Cost!),
        };

    /// <summary>The chart asked for, else the first there is; null where there is none of that name.</summary>
    public BarChart? ToChart(CapacityChartName? name) =>
        (name ?? (Capacity is null ? CapacityChartName.Cost : CapacityChartName.Capacity)) switch
        {
            CapacityChartName.Capacity => Capacity is null ? null : CapacityChart.Of(Capacity),
            _ => Cost is null ? null : CostChart.Of(Cost),
        };
}

/// <summary>Charts of an answer.</summary>
public enum CapacityChartName
{
    /// <summary>Pods by limit.</summary>
    Capacity,

    /// <summary>Cost before and after consolidation.</summary>
    Cost,
}
