using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;
using KnowledgeApi.Tests.Storage;

namespace KnowledgeApi.Tests.Practice;

public sealed class PracticeTests(Databases databases)
{
    [Theory, OnEachDatabase]
    public async Task ALearner_GetsFeedbackAtOnce_AndANextQuestion(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        var session = await learner.StartAsync("""{"mode": "learn", "type": "single", "count": 3, "seed": 5}""");
        var asked = new List<string>();
        while ((string)session["status"]! == "open")
        {
            asked.Add((string)session["current"]!["question"]!["id"]!);
            Assert.DoesNotContain("\"key\"", session.ToJsonString());
            var reply = await learner.AnswerAsync(session, right: asked.Count != 2);
            Assert.Equal(asked.Count == 2 ? "wrong" : "correct", (string)reply["result"]!["grade"]!);
            Assert.NotNull(reply["result"]!["key"]);
            // An answer is a review of the question's card.
            Assert.Equal(asked.Count == 2 ? 1 : 3, (int)reply["rating"]!);
            Assert.NotNull(reply["due"]);
            session = reply["session"]!;
        }
        Assert.Equal(3, asked.Distinct().Count());
        Assert.Equal((3, 3), ((int)session["answered"]!, (int)session["total"]!));
        Assert.Null(session["current"]);
        var report = await learner.GetAsync($"practice-sessions/{session["id"]}/report");
        Assert.Equal(2.0 / 3, (double)report["score"]!, 0.001);
        Assert.Equal(asked, report["items"]!.AsArray().Select(item => (string)item!["question"]!["id"]!));
        Assert.NotEmpty(report["weakest"]!.AsArray());
    }

    [Theory, OnEachDatabase]
    public async Task ASeed_AsksTheSameInTheSameOrder_WithOptionsShuffled(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        var exam = """{"mode": "exam", "type": "single", "count": 8, "seed": 11}""";
        var first = await (await Practitioner.NewAsync(client)).StartAsync(exam);
        var second = await Practitioner.Nobody(client).StartAsync(exam);
        var third = await Practitioner.Nobody(client).StartAsync(exam.Replace("11", "12", StringComparison.Ordinal));
        Assert.Equal(Asked(first), Asked(second));
        Assert.NotEqual(Asked(first), Asked(third));
        Assert.Equal(
            first["current"]!["question"]!["options"]!.ToJsonString(),
            second["current"]!["question"]!["options"]!.ToJsonString()
        );
        static string Asked(JsonNode session) =>
            string.Join(' ', session["items"]!.AsArray().Select(item => (string)item!["questionId"]!));
    }

    [Theory, OnEachDatabase]
    public async Task AnExam_IsAnsweredInAnyOrder_FlagsPutOff_AndTellsNothingBeforeItsEnd(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        var exam = await learner.StartAsync("""{"mode": "exam", "count": 4, "seed": 3, "minutes": 10}""");
        var path = $"practice-sessions/{exam["id"]}";
        var ids = exam["items"]!.AsArray().Select(item => (string)item!["questionId"]!).ToList();
        var flagged = await learner.ChangeAsync(HttpMethod.Put, $"{path}/flags/{ids[0]}");
        Assert.Equal(2, (int)flagged["current"]!["position"]!);
        Assert.True((bool)flagged["items"]![0]!["flagged"]!);
        await learner.ProblemAsync(404, HttpMethod.Put, $"{path}/flags/no-such-question");

        var last = (await learner.GetAsync($"{path}?position=4"))["current"]!["question"]!;
        var reply = await learner.PostAsync(
            $"{path}/answers",
            $$"""{"questionId": "{{last["id"]}}", "answer": {{Practitioner.Some(last)}}}"""
        );
        Assert.Null(reply["result"]);
        Assert.Equal(1, (int)reply["session"]!["answered"]!);
        await learner.ProblemAsync(409, HttpMethod.Get, $"{path}/report");

        var handedIn = await learner.ChangeAsync(HttpMethod.Put, $"{path}/end");
        Assert.Equal("finished", (string)handedIn["status"]!);
        var late = await learner.ProblemAsync(
            409,
            HttpMethod.Post,
            $"{path}/answers",
            $$"""{"questionId": "{{ids[0]}}", "answer": ["x"]}"""
        );
        Assert.Contains("finished", (string)late["detail"]!);
        var report = await learner.GetAsync($"{path}/report");
        Assert.Equal((1, 3), ((int)report["answered"]!, (int)report["notAnswered"]!));
        Assert.Equal(4, report["topics"]!.AsArray().Sum(topic => (int)topic!["count"]!));
        Assert.True((double)report["topics"]![0]!["low"]! <= (double)report["topics"]![0]!["high"]!);
    }

