using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Storage;

namespace KnowledgeApi.Tests.Learners;

public sealed class LearnerTests(Databases databases)
{
    [Theory, OnEachDatabase]
    public async Task Everything_IsExported_AndDeleted(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        var learner = await Practitioner.NewAsync(client);
        var session = await learner.StartAsync("""{"mode": "learn", "count": 2}""");
        await learner.AnswerAsync(session);
        await learner.PostAsync("flashcards/card-net-refused-at-once/reviews", """{"rating": 3}""");
        var export = await learner.GetAsync("learners/me/export");
        Assert.Equal((string)session["id"]!, (string)export["sessions"]![0]!["id"]!);
        Assert.Single(export["answers"]!.AsArray());
        Assert.NotNull(export["answers"]![0]!["answer"]);
        Assert.Contains(
            "card-net-refused-at-once",
            export["reviews"]!.AsArray().Select(review => (string)review!["cardId"]!)
        );
        Assert.NotEmpty(export["cards"]!.AsArray());
        Assert.DoesNotContain(learner.Key!, export.ToJsonString());

        using var deleted = await learner.SendAsync(HttpMethod.Delete, "learners/me");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        foreach (var path in (string[])["learners/me", "learners/me/export", $"practice-sessions/{session["id"]}"])
        {
            using var response = await learner.SendAsync(HttpMethod.Get, path);
            await response.ProblemAsync(401);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        }
        await Practitioner.Nobody(client).ProblemAsync(404, HttpMethod.Get, $"practice-sessions/{session["id"]}");
    }

    [Theory]
    [InlineData("Bearer kl_no-such-key", "error=\"invalid_token\"")]
    [InlineData("bearer x.y.z", "error=\"invalid_token\"")]
    [InlineData("Basic dXNlcjpwYXNz", null)]
    [InlineData("Bearer", null)]
    public async Task AKeyThatIsNone_IsRefused_ButContentIsReadAnyway(string authorization, string? challenge)
    {
        var client = databases.Shared(StorageProvider.Sqlite).CreateClient();
        foreach (var path in (string[])["learners/me", "practice-sessions/ps_x", "flashcards/due"])
        {
            var refused = await client.SendAsync(
                HttpMethod.Get,
                $"/api/v1/{path}",
                headers: ("Authorization", authorization)
            );
            await refused.ProblemAsync(401);
            Assert.Equal(("Bearer", challenge), Parts(refused.Headers.WwwAuthenticate.Single()));
        }
        var topics = await client.SendAsync(
            HttpMethod.Get,
            "/api/v1/topics",
            headers: ("Authorization", authorization)
        );
        Assert.Equal(HttpStatusCode.OK, topics.StatusCode);

        static (string, string?) Parts(System.Net.Http.Headers.AuthenticationHeaderValue header) =>
            (header.Scheme, header.Parameter);
    }

    [Fact]
    public async Task ADeletedLearner_LeavesNothingInTheFile()
    {
        var settings = databases.NewDatabase(StorageProvider.Sqlite);
        using var app = KnowledgeApp.With(settings);
        using var client = app.CreateClient();
        var learner = await Practitioner.NewAsync(client);
        var id = (string)(await learner.GetAsync("learners/me"))["id"]!;
        const string said = "What I answered is nobody else's business.";
        for (var i = 0; i < 3; i++)
        {
            var session = await learner.StartAsync("""{"mode": "mock-interview", "type": "short", "count": 3}""");
            while ((string)session["status"]! == "open")
            {
                var question = session["current"]!["question"]!["id"]!;
                var reply = await learner.PostAsync(
                    $"practice-sessions/{session["id"]}/answers",
                    $$"""{"questionId": "{{question}}", "answer": "{{said}}"}"""
                );
                session = reply["session"]!;
            }
            await learner.PostAsync("flashcards/card-net-refused-at-once/reviews", """{"rating": 3}""");
        }
        Assert.True(await Holds(id) && await Holds(said));
        using var deleted = await learner.SendAsync(HttpMethod.Delete, "learners/me");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False(await Holds(id));
        Assert.False(await Holds(said));

        async Task<bool> Holds(string text)
        {
            var file = settings.Single(s => s.Key.Contains("Learners", StringComparison.Ordinal)).Value.Split('=')[1];
            foreach (var path in Directory.GetFiles(Path.GetDirectoryName(file)!, $"{Path.GetFileName(file)}*"))
            {
                await using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(open, Encoding.Latin1);
                var bytes = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
                if (bytes.Contains(text, StringComparison.Ordinal))
                    return true;
            }
            return false;
        }
    }

