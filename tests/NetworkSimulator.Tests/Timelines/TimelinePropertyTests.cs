using FsCheck.Xunit;
using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

/// <summary>What holds for every plan.</summary>
public class TimelinePropertyTests
{
    /// <summary>A plan by chance, valid and short.</summary>
    static TimelinePlan Plan(int seed)
    {
        var random = new Random(seed);
        T OneOf<T>(params T[] of) => of[random.Next(of.Length)];
        var duration = OneOf(20, 61, 150);
        var nodes = random.Next(1, 4);
        return new()
        {
            DurationSeconds = duration,
            Seed = seed,
            Pods = new()
            {
                Replicas = random.Next(0, 9),
                Nodes = nodes,
                StartupSeconds = OneOf(0, 0.5, 7),
                ScheduleSeconds = OneOf(0, 1, 3.21),
                ReadinessProbe = OneOf(
                    null,
                    new ReadinessProbe { PeriodSeconds = OneOf(1, 4), InitialDelaySeconds = OneOf(0, 2) }
                ),
                PreStopSeconds = OneOf(0, 3, 40),
                TerminationGracePeriodSeconds = OneOf(0, 5, 30),
                OnSigterm = OneOf(Enum.GetValues<SigtermBehavior>()),
                ResponseMilliseconds = OneOf(1, 25, 300, 4_000),
            },
            Network = new()
            {
                EndpointSliceDelaySeconds = OneOf(0, 1, 6),
                DnsDelaySeconds = OneOf(0, 1, 6),
                DnsTtlSeconds = OneOf(0, 5, 30),
                Cni = OneOf(Enum.GetValues<Cni>()),
            },
            Clients =
            [
                .. Enumerable
                    .Range(0, random.Next(1, 4))
                    .Select(i => new ClientPlan
                    {
                        Name = $"c{i}",
                        Kind = OneOf(Enum.GetValues<ClientKind>()),
                        Target = OneOf(Enum.GetValues<ClientTarget>()),
                        RequestsPerSecond = OneOf(0.3, 7, 60),
                        Replicas = random.Next(1, 5),
                        PooledConnectionLifetimeSeconds = OneOf<double?>(null, 0, 2.5, 20),
                        PooledConnectionIdleTimeoutSeconds = OneOf(0, 1, 60),
                        ConnectTimeoutSeconds = OneOf<double?>(null, 0.5, 8),
                        MaxConnectionsPerServer = OneOf<int?>(null, 300),
                        RequestTimeoutSeconds = OneOf(1, 100),
                    }),
            ],
            Events =
            [
                .. Enumerable
                    .Range(0, random.Next(0, 7))
                    .Select<int, TimelineEvent>(_ =>
                    {
                        var at = Math.Round(random.NextDouble() * duration, 2);
                        return random.Next(9) switch
                        {
                            0 => new Rollout
                            {
                                At = at,
                                MaxSurge = OneOf(IntOrPercent.Pods(0), IntOrPercent.Percent(25), IntOrPercent.Pods(3)),
                                MaxUnavailable = OneOf(IntOrPercent.Pods(0), IntOrPercent.Percent(50)),
                                MinReadySeconds = OneOf(0, 4),
                            },
                            1 => new Scale { At = at, Replicas = random.Next(0, 12) },
                            2 => new PodRescheduled { At = at, Count = random.Next(1, 4) },
                            3 => new PodTerminated
                            {
                                At = at,
                                Count = random.Next(1, 4),
                                GracePeriodSeconds = OneOf<double?>(null, 0, 1),
                            },
                            4 => new PodUnready { At = at, Count = random.Next(1, 4) },
                            5 => new PodReady { At = at, Count = random.Next(1, 4) },
                            6 => new NodeDrained { At = at, Node = random.Next(1, nodes + 1) },
                            7 => new ServiceRecreated { At = at },
                            _ => new NetworkPolicyApplied
                            {
                                At = at,
                                Deny = OneOf<string[]>([], ["c0"]) is var d ? [.. d] : [],
                            },
                        };
                    }),
            ],
        };
    }

    static TimelineResult Run(int seed)
    {
        var plan = Plan(seed);
        Assert.Empty(plan.Validate(TimelineLimits.Default));
        return Plans.Run(plan);
    }

