using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Capacity;

/// <summary>The numbers that the stories of addresses and cost rest on, as written and with the changes that they suggest.</summary>
public class CapacityScenarioTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    [Theory]
    [InlineData("subnet-out-of-addresses", "", "45 of 60 run, subnetAddresses after 29")]
    [InlineData("subnet-out-of-addresses", "warm={\"ipTarget\":2}", "53 of 60 run, subnetAddresses after 53")]
    [InlineData("subnet-out-of-addresses", "subnets.0.cidr=\"10.0.1.0/25\"", "60 of 60 run, eniLimits after 81")]
    [InlineData("subnet-out-of-addresses", "mode=\"prefixDelegation\"", "32 of 60 run, subnetAddresses after 2")]
    [InlineData("too-many-pods", "", "45 of 60 run, maxPods after 45")]
    [InlineData("too-many-pods", "nodeGroups.0.maxPods=null", "60 of 60 run, maxPods after 324")]
    [InlineData("too-many-pods", "mode=\"secondaryIp\"", "45 of 60 run, eniLimits after 45")]
    [InlineData("max-pods-above-the-interfaces", "", "54 of 80 run, eniLimits after 54")]
    [InlineData("max-pods-above-the-interfaces", "mode=\"prefixDelegation\"", "80 of 80 run, maxPods after 216")]
    [InlineData("prefixes-in-a-fragmented-subnet", "", "46 of 60 run, subnetAddresses after 33")]
    [InlineData(
        "prefixes-in-a-fragmented-subnet",
        "subnets.0.fragmentation=0",
        "60 of 60 run, subnetAddresses after 161"
    )]
    [InlineData("prefixes-in-a-fragmented-subnet", "mode=\"secondaryIp\"", "54 of 60 run, eniLimits after 54")]
    [InlineData("pods-in-a-secondary-cidr", "", "72 of 90 run, eniLimits after 72")]
    [InlineData("pods-in-a-secondary-cidr", "mode=\"prefixDelegation\"", "90 of 90 run, maxPods after 432")]
    public async Task An_address_plan_ends_where_its_story_says(string slug, string change, string facts)
    {
        var capacity = (await Run(slug, change))["capacity"]!;

        var limit = capacity["firstLimit"]!;
        Assert.Equal(
            facts,
            $"{capacity["running"]} of {capacity["wanted"]} run, {limit["limit"]} after {limit["afterPods"]}"
        );
    }

    [Theory]
    [InlineData("load-balancer-for-each-service", "", "5 for 145.64, 2 for 65.85")]
    [InlineData("load-balancer-for-each-service", "cost.traffic.gigabytesPerHour=4", "5 for 224.48, 2 for 165.71")]
    [InlineData("load-balancer-for-each-service", "cost.zones=2", "5 for 127.39, 2 for 58.55")]
    [InlineData("ingresses-in-one-group", "", "2 for 50.95, 1 for 27.23")]
    public async Task Load_balancers_cost_what_their_story_says(string slug, string change, string facts)
    {
        var cost = (await Run(slug, change))["cost"]!;

        Assert.Equal(facts, $"{Priced(cost)}, {Priced(cost["consolidation"]!)}");
    }

    static string Priced(JsonNode part) => $"{part["loadBalancers"]!.AsArray().Count} for {part["total"]!["perMonth"]}";

    async Task<JsonNode> Run(string slug, string change)
    {
        using var client = app.CreateClient();
        var plan = (await client.GetJsonAsync($"/api/v1/scenarios/{slug}"))["capacity"]!;
        if (change.Length > 0)
            plan.Change(change);
        using var response = await client.SendAsync(
            HttpMethod.Post,
            $"/api/v1/scenarios/{slug}/runs",
            new JsonObject { ["capacity"] = plan.DeepClone() }.ToJsonString()
        );
        var run = await response.JsonAsync();
        Assert.True((bool)run["asExpected"]!, run["results"]!.ToJsonString());
        return run["capacity"]!;
    }
}