    [Theory, OnEachDatabase]
    public async Task ALearnerDeletedElsewhere_IsToldSo(StorageProvider database)
    {
        var settings = databases.NewDatabase(database);
        using var one = KnowledgeApp.With(settings);
        using var other = KnowledgeApp.With(settings);
        var here = await Practitioner.NewAsync(one.CreateClient());
        var there = here.On(other.CreateClient());
        await there.GetAsync("learners/me");
        using var deleted = await here.SendAsync(HttpMethod.Delete, "learners/me");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        // The other replica knew the key a moment ago.
        await there.ProblemAsync(401, HttpMethod.Post, "practice-sessions", """{"mode": "learn"}""");
    }

    [Theory, OnEachDatabase]
    public async Task Progress_TellsTopicsWithConfidence_Streak_Forecast_AndWeakSections(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        var session = await learner.StartAsync(
            """{"mode": "learn", "type": "single", "topic": "services", "count": 4, "seed": 9}"""
        );
        while ((string)session["status"]! == "open")
            session = (await learner.AnswerAsync(session, right: (int)session["answered"]! % 2 == 0))["session"]!;
        var answered = (int)session["answered"]!;
        foreach (var (day, rating) in ((int, int)[])[(1, 4), (20, 3), (28, 1)])
            await learner.PostAsync(
                "flashcards/card-net-refused-at-once/reviews",
                $$"""{"rating": {{rating}}, "at": "2026-02-{{day:00}}T10:00:00Z"}"""
            );

        var progress = await learner.GetAsync("learners/me/progress");
        var topic = progress["topics"]!.AsArray().Single(t => (string)t!["topic"]! == "services")!;
        Assert.Equal(answered, (int)topic["answers"]!);
        var (low, score, high) = ((double)topic["low"]!, (double)topic["score"]!, (double)topic["high"]!);
        Assert.True(low < score && score < high && low >= 0 && high <= 1, $"{low} {score} {high}");
        Assert.StartsWith("http", (string)progress["weakest"]![0]!["url"]!, StringComparison.Ordinal);
        Assert.Equal(1, (int)progress["streak"]!["current"]!);
        Assert.Equal(1, (int)progress["forecast"]!["overdue"]!);
        Assert.Equal(30, progress["forecast"]!["days"]!.AsArray().Count);
        // The first review was of a new card; of the other two one was recalled.
        Assert.Equal((2, 0.5), ((int)progress["retention"]!["reviews"]!, (double)progress["retention"]!["recalled"]!));
        Assert.InRange((double)progress["retention"]!["predicted"]!, 0.5, 0.99);
    }

    [Theory, OnEachDatabase]
    public async Task AStreak_CountsTheDaysOfTheLearnersTimeZone(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        // In Auckland the 10th of January, nine in the morning, and the 11th, three in the afternoon.
        foreach (var at in (string[])["2026-01-09T20:00:00Z", "2026-01-11T02:00:00Z"])
            await learner.PostAsync(
                "flashcards/card-net-refused-at-once/reviews",
                $$"""{"rating": 3, "at": "{{at}}"}"""
            );
        foreach (
            var (zone, longest, last) in ((string, int, string)[])
                [
                    ("", 1, "2026-01-11"),
                    ("UTC", 1, "2026-01-11"),
                    ("Pacific/Auckland", 2, "2026-01-11"),
                    ("America/Los_Angeles", 2, "2026-01-10"),
                ]
        )
        {
            var streak = (await learner.GetAsync($"learners/me/progress?timeZone={zone}"))["streak"]!;
            Assert.Equal((zone, longest, last), (zone, (int)streak["longest"]!, (string)streak["lastDay"]!));
        }
        var problem = await learner.ProblemAsync(400, HttpMethod.Get, "learners/me/progress?timeZone=Mars/Olympus");
        Assert.Contains("Europe/Berlin", (string)problem["detail"]!);
    }

