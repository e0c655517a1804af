using System.Xml.Linq;

namespace KnowledgeApi.Tests.Timelines;

public class TimelineEndpointTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Plan = """
        {
          "durationSeconds": 60,
          "pods": {"replicas": 4, "readinessProbe": {}},
          "clients": [{"name": "caller", "kind": "resolveEachTime", "requestsPerSecond": 100}],
          "events": [{"at": 20, "type": "podTerminated"}]
        }
        """;

    static Task<HttpResponseMessage> Post(HttpClient client, string body, string? accept = null) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/v1/timelines",
            body,
            headers: accept is null ? [] : [("Accept", accept)]
        );

    [Fact]
    public async Task A_plan_gives_outcomes_by_second_shares_by_Pod_and_why()
    {
        using var client = app.CreateClient();
        using var response = await Post(client, Plan);
        var result = await response.JsonAsync();

        Assert.Equal(60, result["seconds"]!.AsArray().Count);
        var worst = result["seconds"]!.AsArray().MaxBy(s => (int)s!["failed"]!["total"]!)!;
        Assert.Equal(20, (int)worst["second"]!);
        Assert.Equal((int)worst["sent"]!, (int)worst["succeeded"]! + (int)worst["failed"]!["refused"]!);
        Assert.Equal("refused", (string?)result["firstFailure"]!["cause"]);
        Assert.Equal(1, result["shares"]![0]!["pods"]!.AsArray().Sum(p => (double)p!["share"]!), 4);
        Assert.Equal("app-1", (string?)result["pods"]![0]!["name"]);
        Assert.Contains("closed their listeners", (string?)result["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_is_offered_as_Markdown_and_as_a_chart()
    {
        using var client = app.CreateClient();
        using var markdown = await Post(client, Plan, "text/markdown");
        using var chart = await Post(client, Plan, "image/svg+xml");

        Assert.Equal("text/markdown", markdown.Content.Headers.ContentType?.MediaType);
        Assert.Contains("| Client | Sent |", await Text(markdown), StringComparison.Ordinal);
        Assert.Equal("image/svg+xml", chart.Content.Headers.ContentType?.MediaType);
        Assert.Equal("img", XElement.Parse(await Text(chart)).Attribute("role")?.Value);
        await (await Post(client, Plan, "text/csv")).ProblemAsync(406);
    }

    [Fact]
    public async Task Every_error_comes_at_once_with_its_field_and_what_is_allowed()
    {
        using var client = app.CreateClient();
        using var response = await Post(
            client,
            """
            {
              "durationSeconds": -3,
              "pods": {"replicas": "many", "onSigterm": "sleep", "preStop": 5},
              "clients": [
                7,
                {"name": "a", "kind": "curl", "requestsPerSecond": 5000, "connectTimeoutSeconds": 0}
              ],
              "events": [
                {"at": 1, "type": "meteor"},
                {"at": -1, "type": "rollout", "maxSurge": "a lot", "maxUnavailable": "150%"},
                {"type": "scale"}
              ],
              "network": {"cni": "flannel", "dnsTtlSeconds": true}
            }
            """
        );

        var errors = (await response.ProblemAsync(422))["errors"]!.AsArray();

        Assert.Equal(
            [
                "pods.replicas: This is the text 'many'. | a whole number",
                "pods.onSigterm: This is the text 'sleep'. | one of drain, exit, ignore",
                "pods.preStop: There is no such field here. | one of name, replicas, nodes, scheduleSeconds, startupSeconds, readinessProbe, terminationGracePeriodSeconds, preStopSeconds, onSigterm, responseMilliseconds",
                "network.dnsTtlSeconds: This is true. | a number",
                "network.cni: This is the text 'flannel'. | one of calico, cilium, awsVpcCni",
                "clients[0]: This is 7. | an object",
                "clients[1].kind: This is the text 'curl'. | one of httpClient, dnsCache, resolveEachTime",
                "events[0].type: It is missing or unknown. | one of networkPolicyApplied, nodeDrained, podReady, podRescheduled, podTerminated, podUnready, rollout, scale, serviceRecreated",
                "events[1].maxSurge: This is the text 'a lot'. | a number of Pods, or a percentage such as \"25%\"",
                "events[2].at: It is missing. | seconds from the start",
                "events[2].replicas: It is missing. | a number of Pods",
                "durationSeconds: -3 is out of range. | 1 to 3,600",
                "clients[1].requestsPerSecond: 5,000 is out of range. | more than 0 to 1,000",
                "clients[1].connectTimeoutSeconds: 0 is out of range. | more than 0 to 86,400",
                "events[1].at: -1 is out of range. | 0 to 3,600",
                "events[1].maxUnavailable: 150% is out of range. | 0 to 1,000 Pods, or 0% to 100%",
            ],
            errors.Select(e => $"{e!["field"]}: {e["message"]} | {e["expected"]}")
        );
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData(
        """{"durationSeconds": 1e999, "pods": {"replicas": 1}, "clients": [{"name": "\ud800", "requestsPerSecond": 1}]}"""
    )]
    [InlineData(
        """{"durationSeconds": 10, "pods": {"replicas": 1e400}, "clients": [{"name": "a", "requestsPerSecond": 1}]}"""
    )]
    [InlineData(
        """{"durationSeconds": 10, "pods": {"replicas": 1}, "clients": [{"name": "a", "requestsPerSecond": 1}], "events": [{"at": 1, "type": "rollout", "maxSurge": "%"}]}"""
    )]
    [InlineData(
        """{"durationSeconds": 10, "pods": {"replicas": 1, "responseMilliseconds": 2147483647}, "clients": [{"name": "a", "requestsPerSecond": 1000, "replicas": 2147483647}]}"""
    )]
    public async Task A_hostile_plan_is_refused_in_words(string body)
    {
        using var client = app.CreateClient();
        using var response = await Post(client, body);

        Assert.Contains((int)response.StatusCode, new[] { 400, 422 });
        await response.ProblemAsync((int)response.StatusCode);
    }

    [Fact]
    public async Task However_many_errors_there_are_the_answer_stays_small()
    {
        using var client = app.CreateClient();
        var clients = string.Join(',', Enumerable.Repeat("{}", 200_000));
        using var response = await Post(
            client,
            $$"""{"durationSeconds": 10, "pods": {"replicas": 1}, "clients": [{{clients}}]}"""
        );

        var problem = await response.ProblemAsync(422);

        Assert.Equal(100, problem["errors"]!.AsArray().Count);
        Assert.Contains("more, see errors", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_settings()
    {
        using var small = KnowledgeApp.With(("Timelines:MaxDurationSeconds", "30"), ("Timelines:MaxPods", "3"));
        using var client = small.CreateClient();
        using var response = await Post(client, Plan);

        Assert.Equal(
            ["durationSeconds", "pods.replicas"],
            (await response.ProblemAsync(422))["errors"]!.AsArray().Select(e => (string?)e!["field"])
        );
    }

    [Fact]
    public async Task A_scenario_takes_a_timeline_of_the_callers_own()
    {
        using var client = app.CreateClient();
        const string Path = "/api/v1/scenarios/rollout-without-prestop/runs";
        using var good = await client.SendAsync(HttpMethod.Post, Path, $$"""{"timeline": {{Plan}}}""");
        using var bad = await client.SendAsync(HttpMethod.Post, Path, """{"timeline": {"durationSeconds": 5}}""");

        var run = await good.JsonAsync();
        Assert.True((bool)run["edited"]!);
        Assert.Equal("caller", (string?)run["timeline"]!["clients"]![0]!["name"]);
        Assert.Equal(
            ["timeline.pods", "timeline.clients"],
            (await bad.ProblemAsync(422))["errors"]!.AsArray().Select(e => (string?)e!["field"])
        );
    }

    static Task<string> Text(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