    [Theory, OnEachDatabase]
    public async Task AnInterview_FollowsUpOnWhatIsMissing_AndDebriefs(StorageProvider database)
    {
        var nobody = Practitioner.Nobody(databases.Shared(database).CreateClient());
        var session = await nobody.StartAsync("""{"mode": "mock-interview", "count": 4, "seed": 2}""");
        Assert.NotNull(session["current"]!["answerBy"]);
        var followUps = 0;
        var places = new List<string?>();
        while ((string)session["status"]! == "open")
        {
            if (session["current"]!["followUpTo"] is { } to)
            {
                followUps++;
                Assert.Equal((int)session["current"]!["position"]! - 1, (int)to);
            }
            else
                places.Add((string?)session["current"]!["question"]!["article"]);
            var reply = await nobody.PostAsync(
                $"practice-sessions/{session["id"]}/answers",
                $$"""{"questionId": "{{session["current"]!["question"]!["id"]}}", "skip": true}"""
            );
            Assert.Equal("skipped", (string)reply["outcome"]!);
            Assert.Null(reply["result"]);
            session = reply["session"]!;
        }
        Assert.Equal(4, places.Count);
        Assert.InRange(followUps, 1, 4);
        // Section by section: nobody is led back to an article left before.
        Assert.Equal(places.Distinct().Count(), places.Zip(places.Skip(1)).Count(p => p.First != p.Second) + 1);
        var report = await nobody.GetAsync($"practice-sessions/{session["id"]}/report");
        Assert.Contains("To work on", report["debrief"]![0]!.ToString());
        Assert.Equal(4 + followUps, (int)report["skipped"]!);
    }

    [Theory, OnEachDatabase]
    public async Task BadInput_HasADefinedOutcome_AndSaysWhatWasExpected(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        var learner = await Practitioner.NewAsync(client);
        var session = await learner.StartAsync("""{"mode": "learn", "type": "single", "count": 4, "seed": 1}""");
        var answers = $"practice-sessions/{session["id"]}/answers";
        var id = (string)session["current"]!["question"]!["id"]!;

        await learner.ProblemAsync(404, HttpMethod.Get, "practice-sessions/ps_never-was");
        await learner.ProblemAsync(404, HttpMethod.Get, "practice-sessions/' OR 1=1 --");
        var noOption = await learner.ProblemAsync(422, HttpMethod.Post, answers, Body(id, """["no-such-option"]"""));
        Assert.NotEmpty(noOption["errors"]![0]!["allowed"]!.AsArray());
        var other = await learner.ProblemAsync(422, HttpMethod.Post, answers, Body("net-refused-at-onc", "[]"));
        Assert.Contains(id, (string)other["errors"]![0]!["expected"]!);
        await learner.ProblemAsync(422, HttpMethod.Post, answers, """{"answer": []}""");
        await learner.ProblemAsync(422, HttpMethod.Post, answers, $$"""{"questionId": "{{id}}"}""");
        await learner.ProblemAsync(422, HttpMethod.Post, answers, $$"""{"questionId": 7, "answer": [], "x": 1}""");
        await learner.ProblemAsync(
            422,
            HttpMethod.Post,
            answers,
            $$"""{"questionId": "{{id}}", "answer": ["x"], "rating": 7}"""
        );
        await learner.ProblemAsync(400, HttpMethod.Post, answers, "{");
        await learner.AnswerAsync(session, right: true);
        var again = await learner.ProblemAsync(409, HttpMethod.Post, answers, Body(id, "[]"));
        Assert.Contains("final", (string)again["detail"]!);

        static string Body(string id, string answer) => $$"""{"questionId": "{{id}}", "answer": {{answer}}}""";
    }

