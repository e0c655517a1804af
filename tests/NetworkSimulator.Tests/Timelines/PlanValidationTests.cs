using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

public class PlanValidationTests
{
    static readonly TimelinePlan Good = Plans.Of(Plans.Pods, Plans.HttpClient, 60, new Rollout { At = 10 });

    [Fact]
    public void Everything_wrong_is_told_at_once_with_what_would_be_right()
    {
        var plan = new TimelinePlan
        {
            DurationSeconds = 7_200,
            Pods = Plans.Pods with { Replicas = 2_000, PreStopSeconds = -1 },
            Network = new() { DnsTtlSeconds = double.NaN },
            Clients =
            [
                Plans.HttpClient with
                {
                    RequestsPerSecond = 0,
                },
                Plans.HttpClient with
                {
                    RequestsPerSecond = 900,
                    Replicas = 0,
                },
            ],
            Events = [new Scale { At = -5, Replicas = 1_001 }, new NetworkPolicyApplied { At = 1, Deny = ["who"] }],
        };

        Assert.Equal(
            [
                "durationSeconds | 7,200 is out of range. | 1 to 3,600",
                "pods.replicas | 2,000 is out of range. | 0 to 1,000",
                "pods.preStopSeconds | -1 seconds is out of range. | 0 to 86,400 seconds",
                "network.dnsTtlSeconds | NaN seconds is out of range. | 0 to 86,400 seconds",
                "clients[0].requestsPerSecond | 0 is out of range. | more than 0 to 1,000",
                "clients[1].name | 'caller' is the name of another client too. | a name of its own",
                "clients[1].replicas | 0 is out of range. | 1 to 1,000",
                "events[0].at | -5 is out of range. | 0 to 3,600",
                "events[0].replicas | 1,001 is out of range. | 0 to 1,000",
                "events[1].deny[0] | No client is called 'who'. | one of caller",
            ],
            plan.Validate(TimelineLimits.Default).Select(e => $"{e.Field} | {e.Message} | {e.Expected}")
        );
    }

    public static TheoryData<TimelinePlan, string> Faults =>
        new()
        {
            { Good with { DurationSeconds = 0.5, Events = [] }, "durationSeconds" },
            { Good with { Clients = [] }, "clients" },
            { Good with { Clients = [Plans.HttpClient with { Name = "" }] }, "clients[0].name" },
            { Good with { Clients = [Plans.HttpClient with { Name = new('x', 64) }] }, "clients[0].name" },
            {
                Good with
                {
                    Clients = [Plans.HttpClient with { RequestsPerSecond = 1_001 }],
                },
                "clients[0].requestsPerSecond"
            },
            {
                Good with
                {
                    Clients = [Plans.HttpClient with { RequestsPerSecond = double.PositiveInfinity }],
                },
                "clients[0].requestsPerSecond"
            },
            {
                Good with
                {
                    Clients = [Plans.HttpClient with { ConnectTimeoutSeconds = 0 }],
                },
                "clients[0].connectTimeoutSeconds"
            },
            {
                Good with
                {
                    Clients = [Plans.HttpClient with { MaxConnectionsPerServer = 1 }],
                },
                "clients[0].maxConnectionsPerServer"
            },
            { Good with { Clients = [Plans.HttpClient with { DnsCacheSeconds = 5 }] }, "clients[0].dnsCacheSeconds" },
            { Good with { Clients = [Plans.HttpClient with { Kind = (ClientKind)9 }] }, "clients[0].kind" },
            {
                Good with
                {
                    Clients =
                    [
                        Plans.HttpClient with
                        {
                            RequestsPerSecond = 600,
                        },
                        Plans.HttpClient with
                        {
                            Name = "b",
                            RequestsPerSecond = 600,
                        },
                    ],
                },
                "clients[].requestsPerSecond"
            },
            {
                Good with
                {
                    Pods = Plans.Pods with { ReadinessProbe = new() { PeriodSeconds = 0 } },
                },
                "pods.readinessProbe.periodSeconds"
            },
            { Good with { Pods = Plans.Pods with { ResponseMilliseconds = 0 } }, "pods.responseMilliseconds" },
            { Good with { Events = [new Rollout { At = 61 }] }, "events[0].at" },
            {
                Good with
                {
                    Events = [new Rollout { At = 1, MaxUnavailable = IntOrPercent.Percent(101) }],
                },
                "events[0].maxUnavailable"
            },
            { Good with { Events = [new Rollout { At = 1, MaxSurge = IntOrPercent.Pods(-1) }] }, "events[0].maxSurge" },
            { Good with { Events = [new NodeDrained { At = 1, Node = 2 }] }, "events[0].node" },
            { Good with { Events = [new PodReady { At = 1, Count = 0 }] }, "events[0].count" },
            { Good with { Events = [.. Enumerable.Repeat(new ServiceRecreated { At = 1 }, 51)] }, "events" },
        };

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_names_its_field(TimelinePlan plan, string field)
    {
        Assert.Equal([field], plan.Validate(TimelineLimits.Default).Select(e => e.Field));
    }

    [Fact]
    public void A_plan_with_errors_is_not_run() =>
        Assert.Throws<ArgumentException>(() => Plans.Run(Good with { DurationSeconds = -1 }));

    [Fact]
    public async Task A_run_can_be_ended_early()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => Timeline.Run(Good, stopped.Token));
    }

    [Fact]
    public void Limits_are_the_callers_to_set()
    {
        Assert.Empty(Good.Validate(TimelineLimits.Default));
        Assert.Equal(
            ["durationSeconds", "pods.replicas", "clients[0].requestsPerSecond", "events"],
            Good.Validate(
                    new()
                    {
                        DurationSeconds = 59,
                        Pods = 3,
                        RequestsPerSecond = 50,
                        Events = 0,
                    }
                )
                .Select(e => e.Field)
                .Where(f => f != "clients[].requestsPerSecond")
        );
    }
}
