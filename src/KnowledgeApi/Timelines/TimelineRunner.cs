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
    // A caller who mends a hundred errors can ask for the rest; a hostile one gets no larger answer than that.
    const int MostErrors = 100;

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
        return plan is null ? Refused(errors) : Timeline.Run(plan, cancellationToken);
    }

    static Fault Refused(IReadOnlyList<PlanError> errors)
    {
        var (first, more) = (errors[0], errors.Count - 1);
        var field = first.Field.Length == 0 ? "The plan" : $"'{first.Field}'";
        return new(
            StatusCodes.Status422UnprocessableEntity,
            $"{field}: {first.Message} Expected: {first.Expected}."
                + (more > 0 ? $" And {more:N0} more, see errors." : ""),
            Errors:
            [
                .. errors
                    .Take(MostErrors)
                    .Select(e => new ManifestErrorView(
                        null,
                        null,
                        null,
                        e.Field.Length == 0 ? null : e.Field,
                        e.Message,
                        e.Expected
                    )),
            ]
        );
    }
}
