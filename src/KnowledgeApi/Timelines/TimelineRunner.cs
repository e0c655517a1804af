using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using Microsoft.Extensions.Options;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Timelines;

/// <summary>Runs a plan given as JSON, of a caller or of a scenario.</summary>
public sealed class TimelineRunner(IOptions<TimelineOptions> options)
{
    readonly TimelineLimits limits = new()
    {
        DurationSeconds = options.Value.MaxDurationSeconds,
        Pods = options.Value.MaxPods,
        RequestsPerSecond = options.Value.MaxRequestsPerSecond,
    };

    /// <param name="field">Where the plan stands in what the caller sent; empty when it is all of it.</param>
    public Outcome<TimelineResult> Run(JsonElement json, string field, CancellationToken cancellationToken)
    {
        var (plan, errors) = TimelinePlanReader.Read(json, limits, field);
        return plan is null ? PlanFault.Of(errors) : Timeline.Run(plan, cancellationToken);
    }
}
