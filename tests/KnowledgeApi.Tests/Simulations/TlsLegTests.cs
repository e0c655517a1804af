using System.Text.Json;

namespace KnowledgeApi.Tests.Simulations;

public class TlsLegTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Manifests = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, image: web}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: https, port: 443}]}
        """;

    [Fact]
    public async Task A_result_says_how_each_leg_of_the_way_is_protected()
    {
        using var client = app.CreateClient();
        var body = JsonSerializer.Serialize(
            new
            {
                manifests = Manifests,
                requests = new object[]
                {
                    new { from = new { external = "198.51.100.7" }, to = new { url = "http://nowhere.example/" } },
                    Ask("http://web.shop/"),
                    Ask("https://web.shop/"),
                },
            }
        );
        using var response = await client.SendAsync(HttpMethod.Post, "/api/v1/simulations", body);
        var results = (await response.JsonAsync())["results"]!.AsArray();

        Assert.Null(results[0]!["tls"]);
        Assert.Equal(
            ["Pod shop/web to Pod shop/web: plaintext", "Pod shop/web to Pod shop/web: tls"],
            results
                .Skip(1)
                .SelectMany(r => r!["tls"]!.AsArray())
                .Select(leg => $"{leg!["from"]} to {leg["to"]}: {leg["encryption"]}")
        );
    }

    static object Ask(string url) => new { from = new { pod = "shop/web" }, to = new { url } };
}
