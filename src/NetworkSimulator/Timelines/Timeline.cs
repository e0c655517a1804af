namespace NetworkSimulator.Timelines;

/// <summary>Runs a plan: requests, connections and Pods over simulated time, in steps of a hundredth of a second.</summary>
public static class Timeline
{
    /// <summary>What becomes of the requests. The same plan gives the same result, on every machine.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    /// <exception cref="ArgumentException">The plan has errors; <see cref="TimelinePlan.Validate"/> tells them before.</exception>
    public static TimelineResult Run(TimelinePlan plan, CancellationToken cancellationToken = default)
    {
        var errors = plan.Validate(TimelineLimits.None);
        return errors.IsEmpty
            ? new Simulation(plan).Run(cancellationToken)
            : throw new ArgumentException($"{errors[0].Field}: {errors[0].Message}", nameof(plan));
    }
}
