using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

/// <summary>How a Pod ends, and what becomes of its requests.</summary>
public class TerminationTests
{
    static TimelineResult Delete(PodPlan pods, int? grace = null) =>
        Plans.Run(
            pods with
            {
                Replicas = 1,
                ResponseMilliseconds = 200,
            },
            Plans.HttpClient,
            60,
            new PodTerminated { At = 10, GracePeriodSeconds = grace }
        );

    [Theory]
    [InlineData(SigtermBehavior.Exit, 0, 30, 10)]
    [InlineData(SigtermBehavior.Drain, 0, 30, 10.2)] // when the last request is answered
    [InlineData(SigtermBehavior.Ignore, 0, 30, 40)]
    [InlineData(SigtermBehavior.Exit, 5, 30, 15)]
    [InlineData(SigtermBehavior.Ignore, 5, 30, 40)] // the grace period contains the hook
    [InlineData(SigtermBehavior.Exit, 30, 10, 20)] // which is cut off at its end
    [InlineData(SigtermBehavior.Ignore, 30, 10, 22)] // and then kubelet waits two seconds more
    [InlineData(SigtermBehavior.Ignore, 5, 0, 10)] // no grace at all
    public void A_Pod_exits_by_its_hook_its_grace_period_and_its_manners(
        SigtermBehavior onSigterm,
        int preStop,
        int grace,
        double exited
    )
    {
        var result = Delete(
            Plans.Pods with
            {
                OnSigterm = onSigterm,
                PreStopSeconds = preStop,
                TerminationGracePeriodSeconds = grace,
            }
        );

        Assert.Equal(10, result.Pods[0].Deleted);
        Assert.Equal(exited, result.Pods[0].Exited);
    }

    [Fact]
    public void The_grace_period_of_the_deletion_wins_over_that_of_the_Pod() =>
        Assert.Equal(13, Delete(Plans.Pods with { OnSigterm = SigtermBehavior.Ignore }, grace: 3).Pods[0].Exited);

    [Theory]
    [InlineData(SigtermBehavior.Drain, 0)]
    [InlineData(SigtermBehavior.Exit, 19)] // 100 a second, each 0.2 s under way, and one answered at that moment
    [InlineData(SigtermBehavior.Ignore, 19)]
    public void Only_a_Pod_that_drains_answers_what_is_under_way(SigtermBehavior onSigterm, int reset) =>
        Assert.Equal(reset, Delete(Plans.Pods with { OnSigterm = onSigterm }).Totals.Failed.ConnectionReset);

    [Fact]
    public void A_Pod_without_notice_loses_what_is_under_way()
    {
        var result = Plans.Run(
            Plans.Pods with
            {
                Replicas = 1,
                ResponseMilliseconds = 200,
            },
            Plans.HttpClient,
            60,
            new PodRescheduled { At = 10 }
        );

        Assert.Equal(19, result.Totals.Failed.ConnectionReset);
        Assert.Equal((10.0, 10.0), (result.Pods[0].Deleted, result.Pods[0].Exited));
    }

    [Fact]
    public void Connections_are_refused_while_the_address_lasts_and_unanswered_after()
    {
        // kube-proxy hears of it after 3 s; the Pod's address lasts one second longer than the Pod.
        var plan = Plans.Of(
            Plans.Pods with
            {
                Replicas = 1,
                ResponseMilliseconds = 10,
            },
            Plans.ResolveEachTime,
            20,
            new PodRescheduled { At = 5 }
        );

        var seconds = Plans.Run(plan with { Network = plan.Network with { EndpointSliceDelaySeconds = 3 } }).Seconds;

        Assert.Equal((100, 0), (seconds[5].Failed.Refused, seconds[5].Failed.StaleAddress));
        Assert.Equal((0, 100), (seconds[6].Failed.Refused, seconds[6].Failed.StaleAddress));
        Assert.Equal((0, 100), (seconds[7].Failed.Refused, seconds[7].Failed.StaleAddress));
        // Then the Service has no endpoint, until the successor is ready at 11 and known at 14.
        Assert.Equal((100, 0), (seconds[8].Failed.Refused, seconds[8].Failed.StaleAddress));
        Assert.Equal(0, seconds[14].Failed.Total);
    }

    [Fact]
    public void Where_no_other_is_ready_terminating_Pods_still_get_connections()
    {
        var result = Plans.Run(
            Plans.Pods with
            {
                PreStopSeconds = 20,
            },
            Plans.ResolveEachTime,
            30,
            new Scale { At = 5, Replicas = 0 }
        );

        Assert.Equal((25, 29), Plans.FailingSeconds(result));
    }
}
