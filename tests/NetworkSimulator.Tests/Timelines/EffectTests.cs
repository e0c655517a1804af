using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

/// <summary>What the model is there to show, each as a fact with its numbers.</summary>
public class EffectTests
{
    static readonly PodPlan Slow = Plans.Pods with { ResponseMilliseconds = 100 };

    // 400 requests a second of 100 ms each keep 40 connections busy.
    static readonly ClientPlan Busy = Plans.HttpClient with { RequestsPerSecond = 400 };

    [Fact]
    public void Without_a_connection_lifetime_a_client_stays_on_old_Pods_after_a_rollout_until_they_exit()
    {
        var result = Plans.Run(Slow with { PreStopSeconds = 20 }, Busy, 60, new Rollout { At = 10 });

        var old = result.Pods.Where(p => p.Revision == 1).ToList();
        Assert.All(old, p => Assert.Equal(p.Deleted + 20, Plans.LastServed(result, p.Name)));
        Assert.Equal(7_600, result.ServedAfterRemoval);
        Assert.Equal(0, result.Totals.Failed.Total);
    }

    [Fact]
    public void A_connection_lifetime_of_5_s_bounds_that_to_5_s()
    {
        var result = Plans.Run(
            Slow with
            {
                PreStopSeconds = 20,
            },
            Busy with
            {
                PooledConnectionLifetimeSeconds = 5,
            },
            60,
            new Rollout { At = 10 }
        );

        var old = result.Pods.Where(p => p.Revision == 1).ToList();
        Assert.All(old, p => Assert.InRange(Plans.LastServed(result, p.Name), 0, p.Removed!.Value + 5));
        Assert.Equal(1_440, result.ServedAfterRemoval);
    }

