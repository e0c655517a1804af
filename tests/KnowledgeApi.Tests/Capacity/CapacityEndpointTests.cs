using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace KnowledgeApi.Tests.Capacity;

public class CapacityEndpointTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Plan = """
        "subnets": [{"name": "private-a", "cidr": "10.0.1.0/26"}],
        "nodeGroups": [{"name": "workers", "instanceType": "m5.large", "nodes": 3}]
        """;

    const string Manifests = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 60
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: web}]}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: shop
          annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}
        spec: {type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: admin, namespace: shop}
        spec: {type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80}]}
        """;

    static readonly string ManifestsJson = JsonSerializer.Serialize(Manifests);

    [Fact]
    public async Task An_address_plan_says_what_fits_what_stops_the_next_Pod_and_what_helps()
    {
        var answer = await Answer($$"""{ {{Plan}}, "pods": [{"name": "trade-api", "count": 60}] }""");
        var capacity = answer["capacity"]!;

        Assert.Null(answer["cost"]);
        Assert.Equal(60, (int)capacity["wanted"]!);
        Assert.Equal(60, (int)capacity["running"]! + (int)capacity["pending"]!);
        Assert.Equal("subnetAddresses", (string?)capacity["firstLimit"]!["limit"]);
        Assert.Equal("private-a", (string?)capacity["firstLimit"]!["subnet"]);
        Assert.Equal("FailedCreatePodSandBox", (string?)capacity["pendingPods"]![0]!["event"]!["reason"]);
        Assert.Contains(
            capacity["remedies"]!.AsArray(),
            remedy => (string?)remedy!["kind"] == "largerSubnets" && (int)remedy["gain"]! > 0
        );
    }

    [Fact]
    public async Task Manifests_alone_say_what_their_load_balancers_cost()
    {
        var cost = (await Answer($$"""{"manifests": {{ManifestsJson}} }"""))["cost"]!;

        Assert.Equal(
            ["Service shop/web internetFacing 17", "Service shop/admin internal 22"],
            cost["loadBalancers"]!
                .AsArray()
                .Select(l => l!["loadBalancer"]!)
                .Select(l => $"{l["name"]} {l["scheme"]} {l["line"]}")
        );
        Assert.Equal("us-east-1", (string?)cost["prices"]!["region"]);
        Assert.Equal(0.06m, (decimal)cost["total"]!["perHour"]!);
    }

    [Fact]
    public async Task Pods_wanted_are_those_of_the_manifests_unless_listed()
    {
        var answer = await Answer($$"""{ {{Plan}}, "manifests": {{ManifestsJson}} }""");

        Assert.Equal(60, (int)answer["capacity"]!["wanted"]!);
        Assert.Equal("Deployment shop/web", (string?)answer["capacity"]!["pendingPods"]![0]!["group"]);
        Assert.Null(answer["cost"]);
    }

    [Fact]
    public async Task Prices_and_traffic_are_the_callers()
    {
        var cost = (
            await Answer(
                $$"""
                {
                  "manifests": {{ManifestsJson}},
                  "cost": {
                    "zones": 2,
                    "prices": {
                      "region": "eu-central-1", "currency": "EUR", "source": "contract", "date": "2026-10",
                      "albHour": 1, "lcuHour": 1, "nlbHour": 2, "nlcuHour": 10, "clbHour": 1, "clbGigabyte": 1, "publicIpv4Hour": 0.5
                    },
                    "trafficOf": [{"object": "Service shop/web", "traffic": {"gigabytesPerHour": 3} }]
                  }
                }
                """
            )
        )["cost"]!;

        // Twice 2 for the NLBs, 3 units at 10, two addresses at 0.5.
        Assert.Equal(35m, (decimal)cost["total"]!["perHour"]!);
    }

    [Fact]
    public async Task The_same_is_offered_as_Markdown_and_as_charts()
    {
        using var client = app.CreateClient();
        var body = $$"""{ {{Plan}}, "manifests": {{ManifestsJson}}, "cost": {} }""";
        using var markdown = await Post(client, body, "text/markdown");
        using var first = await Post(client, body, "image/svg+xml");
        using var second = await Post(client, body, "image/svg+xml", "?chart=cost");

        Assert.Contains("| Remedy | Change |", await Text(markdown), StringComparison.Ordinal);
        Assert.Contains("| Load balancer | Type |", await Text(markdown), StringComparison.Ordinal);
        Assert.Equal("Pods by limit", Title(await Text(first)));
        Assert.Equal("Load balancers: cost a month", Title(await Text(second)));
        await (await Post(client, body, "text/csv")).ProblemAsync(406);
        await (await Post(client, body, "image/svg+xml", "?chart=pie")).ProblemAsync(400);
        await (await Post(client, "{" + Plan + "}", "image/svg+xml", "?chart=cost")).ProblemAsync(400);
    }

    [Fact]
    public async Task Every_error_comes_at_once_with_its_field_and_what_is_allowed()
    {
        using var client = app.CreateClient();
        using var response = await Post(
            client,
            """
            {
              "subnets": [{"name": "a", "cidr": "10.0.0.0/24"}, {"cidr": "10.0.0.128/25"}, 7],
              "nodeGroups": [
                {"name": "g", "instanceType": "m5.lagre", "nodes": -1, "maxpods": 3},
                {"name": "h", "instanceType": "m5.large", "nodes": "two", "subnets": ["z"]}
              ],
              "mode": "ipv5",
              "warm": {"eniTarget": -1},
              "pods": [{"name": "p", "count": 1, "hostNetwork": "yes"}],
              "manifests": "kind: Service\n  bad: [",
              "cost": {"zones": 9, "prices": {"region": "r"}, "trafficOf": [{"object": "Service a/b"}]}
            }
            """
        );

        var errors = (await response.ProblemAsync(422))["errors"]!.AsArray();

        Assert.Equal(
            [
                "pods[0].hostNetwork: This is the text 'yes'.",
                "subnets[2]: This is 7.",
                "subnets[1].name: It is missing.",
                "nodeGroups[0].maxpods: There is no such field here.",
                "nodeGroups[1].nodes: This is the text 'two'.",
                "mode: This is the text 'ipv5'.",
                "cost.prices.currency: It is missing.",
                "cost.prices.source: It is missing.",
                "cost.prices.date: It is missing.",
                "cost.prices.albHour: It is missing.",
                "cost.prices.lcuHour: It is missing.",
                "cost.prices.nlbHour: It is missing.",
                "cost.prices.nlcuHour: It is missing.",
                "cost.prices.clbHour: It is missing.",
                "cost.prices.clbGigabyte: It is missing.",
                "cost.prices.publicIpv4Hour: It is missing.",
                "cost.trafficOf[0].traffic: It is missing.",
                "subnets[1].cidr: 10.0.0.128/25 overlaps 10.0.0.0/24 of subnet 'a'.",
                "nodeGroups[0].nodes: -1 is out of range.",
                "nodeGroups[0].instanceType: 'm5.lagre' is not among the 960 instance types known here.",
                "nodeGroups[1].subnets[0]: There is no subnet 'z'.",
                "warm.eniTarget: -1 is out of range.",
                "cost.zones: 9 is out of range.",
            ],
            errors.Where(e => e!["line"] is null).Select(e => $"{e!["field"]}: {e["message"]}")
        );
        Assert.Equal(2, (int)errors.Single(e => e!["line"] is not null)!["line"]!);
        Assert.Equal(
            "one of secondaryIp, prefixDelegation, ipv6",
            (string?)errors.Single(e => (string?)e!["field"] == "mode")!["expected"]
        );
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}", "manifests")]
    [InlineData("""{"mode": "ipv6"}""", "subnets", "nodeGroups")]
    [InlineData("""{"subnets": [], "nodeGroups": []}""", "subnets", "nodeGroups")]
    [InlineData("""{"cost": {}}""", "manifests")]
    [InlineData("""{"manifests": 5}""", "manifests")]
    [InlineData("""{"subnets": [{"name": "\ud800", "cidr": "10.0.0.0/24"}]}""")]
    [InlineData(
        """{"subnets": [{"name": "a", "cidr": "10.0.0.0/24", "fragmentation": 1e999}], "nodeGroups": [{"name": "g", "instanceType": "m5.large", "nodes": 1}]}""",
        "subnets[0].fragmentation"
    )]
    public async Task A_hostile_request_is_refused_in_words(string body, params string[] fields)
    {
        using var client = app.CreateClient();
        using var response = await Post(client, body);

        Assert.Contains((int)response.StatusCode, new[] { 400, 422 });
        var problem = await response.ProblemAsync((int)response.StatusCode);
        if (fields.Length > 0)
            Assert.Equal(fields, problem["errors"]!.AsArray().Select(e => (string?)e!["field"]));
    }

    [Fact]
    public async Task Long_lists_are_refused_unread_and_the_answer_stays_small()
    {
        using var client = app.CreateClient();
        var items = string.Join(',', Enumerable.Repeat("{}", 200_000));
        using var response = await Post(
            client,
            $$"""{"subnets": [{{items}}], "nodeGroups": [{{string.Join(',', Enumerable.Repeat("{}", 100))}}], "pods": [{{items}}]}"""
        );

        var errors = (await response.ProblemAsync(422))["errors"]!.AsArray();

        Assert.Equal(100, errors.Count);
        Assert.Equal("The list has 200,000 entries.", (string?)errors[0]!["message"]);
    }

    [Fact]
    public async Task Limits_are_settings()
    {
        using var small = KnowledgeApp.With(("Capacity:MaxNodes", "2"), ("Capacity:MaxPods", "10"));
        using var client = small.CreateClient();
        using var response = await Post(client, $$"""{ {{Plan}}, "pods": [{"name": "p", "count": 11}]}""");

        Assert.Equal(
            ["nodeGroups[0].nodes", "nodeGroups", "pods[0].count", "pods"],
            (await response.ProblemAsync(422))["errors"]!.AsArray().Select(e => (string?)e!["field"])
        );
    }

    [Fact]
    public async Task OpenApi_has_an_example_for_each_effect_that_can_be_tried_and_gives_the_answer_beside_it()
    {
        using var client = app.CreateClient();
        var document = await client.GetJsonAsync("/swagger/v1/swagger.json");
        var operation = document["paths"]!["/api/v1/capacity"]!["post"]!;
        var requests = operation["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
        var answers = operation["responses"]!["200"]!["content"]!["application/json"]!["examples"]!.AsObject();

        Assert.Equal(
            [
                "subnetExhausted",
                "tooManyPods",
                "fragmentedSubnet",
                "customNetworking",
                "maxPodsAboveTheInterfaces",
                "ipv6",
                "loadBalancerForEachService",
                "ingressesInOneGroup",
                "targetTypes",
            ],
            requests.Select(e => e.Key)
        );
        foreach (var (name, request) in requests)
            Assert.True(
                JsonNode.DeepEquals(answers[name]!["value"], await Answer(request!["value"]!.ToJsonString())),
                name
            );
        var schemas = document["components"]!["schemas"]!;
        Assert.Equal(
            ["name", "instanceType", "nodes"],
            schemas["NodeGroup"]!["required"]!.AsArray().Select(n => (string?)n)
        );
        Assert.Equal(2, (int)schemas["NodeGroup"]!["properties"]!["hostNetworkPods"]!["default"]!);
        Assert.Null(schemas["CapacityRequest"]!["required"]);
    }

    async Task<JsonNode> Answer(string body)
    {
        using var client = app.CreateClient();
        using var response = await Post(client, body);
        Assert.True(response.IsSuccessStatusCode, await Text(response));
        return await response.JsonAsync();
    }

    static Task<HttpResponseMessage> Post(HttpClient client, string body, string? accept = null, string query = "") =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/v1/capacity" + query,
            body,
            headers: accept is null ? [] : [("Accept", accept)]
        );

    static string? Title(string svg) =>
        XElement.Parse(svg).Elements().SingleOrDefault(e => e.Name.LocalName == "title")?.Value;

    static Task<string> Text(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