    [Property(MaxTest = 300)]
    public void Every_request_succeeds_or_fails_in_the_second_in_which_it_was_sent(int seed)
    {
        var result = Run(seed);

        Assert.All(result.Seconds, s => Assert.Equal(s.Sent, s.Succeeded + s.Failed.Total));
        Assert.Equal(result.Totals.Sent, result.Seconds.Sum(s => s.Sent));
        Assert.Equal(
            (result.Totals.Sent, result.Totals.Succeeded, result.Totals.Failed.Total),
            (
                result.Clients.Sum(c => c.Sent),
                result.Clients.Sum(c => c.Succeeded),
                result.Clients.Sum(c => c.Failed.Total)
            )
        );
        Assert.Equal(result.Totals.Failed.Total > 0, result.FirstFailure is not null);
    }

    [Property(MaxTest = 300)]
    public void Clients_send_at_their_rate_whatever_happens(int seed)
    {
        var (plan, result) = (Plan(seed), Run(seed));

        Assert.All(
            plan.Clients.Zip(result.Clients),
            c => Assert.Equal((int)Math.Ceiling(c.First.RequestsPerSecond * plan.DurationSeconds - 1e-6), c.Second.Sent)
        );
    }

    [Property(MaxTest = 100)]
    public void The_same_seed_gives_the_same_result(int seed)
    {
        var (first, second) = (Run(seed), Run(seed));

        Assert.Equal(first.ToMarkdown(), second.ToMarkdown());
        Assert.Equal(first.Seconds, second.Seconds);
        Assert.Equal(first.Pods, second.Pods);
    }

    [Property(MaxTest = 300)]
    public void Shares_add_up_and_count_what_was_served(int seed)
    {
        var result = Run(seed);

        Assert.InRange(result.Shares.Length, 1, 60);
        Assert.Equal(0, result.Shares[0].FromSecond);
        Assert.Equal(result.Seconds.Length, result.Shares[^1].ToSecond);
        Assert.All(result.Shares.Zip(result.Shares.Skip(1)), b => Assert.Equal(b.First.ToSecond, b.Second.FromSecond));
        Assert.All(
            result.Shares.Where(b => b.Pods.Length > 0),
            b => Assert.Equal(1, b.Pods.Sum(p => p.Share), 1e-5 * b.Pods.Length)
        );
        Assert.Equal(result.Totals.Succeeded, result.Shares.Sum(b => b.Pods.Sum(p => p.Requests)));
        Assert.Equal(result.Totals.Succeeded, result.Pods.Sum(p => p.Served));
    }

    [Property(MaxTest = 300)]
    public void No_Pod_serves_before_it_can_or_after_it_has_exited(int seed)
    {
        var result = Run(seed);

        foreach (var bucket in result.Shares)
        foreach (var share in bucket.Pods)
        {
            var pod = result.Pods.Single(p => p.Name == share.Pod);
            Assert.True(pod.Created is null || pod.Serves < bucket.ToSecond, $"{pod} in {bucket.FromSecond}");
            // Responses that come after the end are counted in the last stretch.
            Assert.True(pod.Exited is null || pod.Exited >= bucket.FromSecond, $"{pod} in {bucket.FromSecond}");
        }
    }

    [Property(MaxTest = 200)]
    public void A_rollout_keeps_its_bounds(int seed)
    {
        var random = new Random(seed);
        var pods = Plans.Pods with { Replicas = random.Next(1, 15), StartupSeconds = random.Next(0, 6) };
        var rollout = new Rollout
        {
            At = 5,
            MaxSurge = random.Next(2) == 0 ? IntOrPercent.Pods(random.Next(4)) : IntOrPercent.Percent(random.Next(101)),
            MaxUnavailable =
                random.Next(2) == 0 ? IntOrPercent.Pods(random.Next(4)) : IntOrPercent.Percent(random.Next(101)),
        };

        var result = Plans.Run(pods, Plans.HttpClient, 400, rollout);

        var n = pods.Replicas;
        double Share(IntOrPercent of) => of.IsPercent ? of.Value * n / 100.0 : of.Value;
        var (surge, missing) = (Math.Ceiling(Share(rollout.MaxSurge)), Math.Floor(Share(rollout.MaxUnavailable)));
        if (surge == 0 && missing == 0)
            missing = 1;
        foreach (
            var t in result.Pods.SelectMany(p => new[] { p.Created, p.Ready, p.Deleted }).OfType<double>().Distinct()
        )
        {
            var live = result.Pods.Where(p => (p.Created ?? 0) <= t && !(p.Deleted <= t)).ToList();
            var ready = live.Count(p => p.Created is null || p.Ready <= t);
            Assert.True(live.Count <= n + surge, $"{live.Count} Pods at {t}");
            Assert.True(ready >= n - missing, $"{ready} ready at {t}");
        }
        Assert.Equal(n, result.Pods.Count(p => p is { Revision: 2, Deleted: null, Ready: not null }));
    }
}