    [Fact]
    public void Without_a_connection_lifetime_Pods_added_by_scaling_out_stay_idle()
    {
        var result = Plans.Run(Slow, Busy, 600, new Scale { At = 60, Replicas = 8 });

        Assert.Equal((4, 8, 3), (result.Imbalance!.IdlePods, result.Imbalance.Pods, result.Imbalance.Ratio));
        Assert.All(result.Pods.Skip(4), p => Assert.Equal(0, p.Served));
        Assert.Equal(40, result.Clients[0].Connections);
        Assert.StartsWith(
            "All 240,000 requests succeeded, but since 67 s 4 of 8 endpoints served nothing",
            result.Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_connection_lifetime_of_two_minutes_lets_them_take_part()
    {
        var result = Plans.Run(
            Slow,
            Busy with
            {
                PooledConnectionLifetimeSeconds = 120,
            },
            600,
            new Scale { At = 60, Replicas = 8 }
        );

        Assert.Equal((0, 1.2), (result.Imbalance!.IdlePods, result.Imbalance.Ratio));
        Assert.Equal(200, result.Clients[0].Connections);
        // They wait for the first connections to end.
        Assert.All(result.Shares.Where(b => b.ToSecond <= 120), b => Assert.Equal(4, b.Pods.Length));
    }

    [Fact]
    public void A_headless_name_with_a_DNS_cache_of_a_minute_fails_for_what_is_left_of_the_minute()
    {
        // The look-up is from second 0, the Pods get other addresses at 15, so 45 seconds are left.
        var result = Plans.Run(
            Plans.Pods,
            Plans.HttpClient with
            {
                Kind = ClientKind.DnsCache,
                DnsCacheSeconds = 60,
                Target = ClientTarget.Headless,
                ConnectTimeoutSeconds = 1,
                PooledConnectionLifetimeSeconds = 0,
            },
            120,
            new PodRescheduled { At = 15, Count = 4 }
        );

        Assert.Equal((14, 59), Plans.FailingSeconds(result));
        Assert.Equal(4_400, result.Totals.Failed.StaleAddress);
        Assert.Equal(100, result.Totals.Failed.Refused);
        Assert.Equal(2, result.Clients[0].Lookups);
    }

    // At 40 every Pod gets another address; CoreDNS hears at 41, and at 47 of the Pods' successors.
    [Theory]
    [InlineData(0, 40, 46, 100, 600)]
    [InlineData(5, 40, 49, 500, 500)]
    [InlineData(30, 40, 59, 2_000, 0)]
    public void A_headless_name_that_is_looked_up_each_time_fails_until_the_cluster_DNS_asks_again(
        int ttl,
        int first,
        int last,
        int former,
        int unresolved
    )
    {
        var plan = Plans.Of(
            Plans.Pods,
            Plans.ResolveEachTime with
            {
                Target = ClientTarget.Headless,
                ConnectTimeoutSeconds = 1,
            },
            120,
            new PodRescheduled { At = 40, Count = 4 }
        );

        var result = Plans.Run(plan with { Network = plan.Network with { DnsTtlSeconds = ttl } });

        // The request under way at 40 was sent in the second before, and is reset.
        Assert.Equal((first - 1, last), Plans.FailingSeconds(result));
        Assert.Equal(former, result.Totals.Failed.StaleAddress + result.Totals.Failed.Refused);
        Assert.Equal(unresolved, result.Totals.Failed.Unresolved);
        Assert.Equal(former + unresolved + 1, result.Totals.Failed.Total);
    }

    [Theory]
    [InlineData(0, 111)]
    [InlineData(0.5, 54)]
    [InlineData(1, 0)]
    [InlineData(5, 0)]
    public void A_missing_preStop_delay_costs_the_connections_made_before_kube_proxy_hears(double preStop, int failed)
    {
        var result = Plans.Run(
            Plans.Pods with
            {
                PreStopSeconds = preStop,
            },
            Plans.ResolveEachTime,
            120,
            new Rollout { At = 30 }
        );

        Assert.Equal(failed, result.Totals.Failed.Refused);
        Assert.Equal(failed, result.Totals.Failed.Total);
    }

    [Fact]
    public void A_missing_readiness_probe_costs_the_requests_that_reach_Pods_while_they_start()
    {
        var pods = Plans.Pods with { PreStopSeconds = 5 };
        var with = Plans.Run(pods, Plans.ResolveEachTime, 120, new Rollout { At = 30 });
        var without = Plans.Run(
            pods with
            {
                ReadinessProbe = null,
            },
            Plans.ResolveEachTime,
            120,
            new Rollout { At = 30 }
        );

        Assert.Equal(0, with.Totals.Failed.Total);
        Assert.Equal(417, without.Totals.Failed.NotReady);
        Assert.Equal((32, 36), Plans.FailingSeconds(without));
        Assert.Contains("without a readiness probe", without.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pool_rides_out_a_rollout_that_costs_a_client_without_one_dearly()
    {
        var result = Plans.Run(Plans.Pods, Plans.HttpClient, 120, new Rollout { At = 30 });

        Assert.Equal(12, result.Totals.Failed.Total);
    }

    [Theory]
    [InlineData(ClientKind.ResolveEachTime, 2_900)]
    [InlineData(ClientKind.HttpClient, 0)]
    public void A_Service_with_another_cluster_IP_fails_new_connections_until_the_name_is_forgotten(
        ClientKind kind,
        int failed
    )
    {
        var result = Plans.Run(
            Plans.Pods,
            Plans.HttpClient with
            {
                Kind = kind,
            },
            120,
            new ServiceRecreated { At = 30 }
        );

        Assert.Equal(failed, result.Totals.Failed.StaleAddress);
        Assert.Equal(failed, result.Totals.Failed.Total);
        if (failed > 0)
            Assert.Equal((31, 59), Plans.FailingSeconds(result));
    }

    [Theory]
    [InlineData(Cni.Calico, 0)]
    [InlineData(Cni.AwsVpcCni, 3_002)]
    [InlineData(Cni.Cilium, 3_002)]
    public void A_policy_stops_open_connections_with_some_network_plugins_only(Cni cni, int denied)
    {
        var plan = Plans.Of(Plans.Pods, Plans.HttpClient, 60, new NetworkPolicyApplied { At = 30, Deny = ["caller"] });

        var result = Plans.Run(plan with { Network = plan.Network with { Cni = cni } });

        Assert.Equal(denied, result.Totals.Failed.Denied);
    }

    [Fact]
    public void An_open_connection_stays_with_a_Pod_that_became_unready_and_a_new_one_does_not()
    {
        TimelineEvent[] events = [new PodUnready { At = 20, Count = 2 }, new PodReady { At = 50, Count = 2 }];
        var pinned = Plans.Run(Slow, Busy, 60, events);
        var fresh = Plans.Run(Slow, Plans.ResolveEachTime with { RequestsPerSecond = 400 }, 60, events);

        Assert.Equal((20, 49), Plans.FailingSeconds(pinned));
        // Three probes a second apart, and a second for the news: the first at 20, the third at 22, heard of at 23.
        Assert.Equal((20, 22), Plans.FailingSeconds(fresh));
        Assert.Equal(pinned.Totals.Failed.Total, pinned.Totals.Failed.NotReady);
    }

    [Fact]
    public void Draining_a_node_costs_what_a_rollout_without_preStop_costs_and_a_preStop_delay_saves_it()
    {
        var pods = Plans.Pods with { Nodes = 2 };
        var drained = new NodeDrained { At = 30, Node = 1 };
        var without = Plans.Run(pods, Plans.ResolveEachTime, 60, drained);
        var with = Plans.Run(pods with { PreStopSeconds = 2 }, Plans.ResolveEachTime, 60, drained);

        // Half of the Pods for a second.
        Assert.InRange(without.Totals.Failed.Refused, 40, 60);
        Assert.Equal(0, with.Totals.Failed.Total);
        Assert.All(without.Pods.Where(p => p.Created is not null), p => Assert.Equal(2, p.Node));
    }
}
