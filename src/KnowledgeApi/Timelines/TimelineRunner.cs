using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
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

    public Outcome<TimelineResult> Run(JsonElement json)
    {
        var errors = new List<PlanError>();
        var plan = TimelinePlanReader.Read(json, errors);
        if (plan is not null)
            errors.AddRange(plan.Validate(limits).Where(error => errors.TrueForAll(e => e.Field != error.Field)));
        return errors.Count == 0 ? Timeline.Run(plan!) : Refused(errors);
    }

    static Fault Refused(List<PlanError> errors)
    {
        var (first, more) = (errors[0], errors.Count - 1);
        var field = first.Field.Length == 0 ? "The plan" : $"'{first.Field}'";
        return new(
            StatusCodes.Status422UnprocessableEntity,
            $"{field}: {first.Message} Expected: {first.Expected}."
                + (more > 0 ? $" And {more:N0} more, see errors." : ""),
            Errors: [.. errors.Take(MostErrors)]
        );
    }
}
