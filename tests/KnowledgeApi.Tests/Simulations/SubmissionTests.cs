using System.Text.Json;

namespace KnowledgeApi.Tests.Simulations;

public class SubmissionTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 7
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """;

    [Fact]
    public async Task Shares_add_up_to_one()
    {
        var result = await Send(
            Deployment,
            new { from = new { workload = "shop/Deployment/web" }, to = new { service = "shop/web", port = 80 } }
        );

        var weights = result["results"]![0]!["weights"]!.AsObject();
        Assert.Equal(7, weights.Count);
        Assert.Equal(1, weights.Sum(w => (double)w.Value!), 9);
    }

    [Fact]
    public async Task Errors_of_manifests_and_of_requests_come_at_once()
    {
        var problem = await Send(
            Deployment.Replace("port: 80", "port: eighty", StringComparison.Ordinal),
            new { from = new { pod = "shop/ghost" }, to = new { ip = "10.0.0.300", port = 80 } }
        );

        Assert.Equal(
            ["spec.ports[0].port", "requests[0].from.pod", "requests[0].to.ip"],
            problem["errors"]!.AsArray().Select(e => (string?)e!["field"])
        );
    }

    async Task<System.Text.Json.Nodes.JsonNode> Send(string manifests, object request)
    {
        using var client = app.CreateClient();
        var body = JsonSerializer.Serialize(new { manifests, requests = new[] { request } });
        using var response = await client.SendAsync(HttpMethod.Post, "/api/v1/simulations", body);
        return await response.JsonAsync();
    }
}
