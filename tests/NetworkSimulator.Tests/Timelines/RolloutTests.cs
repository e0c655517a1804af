using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

public class RolloutTests
{
    // The cases of Kubernetes' own ResolveFenceposts, as what they do to Pods.
    [Theory]
    [InlineData("0%", "0%", 10, 0, 1)] // nothing could move: one may be missing
    [InlineData("39%", "39%", 10, 4, 3)]
    [InlineData("50%", "50%", 10, 5, 5)]
    [InlineData("70%", "70%", 10, 7, 7)]
    [InlineData("25%", "25%", 1, 1, 0)]
    [InlineData("25%", "25%", 4, 1, 1)]
    [InlineData("25%", "25%", 5, 2, 1)]
    [InlineData("1", "0", 4, 1, 0)]
    [InlineData("0", "1", 4, 0, 1)]
    [InlineData("5", "10", 4, 4, 4)] // no more than are wanted
    public void Surge_is_rounded_up_and_unavailability_down(
        string maxSurge,
        string maxUnavailable,
        int replicas,
        int extra,
        int missing
    )
    {
        var result = Plans.Run(
            Plans.Pods with
            {
                Replicas = replicas,
            },
            Plans.HttpClient,
            200,
            new Rollout
            {
                At = 10,
                MaxSurge = Parse(maxSurge),
                MaxUnavailable = Parse(maxUnavailable),
            }
        );

        // At once, one after the other, as many as the bounds allow.
        Assert.Equal(missing, result.Pods.Count(p => p.Deleted == 10));
        Assert.Equal(Math.Min(replicas, extra + missing), result.Pods.Count(p => p.Created == 10));
        Assert.Equal(replicas, result.Pods.Count(p => p is { Revision: 2, Deleted: null, Ready: not null }));
        Assert.Equal(2 * replicas, result.Pods.Length);
    }

    [Fact]
    public void A_Pod_counts_as_available_only_after_minReadySeconds()
    {
        var rollout = new Rollout
        {
            At = 10,
            MaxSurge = IntOrPercent.Pods(1),
            MaxUnavailable = IntOrPercent.Pods(0),
        };
        double Ends(Rollout r) => Plans.Run(Plans.Pods, Plans.HttpClient, 300, r).Pods.Max(p => p.Deleted)!.Value;

        // Four Pods one by one, 6 s each from creation to readiness.
        Assert.Equal(34, Ends(rollout));
        Assert.Equal(74, Ends(rollout with { MinReadySeconds = 10 }));
    }

    [Fact]
    public void A_revision_that_never_gets_ready_leaves_the_old_one_in_service()
    {
        var result = Plans.Run(
            Plans.Pods with
            {
                PreStopSeconds = 2,
            },
            Plans.ResolveEachTime,
            300,
            new Rollout { At = 10, StartupSeconds = 1_000 }
        );

        Assert.Equal(3, result.Pods.Count(p => p is { Revision: 1, Deleted: null }));
        Assert.Equal(2, result.Pods.Count(p => p.Revision == 2));
        Assert.Equal(0, result.Totals.Failed.Total);
    }

    [Fact]
    public void A_rollout_can_be_rolled_over_by_the_next()
    {
        var result = Plans.Run(
            Plans.Pods,
            Plans.HttpClient,
            300,
            new Rollout { At = 10, StartupSeconds = 1_000 },
            new Rollout { At = 20 }
        );

        Assert.Equal(4, result.Pods.Count(p => p is { Revision: 3, Deleted: null }));
        Assert.All(result.Pods.Where(p => p.Revision < 3), p => Assert.NotNull(p.Deleted));
        Assert.All(result.Pods.Where(p => p.Revision == 2), p => Assert.Null(p.Serves));
    }

    [Fact]
    public void Scaling_in_takes_the_youngest_Pods_and_replacing_keeps_the_number()
    {
        var result = Plans.Run(
            Plans.Pods,
            Plans.HttpClient,
            120,
            new Scale { At = 10, Replicas = 2 },
            new PodTerminated { At = 40 }
        );

        Assert.Equal([40.0, null, 10, 10, null], result.Pods.Select(p => p.Deleted));
        Assert.Equal(40, result.Pods[4].Created);
    }

    [Fact]
    public void Pods_without_a_node_stay_pending()
    {
        var result = Plans.Run(Plans.Pods, Plans.HttpClient, 60, new NodeDrained { At = 10, Node = 1 });

        Assert.Equal(4, result.Pods.Count(p => p is { Created: 10, Node: null, Serves: null, Ready: null, Served: 0 }));
    }

    static IntOrPercent Parse(string text) =>
        text.EndsWith('%') ? IntOrPercent.Percent(int.Parse(text[..^1])) : IntOrPercent.Pods(int.Parse(text));
}