    [Theory, OnEachDatabase]
    public async Task Curves_AreChartsToo(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        foreach (
            var (at, rating) in ((string, int)[])
                [
                    ("2025-01-01", 4),
                    ("2025-01-02", 3),
                    ("2025-01-05", 3),
                    ("2025-01-10", 3),
                    ("2025-01-20", 3),
                    ("2025-02-10", 1),
                    ("2025-02-10", 4),
                    ("2025-03-25", 3),
                    ("2025-06-25", 3),
                    ("2025-12-25", 3),
                    ("2026-10-25", 3),
                ]
        )
            await learner.PostAsync(
                "flashcards/card-net-refused-at-once/reviews",
                $$"""{"rating": {{rating}}, "at": "{{at}}"}"""
            );
        foreach (var curve in (string[])["forecast", "retention"])
        {
            using var svg = await learner.SendAsync(
                HttpMethod.Get,
                $"learners/me/progress/{curve}",
                headers: ("Accept", "image/svg+xml")
            );
            Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType?.MediaType);
            var text = await svg.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("<svg", text, StringComparison.Ordinal);
            // Every label in full, with all nine spans of days.
            Assert.DoesNotContain("…", text);
            if (curve == "retention")
                Assert.Equal(9, Regex.Count(text, "of 1</text>"));
            await learner.GetAsync($"learners/me/progress/{curve}");
        }
        using var refused = await learner.SendAsync(
            HttpMethod.Get,
            "learners/me/progress/forecast",
            headers: ("Accept", "image/png")
        );
        await refused.ProblemAsync(406);
    }

    [Theory, OnEachDatabase]
    public async Task AWrite_CountsOnce_HoweverOftenItIsSent(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        var key = Guid.NewGuid().ToString();
        var first = await Learner(key);
        Assert.Equal(first, await Learner(key));
        Assert.NotEqual(first, await Learner(Guid.NewGuid().ToString()));
        var guessable = await client.SendAsync(HttpMethod.Post, "/api/v1/learners", headers: ("Idempotency-Key", "1"));
        await guessable.ProblemAsync(400);

        var learner = new Practitioner(client, (string)JsonNode.Parse(first)!["key"]!);
        var body = """{"mode": "learn", "type": "single", "count": 3, "seed": 4}""";
        var session = await Twice(learner, "practice-sessions", body, "s-1");
        var question = session["current"]!["question"]!;
        var answer =
            $$"""{"questionId": "{{question["id"]}}", "answer": {{await learner.AnswerTo(question, right: true)}}}""";
        var path = $"practice-sessions/{session["id"]}/answers";
        var reply = await Twice(learner, path, answer, "a-1");
        Assert.Equal(1, (int)reply["session"]!["answered"]!);
        Assert.Equal("correct", (string)reply["result"]!["grade"]!);
        var misused = await learner.SendAsync(
            HttpMethod.Post,
            path,
            """{"questionId": "x", "skip": true}""",
            ("Idempotency-Key", "a-1")
        );
        await misused.ProblemAsync(422);
        await Twice(learner, "flashcards/card-net-refused-at-once/reviews", """{"rating": 3}""", "r-1");
        var export = await learner.GetAsync("learners/me/export");
        Assert.Equal(
            (1, 1, 2),
            (
                export["sessions"]!.AsArray().Count,
                export["answers"]!.AsArray().Count,
                export["reviews"]!.AsArray().DistinctBy(r => (string)r!["cardId"]!).Count()
            )
        );

        async Task<string> Learner(string key)
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/learners",
                headers: ("Idempotency-Key", key)
            );
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    static async Task<JsonNode> Twice(Practitioner learner, string path, string body, string key)
    {
        // At the same time and again later: what a caller does whose reply was lost.
        var both = await Task.WhenAll(Send(), Send());
        var texts = both.Append(await Send()).ToList();
        Assert.Single(texts.Distinct());
        return JsonNode.Parse(texts[0])!;

        async Task<string> Send()
        {
            using var response = await learner.SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key));
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, text);
            return text;
        }
    }
}
