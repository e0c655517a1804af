using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Simulations;

public class SimulationExampleTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Every_example_of_the_document_can_be_tried_and_shows_what_it_says()
    {
        using var client = app.CreateClient();
        var document = await client.GetJsonAsync("/swagger/v1/swagger.json");
        var operation = document["paths"]!["/api/v1/simulations"]!["post"]!;
        var requests = operation["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
        var results = operation["responses"]!["200"]!["content"]!["application/json"]!["examples"]!.AsObject();
        var shown = new List<string>();
        foreach (var (name, request) in requests)
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/simulations",
                request!["value"]!.ToJsonString()
            );
            var report = await response.JsonAsync();
            Assert.True(JsonNode.DeepEquals(results[name]!["value"], report), name);
            var legs = report["results"]![0]!["tls"]?.AsArray().Select(leg => (string?)leg!["encryption"]) ?? [];
            var findings = report["findings"]?.AsArray().Select(f => (string?)f!["code"]) ?? [];
            shown.Add(
                string.Join(
                    ' ',
                    new[] { name, (string?)report["results"]![0]!["verdict"] }.Concat(legs).Concat(findings)
                )
            );
        }

        Assert.Equal(
            [
                "service delivered plaintext",
                "networkLoadBalancer delivered plaintext",
                "secretMissing delivered tls plaintext tls-secret-missing",
                "certificateForAnotherHost delivered tls plaintext tls-certificate-for-other-host",
                "meshStrict refused",
                "meshPermissive delivered plaintext",
            ],
            shown
        );
    }
}
