using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Timelines;

public class TimelineOpenApiTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Every_example_can_be_tried_and_gives_the_result_beside_it()
    {
        using var client = app.CreateClient();
        var (_, operation) = await Operation(client);
        var plans = operation["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
        var results = operation["responses"]!["200"]!["content"]!["application/json"]!["examples"]!.AsObject();

        Assert.Equal(
            [
                "missingPreStopDelay",
                "missingReadinessProbe",
                "oldPodsAfterARollout",
                "idlePodsAfterScaleOut",
                "headlessNameRemembered",
                "serviceRecreated",
                "policyAndOpenConnections",
                "nodeDrained",
                "podUnready",
            ],
            plans.Select(e => e.Key)
        );
        foreach (var (name, plan) in plans)
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/timelines",
                plan!["value"]!.ToJsonString()
            );
            Assert.True(JsonNode.DeepEquals(results[name]!["value"], await response.JsonAsync()), name);
        }
    }

    [Fact]
    public async Task Events_are_told_apart_by_type_and_percentages_may_be_written()
    {
        using var client = app.CreateClient();
        var (schemas, operation) = await Operation(client);

        Assert.Equal(
            "#/components/schemas/TimelinePlan",
            (string?)operation["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]
        );
        var events = schemas["TimelineEvent"]!["oneOf"]!.AsArray().Select(e => ((string)e!["$ref"]!).Split('/')[^1]);
        Assert.Equal(9, events.Count());
        Assert.All(
            events,
            name =>
                Assert.Equal(
                    char.ToLowerInvariant(name[0]) + name[1..],
                    (string?)schemas[name]!["properties"]!["type"]!["enum"]![0]
                )
        );
        Assert.Equal(
            ["integer", "string"],
            schemas["IntOrPercent"]!["oneOf"]!.AsArray().Select(s => (string?)s!["type"])
        );
        Assert.Equal(["replicas"], schemas["PodPlan"]!["required"]!.AsArray().Select(n => (string?)n));
        Assert.Equal(30, (int)schemas["PodPlan"]!["properties"]!["terminationGracePeriodSeconds"]!["default"]!);
    }

    static async Task<(JsonNode Schemas, JsonNode Operation)> Operation(HttpClient client)
    {
        var document = await client.GetJsonAsync("/swagger/v1/swagger.json");
        return (document["components"]!["schemas"]!, document["paths"]!["/api/v1/timelines"]!["post"]!);
    }
}
