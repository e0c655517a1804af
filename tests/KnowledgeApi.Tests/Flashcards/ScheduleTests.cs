using System.Globalization;
using System.Text.Json.Nodes;
using KnowledgeApi.Flashcards.Scheduling;

namespace KnowledgeApi.Tests.Flashcards;

/// <summary>The scheduler through its endpoint, held to histories that the reference implementation computed.</summary>
public sealed class ScheduleTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Path = "/api/v1/flashcards/schedule";
    const double Tolerance = 5e-7;

    static readonly JsonNode Reference = JsonNode.Parse(
        File.ReadAllText(System.IO.Path.Combine(Repository.Root, "tests/KnowledgeApi.Tests/Flashcards/fsrs.json"))
    )!;

    readonly HttpClient client = app.CreateClient();

    public static TheoryData<string> ParameterSets() =>
        [.. Reference["parameterSets"]!.AsObject().Select(set => set.Key)];

    [Theory]
    [MemberData(nameof(ParameterSets))]
    public async Task EveryHistory_GivesTheReferencesStates(string set)
    {
        var histories = Reference["histories"]!.AsArray().Where(history => (string)history!["params"]! == set).ToList();
        Assert.NotEmpty(histories);
        foreach (var history in histories)
        {
            var steps = history!["steps"]!.AsArray();
            var body = new JsonObject
            {
                ["created"] = (string)history["created"]!,
                ["parameters"] = Reference["parameterSets"]![set]!.DeepClone(),
                ["reviews"] = new JsonArray([
                    .. steps.Select(step => new JsonObject { ["at"] = (string)step![0]!, ["rating"] = (int)step[1]! }),
                ]),
                ["previewAt"] = (string)history["previewAt"]!,
            };
            var schedule = await Scheduled(body);
            var id = (string)history["id"]!;
            AssertRows("stepFields", steps, schedule["steps"]!.AsArray(), id);
            Assert.Equal((int)history["previewElapsedDays"]!, (int)schedule["preview"]!["elapsedDays"]!);
            AssertRows("answerFields", history["answers"]!.AsArray(), schedule["preview"]!["answers"]!.AsArray(), id);
        }
    }

    [Fact]
    public async Task WeightsOfAnEarlierVersion_AreConverted()
    {
        foreach (
            var (name, set) in Reference["parameterSets"]!.AsObject().Where(set => set.Value!["wInput"] is not null)
        )
        {
            var parameters = set!.DeepClone();
            parameters.AsObject().Remove("w");
            var used = (await Scheduled(new() { ["parameters"] = parameters, ["reviews"] = new JsonArray() }))[
                "parameters"
            ]!["w"]!.AsArray();
            foreach (var (expected, actual) in set["w"]!.AsArray().Zip(used))
                Assert.Equal((double)expected!, (double)actual!, Tolerance);
            Assert.Equal(21, used.Count);
        }
    }

    [Fact]
    public void WeightsOfTheOldestVersion_KeepTheirMeaning()
    {
        double[] old =
        [
            0.4,
            0.6,
            2.4,
            5.8,
            4.93,
            0.94,
            0.86,
            0.01,
            1.49,
            0.14,
            0.94,
            2.18,
            0.05,
            0.34,
            1.26,
            0.29,
            2.61,
        ];
        var w = FsrsWeights.Resolve(old, relearningSteps: 1, enableShortTerm: true)!.Value;
        Assert.Equal(4.93 + 2 * 0.94, w[4], 1e-8);
        Assert.Equal(Math.Log(3 * 0.94 + 1) / 3, w[5], 1e-8);
        Assert.Equal(0.86 + 0.5, w[6], 1e-8);
        Assert.Equal(0.5, w[20]);
    }

    [Fact]
    public void TheForgettingCurve_IsTheReferences()
    {
        foreach (var point in Reference["curve"]!.AsArray())
        {
            var set = Reference["parameterSets"]![(string)point![0]!]!;
            var model = new Fsrs(new() { W = [.. set["w"]!.AsArray().Select(w => (double)w!)] });
            Assert.Equal((double)point[3]!, model.Retrievability((int)point[1]!, (double)point[2]!), Tolerance);
        }
    }

    [Fact]
    public void FuzzRanges_AreTheReferences()
    {
        foreach (var range in Reference["fuzzRanges"]!.AsArray())
            Assert.Equal(
                ((int)range![3]!, (int)range[4]!),
                IntervalFuzz.Range((int)range[0]!, (int)range[1]!, (int)range[2]!)
            );
        Assert.Null(IntervalFuzz.Range(2.4, 0, 36_500));
    }

    [Fact]
    public async Task Fuzz_StaysInItsRange_VariesWithTheSeed_AndRepeats()
    {
        var plain = await Interval(null);
        var range = IntervalFuzz.Range(plain, 0, 36_500)!.Value;
        var spread = new HashSet<int>();
        for (var seed = 0; seed < 40; seed++)
        {
            var fuzzed = await Interval(seed);
            Assert.InRange(fuzzed, range.Least, range.Most);
            Assert.Equal(fuzzed, await Interval(seed));
            spread.Add(fuzzed);
        }
        Assert.Equal(range.Most - range.Least + 1, spread.Count);
    }

    [Theory]
    [InlineData("""{"reviews":[{"at":"2026-01-01T00:00:00Z","rating":7}]}""", "reviews[0].rating")]
    [InlineData("""{"reviews":[{"at":"2026-01-01T00:00:00Z","rating":"good"}]}""", "reviews[0].rating")]
    [InlineData("""{"reviews":[{"at":"2026-01-01T00:00:00Z"}]}""", "reviews[0].rating")]
    [InlineData("""{"reviews":[{"at":"yesterday","rating":3}]}""", "reviews[0].at")]
    [InlineData("""{"reviews":[{"rating":3}]}""", "reviews[0].at")]
    [InlineData("""{"reviews":[{"at":"9999-12-31T00:00:00Z","rating":3}]}""", "reviews[0].at")]
    [InlineData(
        """{"created":"2026-02-01T00:00:00Z","reviews":[{"at":"2026-01-01T00:00:00Z","rating":3}]}""",
        "reviews[0].at"
    )]
    [InlineData(
        """{"reviews":[{"at":"2026-02-01T00:00:00Z","rating":3},{"at":"2026-01-01T00:00:00Z","rating":3}]}""",
        "reviews[1].at"
    )]
    [InlineData("""{"created":"2026-02-01T00:00:00Z"}""", "reviews")]
    [InlineData("""{"reviews":{}}""", "reviews")]
    [InlineData("""{"reviews":[3]}""", "reviews[0]")]
    [InlineData("""{"reviews":[],"review":[]}""", "review")]
    [InlineData("""{"parameters":{"requestRetention":1.5},"reviews":[]}""", "parameters.requestRetention")]
    [InlineData("""{"parameters":{"maximumInterval":0},"reviews":[]}""", "parameters.maximumInterval")]
    [InlineData("""{"parameters":{"learningSteps":["10 minutes"]},"reviews":[]}""", "parameters.learningSteps")]
    [InlineData("""{"parameters":{"learningSteps":["0m"]},"reviews":[]}""", "parameters.learningSteps")]
    [InlineData("""{"parameters":{"w":[1,2,3]},"reviews":[]}""", "parameters.w")]
    [InlineData("""{"parameters":{"retention":0.9},"reviews":[]}""", "parameters.retention")]
    [InlineData("[]", "")]
    public async Task WhatCannotBeScheduled_IsNamed(string body, string field)
    {
        var response = await client.SendAsync(HttpMethod.Post, Path, body);
        var problem = await response.ProblemAsync(422);
        Assert.Contains(field, problem["errors"]!.AsArray().Select(error => (string?)error!["field"] ?? ""));
        Assert.All(problem["errors"]!.AsArray(), error => Assert.NotEmpty((string)error!["expected"]!));
    }

    [Fact]
    public async Task EveryError_IsToldAtOnce()
    {
        var response = await client.SendAsync(
            HttpMethod.Post,
            Path,
            """{"parameters":{"requestRetention":2,"w":[]},"reviews":[{"at":"x","rating":0},{"at":"y","rating":5}]}"""
        );
        Assert.Equal(6, (await response.ProblemAsync(422))["errors"]!.AsArray().Count);
    }

    async Task<JsonNode> Scheduled(JsonObject body)
    {
        var response = await client.SendAsync(HttpMethod.Post, Path, body.ToJsonString());
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    async Task<int> Interval(int? seed)
    {
        var body = $$"""
            {"parameters":{"enableFuzz":{{(seed is null ? "false" : "true")}},"seed":{{seed ?? 0}},"learningSteps":[]},
             "reviews":[{"at":"2026-01-01T00:00:00Z","rating":4}]}
            """;
        return (int)(await Scheduled(JsonNode.Parse(body)!.AsObject()))["steps"]![0]!["scheduledDays"]!;
    }

    static void AssertRows(string fields, JsonArray expected, JsonArray actual, string id)
    {
        Assert.Equal(expected.Count, actual.Count);
        var names = Reference[fields]!.AsArray().Select(name => (string)name!).ToList();
        for (var row = 0; row < expected.Count; row++)
        for (var i = 0; i < names.Count; i++)
        {
            var (want, got) = (expected[row]![i], actual[row]![names[i]]);
            var place = string.Create(
                CultureInfo.InvariantCulture,
                $"{id} {fields} {row} {names[i]}: {want} but {got}"
            );
            if (names[i] is "stability" or "difficulty" or "retrievability" && want is not null)
                Assert.True(Math.Abs((double)want - (double)got!) <= Tolerance, place);
            else
                Assert.True(JsonNode.DeepEquals(want, got), place);
        }
    }
}
