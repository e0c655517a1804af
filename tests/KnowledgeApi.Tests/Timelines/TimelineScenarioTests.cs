using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Timelines;

/// <summary>The numbers that the stories of the series rest on, as written and with the changes that they suggest.</summary>
public class TimelineScenarioTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    [Theory]
    [InlineData("rollout-without-prestop", "price-export: 119 refused, trade-api: 2 refused")]
    [InlineData("rollout-without-readiness-probe", "trade-api: 417 notReady")]
    [InlineData("old-pods-after-a-rollout", "trade-api: 3800 on old Pods, portfolio-api: 700 on old Pods")]
    [InlineData("idle-pods-after-scale-out", "trade-api: 4 idle Pods, portfolio-api: 0 idle Pods")]
    [InlineData("headless-name-remembered", "audit: 2200 staleAddress, payments-api: 350 refused")]
    [InlineData("service-with-another-cluster-ip", "price-export: 950 staleAddress, trade-api: 0 staleAddress")]
    [InlineData("policy-and-open-connections", "trade-api: 0 denied, legacy-report: 0 denied")]
    [InlineData("node-drained-without-prestop", "price-export: 86 refused, trade-api: 0 total")]
    [InlineData(
        "unready-pod-still-served",
        "trade-api: 3000 notReady, portfolio-api: 1400 notReady, price-export: 575 notReady"
    )]
    public async Task A_scenario_shows_its_effect_when_it_is_run(string slug, string facts)
    {
        using var client = app.CreateClient();
        using var response = await client.SendAsync(HttpMethod.Post, $"/api/v1/scenarios/{slug}/runs", "{}");
        var run = await response.JsonAsync();

        Assert.True((bool)run["asExpected"]!, run["results"]!.ToJsonString());
        Assert.Equal(facts, Facts(run["timeline"]!, facts));
    }

    [Theory]
    [InlineData("rollout-without-prestop", "pods.preStopSeconds=0.5", "price-export: 58 refused")]
    [InlineData("rollout-without-prestop", "pods.preStopSeconds=1", "price-export: 0 total, trade-api: 0 total")]
    [InlineData("rollout-without-prestop", "pods.onSigterm=\"exit\"", "trade-api: 2 connectionReset")]
    [InlineData("rollout-without-readiness-probe", "pods.readinessProbe={\"periodSeconds\":1}", "trade-api: 0 total")]
    [InlineData("rollout-without-readiness-probe", "events.0.minReadySeconds=10", "trade-api: 307 notReady")]
    [InlineData(
        "old-pods-after-a-rollout",
        "clients.0.pooledConnectionLifetimeSeconds=5",
        "trade-api: 700 on old Pods"
    )]
    [InlineData("old-pods-after-a-rollout", "pods.preStopSeconds=2", "trade-api: 330 on old Pods")]
    [InlineData("idle-pods-after-scale-out", "clients.0.pooledConnectionLifetimeSeconds=30", "trade-api: 0 idle Pods")]
    [InlineData("idle-pods-after-scale-out", "clients.0.replicas=10", "trade-api: 4 idle Pods")]
    [InlineData("headless-name-remembered", "clients.0.connectTimeoutSeconds=null", "audit: 100 s waited")]
    [InlineData("service-with-another-cluster-ip", "network.dnsTtlSeconds=5", "price-export: 200 staleAddress")]
    [InlineData(
        "service-with-another-cluster-ip",
        "clients.1.pooledConnectionLifetimeSeconds=10",
        "trade-api: 0 total, trade-api: 10.02 s waited"
    )]
    [InlineData(
        "policy-and-open-connections",
        "network.cni=\"cilium\"",
        "trade-api: 0 denied, legacy-report: 4501 denied"
    )]
    [InlineData(
        "policy-and-open-connections",
        "clients.1.pooledConnectionLifetimeSeconds=20",
        "legacy-report: 4000 denied"
    )]
    [InlineData("node-drained-without-prestop", "pods.preStopSeconds=2", "price-export: 0 total")]
    [InlineData("node-drained-without-prestop", "pods.nodes=6", "price-export: 29 refused")]
    [InlineData("node-drained-without-prestop", "pods.readinessProbe=null", "price-export: 559 notReady")]
    [InlineData(
        "unready-pod-still-served",
        "pods.readinessProbe={\"periodSeconds\":1}",
        "trade-api: 3000 notReady, portfolio-api: 600 notReady, price-export: 169 notReady"
    )]
    [InlineData("unready-pod-still-served", "clients.0.pooledConnectionLifetimeSeconds=10", "trade-api: 900 notReady")]
    public async Task A_change_that_its_story_suggests_has_the_effect_told(string slug, string change, string facts)
    {
        using var client = app.CreateClient();
        var plan = (await client.GetJsonAsync($"/api/v1/scenarios/{slug}"))["timeline"]!;
        plan.Change(change);

        using var response = await client.SendAsync(HttpMethod.Post, "/api/v1/timelines", plan.ToJsonString());

        Assert.Equal(facts, Facts(await response.JsonAsync(), facts));
    }

    /// <summary>The same facts as those told, with the numbers that came out.</summary>
    static string Facts(JsonNode result, string told) =>
        string.Join(
            ", ",
            told.Split(", ")
                .Select(fact =>
                {
                    var (name, what) = fact.Split(": ") is [var n, var w] ? (n, w[(w.IndexOf(' ') + 1)..]) : default;
                    var client = result["clients"]!.AsArray().Single(c => (string?)c!["name"] == name)!;
                    var number = what switch
                    {
                        "on old Pods" => client["servedAfterRemoval"],
                        "idle Pods" => client["imbalance"]!["idlePods"],
                        "s waited" => client["longestWaitSeconds"],
                        _ => client["failed"]![what],
                    };
                    return $"{name}: {number} {what}";
                })
        );
}
