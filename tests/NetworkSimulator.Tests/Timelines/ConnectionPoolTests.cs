using NetworkSimulator.Timelines;

namespace NetworkSimulator.Tests.Timelines;

/// <summary>The settings of SocketsHttpHandler, one at a time.</summary>
public class ConnectionPoolTests
{
    static ClientOutcome Run(ClientPlan client, double seconds, params TimelineEvent[] events) =>
        Plans.Run(Plans.Pods, client, seconds, events).Clients[0];

    [Theory]
    [InlineData(0, 6_000)] // a connection for each request
    [InlineData(10, 12)] // two at a time, six times
    [InlineData(60, 2)]
    [InlineData(null, 2)]
    public void Connections_are_renewed_at_the_end_of_their_lifetime(int? lifetime, int connections) =>
        Assert.Equal(
            connections,
            Run(Plans.HttpClient with { PooledConnectionLifetimeSeconds = lifetime }, 60).Connections
        );

    [Theory]
    [InlineData(60, 10)] // a request every 100 s never finds its predecessor's connection
    [InlineData(120, 1)]
    public void An_idle_connection_is_dropped_after_the_idle_timeout(int idleTimeout, int connections) =>
        Assert.Equal(
            connections,
            Run(
                Plans.HttpClient with
                {
                    RequestsPerSecond = 0.01,
                    PooledConnectionIdleTimeoutSeconds = idleTimeout,
                },
                1_000
            ).Connections
        );

    [Fact]
    public void A_process_opens_as_many_connections_as_it_has_requests_under_way()
    {
        var pods = Plans.Pods with { ResponseMilliseconds = 500 };

        Assert.Equal(50, Plans.Run(pods, Plans.HttpClient, 60).Clients[0].Connections);
        Assert.Equal(50, Plans.Run(pods, Plans.HttpClient with { Replicas = 10 }, 60).Clients[0].Connections);
    }

    [Fact]
    public void Look_ups_follow_connections_not_requests()
    {
        Assert.Equal(12, Run(Plans.HttpClient with { PooledConnectionLifetimeSeconds = 10 }, 60).Lookups);
        Assert.Equal(6_000, Run(Plans.ResolveEachTime, 60).Lookups);
        Assert.Equal(
            2,
            Run(
                Plans.HttpClient with
                {
                    Kind = ClientKind.DnsCache,
                    DnsCacheSeconds = 30,
                    PooledConnectionLifetimeSeconds = 0,
                },
                60
            ).Lookups
        );
    }

    // All Pods get other addresses at 30, and the pool keeps its look-up until 60.
    static ClientOutcome Stale(ClientPlan client) =>
        Run(
            client with
            {
                Kind = ClientKind.DnsCache,
                DnsCacheSeconds = 60,
                Target = ClientTarget.Headless,
            },
            120,
            new PodRescheduled { At = 30, Count = 4 }
        );

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    [InlineData(null, 29.02)]
    public void A_caller_waits_for_the_connect_timeout_or_for_a_connection_that_works(
        int? connectTimeout,
        double wait
    ) => Assert.Equal(wait, Stale(Plans.HttpClient with { ConnectTimeoutSeconds = connectTimeout }).LongestWaitSeconds);

    [Fact]
    public void Without_a_connect_timeout_requests_are_late_instead_of_failed()
    {
        var impatient = Stale(Plans.HttpClient with { ConnectTimeoutSeconds = 1 });
        var patient = Stale(Plans.HttpClient);

        Assert.Equal(2_802, impatient.Failed.StaleAddress);
        Assert.Equal(0, patient.Failed.StaleAddress);
    }

    [Theory]
    [InlineData(1, 60)] // when the look-up is renewed
    [InlineData(null, 135)] // when the requests are given up, and then the attempts
    public void With_few_connections_hanging_attempts_hold_the_places_of_good_ones(int? connectTimeout, int servesAgain)
    {
        var result = Plans.Run(
            Plans.Pods,
            Plans.HttpClient with
            {
                Kind = ClientKind.DnsCache,
                DnsCacheSeconds = 60,
                Target = ClientTarget.Headless,
                MaxConnectionsPerServer = 2,
                ConnectTimeoutSeconds = connectTimeout,
            },
            180,
            new PodRescheduled { At = 30, Count = 4 }
        );

        Assert.Equal(servesAgain, result.Shares.First(b => b.FromSecond > 30 && b.Pods.Length > 0).FromSecond);
    }

    [Fact]
    public void A_request_is_given_up_after_its_timeout() =>
        Assert.Equal(
            3,
            Run(
                Plans.HttpClient with
                {
                    RequestTimeoutSeconds = 3,
                },
                60,
                new NetworkPolicyApplied { At = 10, Deny = ["caller"] },
                new PodTerminated { At = 20, Count = 4 }
            ).LongestWaitSeconds
        );
}
