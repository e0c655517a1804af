using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Questions;

/// <summary>Every key of the series, verified by running or grading it.</summary>
public sealed class KeyTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Fact]
    public async Task EachPrediction_IsWhatTheRunSays()
    {
        var runs = new Dictionary<string, JsonNode>();
        var questions = await All("predict");
        Assert.NotEmpty(questions);
        foreach (var question in questions)
        {
            var slug = (string)question["scenario"]!;
            if (!runs.TryGetValue(slug, out var run))
                runs[slug] = run = await Post($"/api/v1/scenarios/{slug}/runs", new { });
            var result = run["results"]![(int)question["request"]! - 1]!["result"]!;
            var ids = question["options"]!.AsArray().Select(option => (string)option!["id"]!).ToList();
            var ending = (string?)result["verdict"] ?? (string)result["rcode"]!;
            string[] right = ids.Contains(ending)
                ? [ending]
                : [.. result["backends"]!.AsArray().Select(pod => (string)pod!)];
            Assert.Equal("correct", await Grade(question, right));
            foreach (var wrong in ids.Except(right))
                Assert.NotEqual("correct", await Grade(question, new[] { wrong }));
        }
    }

    [Fact]
    public async Task EachKey_SentBack_IsCorrect()
    {
        foreach (var type in (string[])["single", "multiple", "true-false", "numeric", "order", "match", "cloze"])
        {
            var questions = await All(type);
            Assert.NotEmpty(questions);
            foreach (var question in questions)
            {
                var key = (await Answer(question, Blank(question)))["key"]!;
                Assert.Equal("correct", await Grade(question, key));
            }
        }
    }

    [Fact]
    public async Task EachLab_IsSolvedByItsSolution_AndByNoWrongFix()
    {
        var labs = (await client.GetJsonAsync("/api/v1/scenarios?limit=100"))["items"]!.AsArray();
        foreach (var lab in labs.Where(scenario => (bool)scenario!["lab"]!))
        {
            var slug = (string)lab!["slug"]!;
            var folder = Path.Combine(Repository.Content, "scenarios", slug);
            Assert.True(await Solves(slug, Path.Combine(folder, "solution.yaml")), slug);
            Assert.False(await Solves(slug, Path.Combine(folder, "manifests.yaml")), slug);
            foreach (var wrong in Directory.EnumerateFiles(folder, "wrong-*.yaml"))
            {
                var attempt = await Attempt(slug, wrong);
                Assert.False((bool)attempt["solved"]!, wrong);
                Assert.False(string.IsNullOrEmpty((string?)attempt["mistake"]), wrong);
            }
        }
    }

    public static TheoryData<string> WrongFixes =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(Repository.Content, "scenarios"),
                    "wrong-*.yaml",
                    SearchOption.AllDirectories
                )
                .Select(file => Path.GetRelativePath(Path.Combine(Repository.Content, "scenarios"), file))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(WrongFixes))]
    public async Task AWrongFix_IsKnown_WhateverItsNewObjectsAreCalled(string file)
    {
        var path = Path.Combine(Repository.Content, "scenarios", file);
        var folder = Path.GetDirectoryName(path)!;
        var before = Names(await File.ReadAllTextAsync(Path.Combine(folder, "manifests.yaml"), Cancelled));
        var wrong = await File.ReadAllTextAsync(path, Cancelled);
        var renamed = Names(wrong)
            .Except(before)
            .Aggregate(
                wrong,
                (text, name) => text.Replace($"  name: {name}\n", $"  name: my-{name}-2\n", StringComparison.Ordinal)
            );
        var slug = Path.GetFileName(folder);
        var written = await AttemptWith(slug, wrong);
        Assert.NotNull((string?)written["mistake"]);
        Assert.Equal((string?)written["mistake"], (string?)(await AttemptWith(slug, renamed))["mistake"]);
    }

    static IEnumerable<string> Names(string yaml) =>
        yaml.Split('\n').Where(line => line.StartsWith("  name: ", StringComparison.Ordinal)).Select(line => line[8..]);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    async Task<bool> Solves(string slug, string file) => (bool)(await Attempt(slug, file))["solved"]!;

    async Task<JsonNode> Attempt(string slug, string file) =>
        await AttemptWith(slug, await File.ReadAllTextAsync(file, Cancelled));

    Task<JsonNode> AttemptWith(string slug, string manifests) =>
        Post($"/api/v1/scenarios/{slug}/attempts", new { manifests });

    async Task<List<JsonNode>> All(string type)
    {
        var found = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await client.GetJsonAsync($"/api/v1/questions?type={type}&limit=100&cursor={cursor}");
            found.AddRange(page["items"]!.AsArray().Select(question => question!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);
        return found;
    }

    static object Blank(JsonNode question) =>
        (string)question["type"]! switch
        {
            "numeric" => -1,
            "cloze" => new Dictionary<string, string> { ["1"] = "?" },
            "match" => new Dictionary<string, string>
            {
                [(string)question["left"]![0]!["id"]!] = (string)question["options"]![0]!["id"]!,
            },
            "order" => question["options"]!.AsArray().Select(option => (string)option!["id"]!).ToArray(),
            _ => new[] { (string)question["options"]![0]!["id"]! },
        };

    async Task<string?> Grade(JsonNode question, object answer) => (string?)(await Answer(question, answer))["grade"];

    Task<JsonNode> Answer(JsonNode question, object answer) =>
        Post($"/api/v1/questions/{question["id"]}/answers", new { answer });

    async Task<JsonNode> Post(string path, object body)
    {
        var response = await client.SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body));
        Assert.True(
            response.StatusCode == HttpStatusCode.OK,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        return await response.JsonAsync();
    }
}
