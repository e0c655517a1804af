using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace KnowledgeApi.Tests.Reachability;

public class ReachabilityEndpointTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    private const string Pods = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, image: web}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: shop, labels: {app: db}}
        spec: {containers: [{name: db, image: db}]}
        ---

        """;

    private const string Policy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: db}}
          policyTypes: [Ingress, Egress]
          ingress:
          - from: [{podSelector: {matchLabels: {app: web}}}]
            ports: [{port: 5432}, {port: 53, protocol: UDP}]
        """;

    private static Task<HttpResponseMessage> Post(HttpClient client, string path, object body, string? accept = null) =>
        client.SendAsync(
            HttpMethod.Post,
            "/api/v1/reachability" + path,
            JsonSerializer.Serialize(body),
            headers: accept is null ? [] : [("Accept", accept)]
        );

    private static Task<string> TextOf(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Connections_are_listed_by_workload_with_their_ports()
    {
        using var client = app.CreateClient();
        using var response = await Post(client, "", new { manifests = Pods + Policy, focus = "db" });
        var report = await response.JsonAsync();

        Assert.Equal(1, (int)report["total"]!);
        Assert.True(
            JsonNode.DeepEquals(
                new JsonObject
                {
                    ["from"] = "shop/web[Pod]",
                    ["to"] = "shop/db[Pod]",
                    ["ports"] = "TCP 5432,UDP 53",
                },
                Assert.Single(report["connections"]!.AsArray())
            )
        );
        Assert.Null(report["nextCursor"]);
        Assert.Null(report["explanations"]);
    }

    [Theory]
    [InlineData("text/plain", "shop/web[Pod] => shop/db[Pod] : TCP 5432,UDP 53\n")]
    [InlineData("text/csv", "src,dst,conn\nshop/web[Pod],shop/db[Pod],\"TCP 5432,UDP 53\"\n")]
    [InlineData(
        "text/markdown",
        "| src | dst | conn |\n|-----|-----|------|\n| shop/web[Pod] | shop/db[Pod] | TCP 5432,UDP 53 |\n"
    )]
    [InlineData(
        "text/vnd.graphviz",
        "digraph {\n\tsubgraph \"cluster_shop\" {\n\t\t\"shop/db[Pod]\" [label=\"db[Pod]\" color=\"blue\" fontcolor=\"blue\"]\n\t\t\"shop/web[Pod]\" [label=\"web[Pod]\" color=\"blue\" fontcolor=\"blue\"]\n\t\tlabel=\"shop\"\n\t}\n\t\"shop/web[Pod]\" -> \"shop/db[Pod]\" [label=\"TCP 5432,UDP 53\" color=\"gold2\" fontcolor=\"darkgreen\"]\n}\n"
    )]
    [InlineData(
        "text/vnd.mermaid",
        "flowchart LR\n  subgraph s0[\"shop\"]\n    n0[\"db[Pod]\"]\n    n1[\"web[Pod]\"]\n  end\n  n1 -->|\"TCP 5432,UDP 53\"| n0\n"
    )]
    public async Task The_same_is_offered_in_other_forms(string type, string expected)
    {
        using var client = app.CreateClient();
        using var response = await Post(client, "", new { manifests = Pods + Policy, focus = "shop/db" }, type);

        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await TextOf(response));
    }

    [Fact]
    public async Task A_picture_names_each_connection_for_readers_who_do_not_see_it()
    {
        using var client = app.CreateClient();
        using var response = await Post(client, "", new { manifests = Pods + Policy }, "image/svg+xml");
        var svg = XElement.Parse(await TextOf(response));

        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.Contains(
            svg.Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value),
            title => title == "shop/web[Pod] => shop/db[Pod] : TCP 5432,UDP 53"
        );
        await (await Post(client, "", new { manifests = Pods }, "image/png")).ProblemAsync(406);
    }

    [Fact]
    public async Task An_explanation_names_the_line_that_allows_and_says_why_others_are_denied()
    {
        using var client = app.CreateClient();
        using var response = await Post(
            client,
            "",
            new
            {
                manifests = Pods + Policy,
                focus = "db",
                explain = true,
            }
        );
        var explanations = (await response.JsonAsync())["explanations"]!.AsArray();

        var open = explanations.Single(e => (string?)e!["ports"] == "TCP 5432,UDP 53")!;
        Assert.Equal("shop/web[Pod]", (string?)Assert.Single(open["pairs"]!.AsArray())!["from"]);
        var rule = Assert.Single(open["ingress"]!["rules"]!.AsArray())!;
        Assert.Equal("NetworkPolicy shop/db", (string?)rule["object"]);
        var line = (Pods + Policy).Split('\n')[(int)rule["line"]! - 1];
        Assert.Contains("from:", line, StringComparison.Ordinal);
        Assert.Contains(
            explanations,
            e =>
                (string?)e!["ports"] == "No Connections"
                && (string?)e["pairs"]![0]!["from"] == "0.0.0.0-255.255.255.255[External]"
                && ((string?)e["ingress"]!["summary"])!.Contains("no rule", StringComparison.Ordinal)
        );
        Assert.Contains(
            explanations,
            e =>
                (string?)e!["pairs"]![0]!["from"] == "shop/db[Pod]"
                && e["egress"]!["policies"]!.AsArray().Count == 1
                && e["egress"]!["rules"]!.AsArray().Count == 0
        );
    }

    [Fact]
    public async Task A_cursor_goes_through_all_pages_and_beyond_a_page_there_is_a_summary()
    {
        using var client = app.CreateClient();
        var found = new List<string>();
        string? cursor = null;
        do
        {
            using var response = await Post(
                client,
                "",
                new
                {
                    manifests = Pods,
                    limit = 2,
                    cursor,
                }
            );
            var page = await response.JsonAsync();
            found.AddRange(page["connections"]!.AsArray().Select(c => $"{c!["from"]} => {c["to"]}"));
            Assert.Equal(6, page["namespaces"]!.AsArray().Sum(n => (int)n!["connections"]!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);

        Assert.Equal(6, found.Distinct().Count());
        Assert.Equal(6, found.Count);
        await (await Post(client, "", new { manifests = Pods, cursor = "%%" })).ProblemAsync(400);
        await (await Post(client, "", new { manifests = Pods, limit = 0 })).ProblemAsync(400);
    }

    [Fact]
    public async Task A_diff_tells_what_a_policy_takes_away()
    {
        using var client = app.CreateClient();
        var body = new { before = Pods, after = Pods + Policy };
        using var response = await Post(client, "/diff", body);
        using var text = await Post(client, "/diff", body, "text/plain");
        var changes = (await response.JsonAsync())["changes"]!.AsArray();

        Assert.Equal(
            [
                "changed shop/web[Pod] => shop/db[Pod]: All Connections to TCP 5432,UDP 53",
                "removed 0.0.0.0-255.255.255.255[External] => shop/db[Pod]: All Connections to No Connections",
                "removed shop/db[Pod] => 0.0.0.0-255.255.255.255[External]: All Connections to No Connections",
                "removed shop/db[Pod] => shop/web[Pod]: All Connections to No Connections",
            ],
            changes.Select(c => $"{c!["type"]} {c["from"]} => {c["to"]}: {c["before"]} to {c["after"]}")
        );
        Assert.StartsWith(
            "Connectivity diff:\ndiff-type: changed, source: shop/web[Pod], destination: shop/db[Pod], before: All Connections, after: TCP 5432,UDP 53\n",
            await TextOf(text),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Faulty_manifests_and_unknown_names_are_told_with_their_place()
    {
        using var client = app.CreateClient();
        using var unread = await Post(client, "", new { manifests = "kind: [" });
        using var unknown = await Post(client, "", new { manifests = Pods, focus = "shop/wbe" });
        using var second = await Post(client, "/diff", new { before = Pods, after = "kind: Pod" });

        Assert.NotNull((await unread.ProblemAsync(422))["errors"]![0]!["line"]);
        Assert.Contains(
            "shop/web[Pod]",
            (await unknown.ProblemAsync(422))["didYouMean"]!.AsArray().Select(n => (string?)n)
        );
        Assert.Contains("after", (string?)(await second.ProblemAsync(422))["detail"], StringComparison.Ordinal);
        await (await Post(client, "", new { focus = "web" })).ProblemAsync(400);
    }
}