    [Theory]
    [InlineData("{}", "mode")]
    [InlineData("""{"mode": "cram"}""", "mode")]
    [InlineData("""{"mode": "learn", "topic": "astrology"}""", "topic")]
    [InlineData("""{"mode": "learn", "article": "no-such"}""", "article")]
    [InlineData("""{"mode": "learn", "level": "expert"}""", "level")]
    [InlineData("""{"mode": "learn", "count": 0}""", "count")]
    [InlineData("""{"mode": "learn", "minutes": 10}""", "minutes")]
    [InlineData("""{"mode": "exam", "secondsPerQuestion": 10}""", "secondsPerQuestion")]
    [InlineData("""{"mode": "exam", "length": 10}""", "length")]
    public async Task ASessionThatCannotBe_IsRefused(string body, string field)
    {
        var nobody = Practitioner.Nobody(databases.Shared(StorageProvider.Sqlite).CreateClient());
        var problem = await nobody.ProblemAsync(422, HttpMethod.Post, "practice-sessions", body);
        Assert.Contains(field, problem["errors"]!.AsArray().Select(error => (string)error!["field"]!));
    }

    [Theory, OnEachDatabase]
    public async Task OneLearner_NeverSeesAnothers_NotEvenWhetherItIs(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        var (mine, foreign) = (await Practitioner.NewAsync(client), await Practitioner.NewAsync(client));
        var session = await mine.StartAsync("""{"mode": "learn", "count": 2}""");
        var never = $"{((string)session["id"]!)[..^3]}abc";
        foreach (var somebody in (Practitioner[])[foreign, Practitioner.Nobody(client)])
        foreach (
            var (method, path, body) in ((HttpMethod, string, string?)[])
                [
                    (HttpMethod.Get, "", null),
                    (HttpMethod.Get, "/report", null),
                    (HttpMethod.Put, "/end", null),
                    (HttpMethod.Post, "/answers", """{"questionId": "x", "answer": []}"""),
                ]
        )
        {
            var there = await somebody.ProblemAsync(404, method, $"practice-sessions/{session["id"]}{path}", body);
            var absent = await somebody.ProblemAsync(404, method, $"practice-sessions/{never}{path}", body);
            Assert.Equal(
                ((string)there["detail"]!).Replace((string)session["id"]!, "", StringComparison.Ordinal),
                ((string)absent["detail"]!).Replace(never, "", StringComparison.Ordinal)
            );
        }
    }

    [Theory, OnEachDatabase]
    public async Task DueQuestions_ComeBackInModeDue(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        await Practitioner
            .Nobody(client)
            .ProblemAsync(401, HttpMethod.Post, "practice-sessions", """{"mode": "due"}""");
        var learner = await Practitioner.NewAsync(client);
        var nothing = await learner.ProblemAsync(409, HttpMethod.Post, "practice-sessions", """{"mode": "due"}""");
        Assert.Contains("due", (string)nothing["detail"]!);
        await learner.PostAsync(
            "flashcards/card-net-refused-at-once/reviews",
            """{"rating": 1, "at": "2026-01-01T00:00:00Z"}"""
        );
        var session = await learner.StartAsync("""{"mode": "due"}""");
        Assert.Equal("net-refused-at-once", (string)session["current"]!["question"]!["id"]!);
        var reply = await learner.AnswerAsync(session, right: true);
        Assert.Equal(3, (int)reply["rating"]!);
        Assert.Equal("finished", (string)reply["session"]!["status"]!);
        await learner.ProblemAsync(409, HttpMethod.Post, "practice-sessions", """{"mode": "due"}""");
    }

    [Theory, OnEachDatabase]
    public async Task WhatNobodyCanGrade_TheLearnerJudges(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        var session = await learner.StartAsync("""{"mode": "learn", "type": "short", "count": 2, "seed": 4}""");
        var question = session["current"]!["question"]!;
        var reply = await learner.PostAsync(
            $"practice-sessions/{session["id"]}/answers",
            $$"""{"questionId": "{{question["id"]}}", "answer": "I would look at it from the side of the node.", "rating": 4}"""
        );
        Assert.Equal("undecided", (string)reply["result"]!["grade"]!);
        Assert.NotEmpty(reply["result"]!["rubric"]!.AsArray());
        Assert.Equal(4, (int)reply["rating"]!);
        var report = await learner.GetAsync($"practice-sessions/{session["id"]}/report");
        Assert.Equal(1, (double)report["score"]!);
    }
}
