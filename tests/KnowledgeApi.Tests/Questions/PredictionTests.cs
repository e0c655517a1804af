using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KnowledgeApi.Tests.Questions;

/// <summary>Predictions made of scenarios: without end, the same for the same seed, and true.</summary>
public sealed partial class PredictionTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Fact]
    public async Task ASeed_GivesTheSameQuestions_OnAnyReplica()
    {
        using var replica = new KnowledgeApp();
        using var other = replica.CreateClient();
        var here = await client.GetJsonAsync("/api/v1/questions?type=predict&seed=11&limit=30");
        var there = await other.GetJsonAsync("/api/v1/questions?type=predict&seed=11&limit=30");
        Assert.Equal(here.ToJsonString(), there.ToJsonString());
        Assert.NotEqual(Ids(here), Ids(await client.GetJsonAsync("/api/v1/questions?type=predict&seed=12&limit=30")));
    }

    [Fact]
    public async Task Pages_GoOnWhereTheLastEnded_AndRepeatNothing()
    {
        var ids = new List<string>();
        string? cursor = null;
        for (var page = 0; page < 12; page++)
        {
            var found = await client.GetJsonAsync($"/api/v1/questions?type=predict&seed=3&limit=10&cursor={cursor}");
            ids.AddRange(Ids(found));
            cursor = (string?)found["nextCursor"];
            Assert.NotNull(cursor);
        }
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.True(ids.Count(IsMade) > 60, $"{ids.Count(IsMade)} of {ids.Count}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-2_000_000_000)]
    [InlineData(2026)]
    public async Task EachOption_IsRightOrSaysWhichRuleWasMisread(int seed)
    {
        foreach (var question in await Made(seed))
        {
            var options = question["options"]!.AsArray();
            var texts = options.Select(option => (string)option!["text"]!).ToList();
            Assert.InRange(texts.Count, 3, 5);
            Assert.Equal(texts.Count, texts.Distinct().Count());
            var key = Key(await Answered(question, (string)options[0]!["id"]!));
            foreach (var option in options)
            {
                var id = (string)option!["id"]!;
                var graded = await Answered(question, id);
                Assert.Equal(id == key ? "correct" : "wrong", (string?)graded["grade"]);
                if (id != key)
                    Assert.Contains("is wrong: That ", (string)graded["feedback"]!, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task TheShownManifests_Suffice_ToFindTheKeyByRunningThem(int seed)
    {
        var run = 0;
        foreach (var question in await Made(seed))
        {
            var asked = Asked().Match((string)question["prompt"]!);
            if (!asked.Success)
                continue;
            var caller = asked.Groups["name"].Value;
            var from = asked.Groups["kind"].Value is { Length: > 0 } kind
                ? new { workload = caller.Replace("/", $"/{kind}/", StringComparison.Ordinal) }
                : (object)new { pod = caller };
            var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/simulations",
                JsonSerializer.Serialize(
                    new
                    {
                        manifests = asked.Groups["yaml"].Value,
                        requests = new[] { new { from, to = new { url = asked.Groups["url"].Value } } },
                    }
                )
            );
            Assert.True(
                response.IsSuccessStatusCode,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
            var result = (await response.JsonAsync())["results"]![0]!;
            var options = question["options"]!.AsArray();
            var key = Key(await Answered(question, (string)options[0]!["id"]!));
            var text = (string)options.Single(option => (string?)option!["id"] == key)!["text"]!;
            Assert.True(
                text.StartsWith(Beginning((string)result["verdict"]!), StringComparison.Ordinal),
                $"{text}: {result["explanation"]}\n{question["id"]}\n{question["prompt"]}"
            );
            run++;
        }
        Assert.NotEqual(0, run);
    }

    [Fact]
    public async Task AQuestion_IsReadByItsId_AndAbsentOnceItsScenarioChanged()
    {
        var question = (await Made(5))[0];
        var id = (string)question["id"]!;
        Assert.Equal(
            (string?)question["prompt"],
            (string?)(await client.GetJsonAsync($"/api/v1/questions/{id}"))["prompt"]
        );
        var parts = id.Split('-');
        parts[^4] = "000000";
        foreach (var other in new[] { string.Join('-', parts), id[..id.LastIndexOf('-')] + "-99999", id + "0000000" })
        {
            var response = await client.SendAsync(HttpMethod.Get, $"/api/v1/questions/{other}");
            await response.ProblemAsync(404);
        }
    }

    [Theory]
    [InlineData("topic=network-policy", "topic", "network-policy")]
    [InlineData("level=senior", "level", "senior")]
    [InlineData("article=kubernetes-networking", "article", "kubernetes-networking")]
    public async Task Filters_HoldForThemToo(string filter, string field, string value)
    {
        var found = await client.GetJsonAsync($"/api/v1/questions?type=predict&seed=4&limit=40&{filter}");
        Assert.Contains(Ids(found), IsMade);
        Assert.All(
            found["items"]!.AsArray().Where(question => IsMade((string)question!["id"]!)),
            question => Assert.Equal(value, (string?)question![field])
        );
    }

    [Theory]
    [InlineData("fnx")]
    [InlineData("fnByZWRpY3Rpb25zIDk5OTk5OTk5OSAxIDE")]
    public async Task ACursorFromElsewhere_IsRefused(string cursor)
    {
        var response = await client.SendAsync(HttpMethod.Get, $"/api/v1/questions?type=predict&seed=3&cursor={cursor}");
        await response.ProblemAsync(400);
    }

    [Fact]
    public async Task ASeed_ComesToAnEnd_ThatAProgramCanReach()
    {
        var pages = 0;
        string? cursor = null;
        do
        {
            var found = await client.GetJsonAsync($"/api/v1/questions?type=predict&seed=8&limit=100&cursor={cursor}");
            cursor = (string?)found["nextCursor"];
        } while (cursor is not null && ++pages < 100);
        Assert.Null(cursor);
    }

    async Task<List<JsonNode>> Made(int seed)
    {
        var found = await client.GetJsonAsync($"/api/v1/questions?type=predict&seed={seed}&limit=20");
        List<JsonNode> made = [.. found["items"]!.AsArray().Where(q => IsMade((string)q!["id"]!)).Select(q => q!)];
        Assert.NotEmpty(made);
        return made;
    }

    async Task<JsonNode> Answered(JsonNode question, string option)
    {
        var response = await client.SendAsync(
            HttpMethod.Post,
            $"/api/v1/questions/{question["id"]}/answers",
            JsonSerializer.Serialize(new { answer = new[] { option } })
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    static string Beginning(string verdict) =>
        verdict switch
        {
            "delivered" => "It reaches",
            "denied" => "It is dropped",
            "refused" => "It is refused",
            "unresolved" => "The name does not resolve",
            _ => verdict,
        };

    // Said of a caller inside the cluster and a name, with every Pod ready.
    [GeneratedRegex(
        @"^(A Pod of (?<kind>\w+)|Pod) `(?<name>\S+)` requests `([A-Z]+ )?(?<url>\S+)`\. What happens\?.*```yaml\n(?<yaml>.*)\n```",
        RegexOptions.Singleline
    )]
    private static partial Regex Asked();

    static string Key(JsonNode graded) => (string)graded["key"]![0]!;

    static List<string> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(q => (string)q!["id"]!)];

    static bool IsMade(string id) => char.IsDigit(id[^1]) && id.Count(c => c == '-') > 3;
}
