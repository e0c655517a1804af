using System.Net;
using System.Text.Json.Nodes;

namespace KnowledgeApi.Tests.Questions;

public sealed class QuestionEndpointTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    const string Question = "/api/v1/questions/net-refused-at-once";

    readonly HttpClient client = app.CreateClient();

    [Theory]
    [InlineData("level=junior", "level", "junior")]
    [InlineData("type=true-false", "type", "true-false")]
    [InlineData("topic=dns", "topic", "dns")]
    [InlineData("topic=dns&type=short", "topic", "dns")]
    [InlineData("article=kubernetes-networking", "article", "kubernetes-networking")]
    public async Task AFilter_LeavesOnlyWhatFits(string query, string field, string value)
    {
        var page = await client.GetJsonAsync($"/api/v1/questions?limit=100&{query}");
        var items = page["items"]!.AsArray();
        Assert.NotEmpty(items);
        Assert.All(items, item => Assert.Equal(value, (string?)item![field]));
    }

    [Fact]
    public async Task ATopic_HasAsManyQuestionsAsItsFilterFinds()
    {
        var topics = (await client.GetJsonAsync("/api/v1/topics?limit=100"))["items"]!.AsArray();
        foreach (var topic in topics)
        {
            var (found, cursor) = (0, "");
            do
            {
                var page = await client.GetJsonAsync(
                    $"/api/v1/questions?limit=100&topic={topic!["id"]}&cursor={cursor}"
                );
                found += page["items"]!.AsArray().Count;
                cursor = (string?)page["nextCursor"];
            } while (cursor is not null);
            Assert.Equal((int)topic["questions"]!, found);
        }
    }

    [Fact]
    public async Task ASeed_ShufflesTheSameWay_AndLosesNothing()
    {
        var plain = await Ids("&article=kubernetes-networking");
        var seeded = await Ids("&article=kubernetes-networking&seed=7");
        Assert.NotEqual(plain, seeded);
        Assert.Equal(seeded, await Ids("&article=kubernetes-networking&seed=7"));
        Assert.NotEqual(seeded, await Ids("&article=kubernetes-networking&seed=8"));
        Assert.Equal(plain.Order(), seeded.Order());
    }

    [Theory]
    [InlineData("/api/v1/questions?limit=100")]
    [InlineData("/api/v1/quizzes/kubernetes-networking")]
    public async Task NoQuestion_ShowsItsKey(string path)
    {
        var text = (await client.GetJsonAsync(path)).ToJsonString();
        foreach (var secret in (string[])["isCorrect", "\"key\"", "explanation", "referenceAnswer", "Whether you"])
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task AnAnswer_IsGraded_WithReasonsAndCitations()
    {
        var question = await client.GetJsonAsync(Question);
        var options = question["options"]!.AsArray();
        var right = options.Single(o =>
            ((string)o!["text"]!).StartsWith("Whether the Service", StringComparison.Ordinal)
        );
        var wrong = options.First(o => o != right);

        var good = await Graded($$"""{"answer":["{{right!["id"]}}"]}""");
        Assert.Equal("correct", (string?)good["grade"]);
        Assert.Equal(1, (double)good["score"]!);
        Assert.Equal("services-stable-names-for-changing-pods", (string?)good["citations"]![0]!["anchor"]);

        var bad = await Graded($$"""{"answer":["{{wrong!["id"]}}"]}""");
        Assert.Equal("wrong", (string?)bad["grade"]);
        Assert.Equal((string?)right["id"], (string?)bad["key"]![0]);
        Assert.Contains("is wrong", (string?)bad["feedback"]);
    }

    [Theory]
    [InlineData("""{"answer":["no-such-option"]}""", 422)]
    [InlineData("""{"answer":null}""", 422)]
    [InlineData("""{"answer":"\ud800"}""", 422)]
    [InlineData("""{"answer":{"a\ud800":[[]]}}""", 422)]
    [InlineData("{}", 400)]
    [InlineData("null", 400)]
    [InlineData("", 400)]
    [InlineData("""{"answer":[""", 400)]
    public async Task AnAnswerThatIsNone_IsRefused(string body, int status)
    {
        var response = await client.SendAsync(HttpMethod.Post, $"{Question}/answers", body);
        await response.ProblemAsync(status);
    }

    [Fact]
    public async Task MalformedJson_IsToldWithItsPlace()
    {
        var response = await client.SendAsync(HttpMethod.Post, $"{Question}/answers", "{\n  \"answer\": [1,]\n}");
        var error = (await response.ProblemAsync(400))["errors"]![0]!;
        Assert.Equal((2, 16), ((int)error["line"]!, (int)error["column"]!));
    }

    [Fact]
    public async Task OtherTypesThanJson_AreRefused()
    {
        var response = await client.SendAsync(HttpMethod.Post, $"{Question}/answers", "answer=1", "text/plain");
        await response.ProblemAsync(415);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ABodyOverTheLimit_IsRefused_ChunkedToo(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Question}/answers")
        {
            Content = new StringContent(
                $"{{\"answer\":\"{new string('x', 1 << 20)}\"}}",
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.TransferEncodingChunked = chunked;
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("1,048,576", (string?)(await response.ProblemAsync(413))["detail"]);
    }

    [Theory]
    [InlineData("/api/v1/questions/net-refused-at-onec", "net-refused-at-once")]
    [InlineData("/api/v1/questions?article=kubernetes-networkng", "kubernetes-networking")]
    [InlineData("/api/v1/quizzes/kubernetes-netwrking", "kubernetes-networking")]
    [InlineData("/api/v1/scenarios/finance-rooting", "finance-routing")]
    [InlineData("/api/v1/scenarios/agents-and-payments", "agent-kept-out-of-payments")]
    public async Task WhatIsAbsent_IsAnsweredWithWhatIsNear(string path, string near)
    {
        var problem = await (await client.GetAsync(path, TestContext.Current.CancellationToken)).ProblemAsync(404);
        Assert.Contains(near, problem["didYouMean"]!.AsArray().Select(name => (string?)name));
    }

    [Theory]
    [InlineData("questions", "level=expert")]
    [InlineData("questions", "type=essay")]
    [InlineData("questions", "seed=1.5")]
    [InlineData("scenarios", "level=1")]
    [InlineData("quizzes", "limit=0")]
    [InlineData("flashcards", "deck=tarot")]
    [InlineData("decks", "cursor=x")]
    public async Task AValueThatCannotBe_IsNamed(string list, string query)
    {
        var response = await client.GetAsync($"/api/v1/{list}?{query}", TestContext.Current.CancellationToken);
        var problem = await response.ProblemAsync(400);
        Assert.Equal(query.Split('=')[0], (string?)problem["errors"]![0]!["parameter"]);
    }

    async Task<List<string>> Ids(string query) =>
        [
            .. (await client.GetJsonAsync($"/api/v1/questions?limit=100{query}"))["items"]!
                .AsArray()
                .Select(item => (string)item!["id"]!),
        ];

    async Task<JsonNode> Graded(string body)
    {
        var response = await client.SendAsync(HttpMethod.Post, $"{Question}/answers", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }
}
