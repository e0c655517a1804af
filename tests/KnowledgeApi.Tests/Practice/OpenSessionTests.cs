using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;
using KnowledgeApi.Tests.Storage;

namespace KnowledgeApi.Tests.Practice;

/// <summary>What a session keeps to itself until it is over, and what it refuses afterwards.</summary>
public sealed class OpenSessionTests(Databases databases)
{
    [Theory, OnEachDatabase]
    public async Task NoReport_TellsHowAnExamGoes_BeforeItsEnd(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        foreach (var mode in (string[])["exam", "mock-interview"])
        {
            var before = (int)(await learner.GetAsync("learners/me/progress"))["answered"]!;
            var session = await learner.StartAsync(
                $$"""{"mode": "{{mode}}", "type": "single", "count": 2, "seed": 3}"""
            );
            await learner.AnswerAsync(session, right: true);
            var id = (string)session["id"]!;
            var export = await learner.GetAsync("learners/me/export");
            Assert.DoesNotContain("\"grade\"", Told(export, id));
            Assert.DoesNotContain("\"score\"", Told(export, id));
            Assert.Equal(before, (int)(await learner.GetAsync("learners/me/progress"))["answered"]!);

            await learner.ChangeAsync(HttpMethod.Put, $"practice-sessions/{id}/end");
            Assert.Contains("\"grade\":\"correct\"", Told(await learner.GetAsync("learners/me/export"), id));
            Assert.Equal(before + 1, (int)(await learner.GetAsync("learners/me/progress"))["answered"]!);
        }
    }

    [Theory, OnEachDatabase]
    public async Task AFinishedExam_TakesNoFlags(StorageProvider database)
    {
        var nobody = Practitioner.Nobody(databases.Shared(database).CreateClient());
        var exam = await nobody.StartAsync("""{"mode": "exam", "count": 2, "seed": 3}""");
        var path = $"practice-sessions/{exam["id"]}";
        var early = await nobody.ProblemAsync(409, HttpMethod.Get, $"{path}/report");
        Assert.Contains($"PUT /api/v1/{path}/end", (string)early["detail"]!);
        await nobody.ChangeAsync(HttpMethod.Put, $"{path}/end");
        // Handing in twice is what a retry does.
        await nobody.ChangeAsync(HttpMethod.Put, $"{path}/end");
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete])
        {
            var problem = await nobody.ProblemAsync(409, method, $"{path}/flags/{exam["current"]!["question"]!["id"]}");
            Assert.Contains("finished", (string)problem["detail"]!);
        }
    }

    [Theory, OnEachDatabase]
    public async Task AnAnswer_IsGivenOrSkipped_NotBoth(StorageProvider database)
    {
        var nobody = Practitioner.Nobody(databases.Shared(database).CreateClient());
        var session = await nobody.StartAsync("""{"mode": "learn", "type": "single", "count": 2, "seed": 3}""");
        var question = session["current"]!["question"]!;
        var problem = await nobody.ProblemAsync(
            422,
            HttpMethod.Post,
            $"practice-sessions/{session["id"]}/answers",
            $$"""{"questionId": "{{question["id"]}}", "answer": {{Practitioner.Some(question)}}, "skip": true}"""
        );
        Assert.Equal("skip", (string)problem["errors"]![0]!["field"]!);
    }

    [Theory, OnEachDatabase]
    public async Task FollowUps_KeepToTheFiltersOfTheInterview(StorageProvider database)
    {
        var nobody = Practitioner.Nobody(databases.Shared(database).CreateClient());
        foreach (
            var (field, value) in ((string, string)[])
                [("type", "single"), ("level", "junior"), ("topic", "services"), ("article", "kubernetes-services")]
        )
        {
            var session = await nobody.StartAsync(
                $$"""{"mode": "mock-interview", "{{field}}": "{{value}}", "count": 4, "seed": 2}"""
            );
            var followUps = 0;
            while ((string)session["status"]! == "open")
            {
                var asked = session["current"]!;
                Assert.Equal(value, (string)asked["question"]![field]!);
                followUps += asked["followUpTo"] is null ? 0 : 1;
                var reply = await nobody.PostAsync(
                    $"practice-sessions/{session["id"]}/answers",
                    $$"""{"questionId": "{{asked["question"]!["id"]}}", "skip": true}"""
                );
                session = reply["session"]!;
            }
            Assert.InRange(followUps, 1, 4);
        }
    }

    static string Told(JsonNode export, string session) =>
        string.Concat(
            export["sessions"]!.AsArray().Single(s => (string)s!["id"]! == session)!.ToJsonString(),
            string.Concat(
                export["answers"]!
                    .AsArray()
                    .Where(a => (string)a!["sessionId"]! == session)
                    .Select(a => a!.ToJsonString())
            )
        );
}
