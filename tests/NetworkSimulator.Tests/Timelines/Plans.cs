using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

/// <summary>The experiment that most tests vary: four Pods, one client with 100 requests a second.</summary>
static class Plans
{
    public static readonly PodPlan Pods = new()
    {
        Name = "web",
        Replicas = 4,
        ReadinessProbe = new() { PeriodSeconds = 1 },
    };

    /// <summary>.NET's defaults.</summary>
    public static readonly ClientPlan HttpClient = new() { Name = "caller", RequestsPerSecond = 100 };

    public static readonly ClientPlan ResolveEachTime = HttpClient with { Kind = ClientKind.ResolveEachTime };

    public static TimelinePlan Of(PodPlan pods, ClientPlan client, double seconds, params TimelineEvent[] events) =>
        new()
        {
            DurationSeconds = seconds,
            Pods = pods,
            Clients = [client],
            Events = [.. events],
        };

    public static TimelineResult Run(PodPlan pods, ClientPlan client, double seconds, params TimelineEvent[] events) =>
        Run(Of(pods, client, seconds, events));

    public static TimelineResult Run(TimelinePlan plan) => Timeline.Run(plan, TestContext.Current.CancellationToken);

    /// <summary>The seconds in which requests failed.</summary>
    public static (int First, int Last) FailingSeconds(TimelineResult result)
    {
        var failing = result.Seconds.Where(s => s.Failed.Total > 0).Select(s => s.Second).ToList();
        return (failing[0], failing[^1]);
    }

    /// <summary>The last second in which the Pod served; the run must be no longer than a minute.</summary>
    public static int LastServed(TimelineResult result, string pod) =>
        result.Shares.Last(b => b.Pods.Any(p => p.Pod == pod)).FromSecond;
}
