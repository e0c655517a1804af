using System.Net;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;

namespace KnowledgeApi.Tests.Storage;

/// <summary>Several hosts on one database.</summary>
public sealed class ReplicaTests(Databases databases)
{
    [Theory, OnEachDatabase]
    public async Task HostsThatStartAtOnce_MigrateOnce_AndAgreeOnConcurrentAnswers(StorageProvider database)
    {
        var settings = databases.NewDatabase(database);
        var hosts = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => KnowledgeApp.With(settings)).ContinueWith(Started))
        );
        try
        {
            var clients = hosts.Select(host => host.CreateClient()).ToList();
            foreach (var client in clients)
                Assert.Equal("ready", (string)(await client.GetJsonAsync("/health/ready"))["learners"]!);
            var learner = await Practitioner.NewAsync(clients[0]);
            await OneAnswerCounts(learner, clients);
            await NoAnswerIsLost(learner, clients);
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync();
        }

        static KnowledgeApp Started(Task<KnowledgeApp> made)
        {
            _ = made.Result.Server;
            return made.Result;
        }
    }

    static async Task OneAnswerCounts(Practitioner learner, List<HttpClient> clients)
    {
        var session = await learner.StartAsync("""{"mode": "learn", "type": "single", "count": 5, "seed": 6}""");
        for (var round = 1; round <= 5; round++)
        {
            var question = session["current"]!["question"]!;
            var body = $$"""{"questionId": "{{question["id"]}}", "answer": {{Practitioner.Some(question)}}}""";
            var responses = await Task.WhenAll(
                Enumerable
                    .Range(0, 12)
                    .Select(i =>
                        learner
                            .On(clients[i % clients.Count])
                            .SendAsync(HttpMethod.Post, $"practice-sessions/{session["id"]}/answers", body)
                    )
            );
            Assert.Single(responses, response => response.StatusCode == HttpStatusCode.OK);
            Assert.Equal(11, responses.Count(response => response.StatusCode == HttpStatusCode.Conflict));
            session = await learner.On(clients[round % clients.Count]).GetAsync($"practice-sessions/{session["id"]}");
            Assert.Equal(round, (int)session["answered"]!);
        }
        var export = await learner.GetAsync("learners/me/export");
        Assert.Equal(5, export["answers"]!.AsArray().Count);
        Assert.Equal(5, export["reviews"]!.AsArray().Count);
        Assert.Equal(5, (int)export["ratings"]!.AsArray().Single(rating => rating!["topic"] is null)!["count"]!);
    }

    static async Task NoAnswerIsLost(Practitioner learner, List<HttpClient> clients)
    {
        var exam = await learner.StartAsync("""{"mode": "exam", "count": 16, "seed": 8}""");
        var items = exam["items"]!.AsArray().Select(item => (string)item!["questionId"]!).ToList();
        var responses = await Task.WhenAll(
            items.Select(
                async (id, i) =>
                {
                    var host = learner.On(clients[i % clients.Count]);
                    var question = (await host.GetAsync($"practice-sessions/{exam["id"]}?position={i + 1}"))[
                        "current"
                    ]!["question"]!;
                    var body = $$"""{"questionId": "{{id}}", "answer": {{Practitioner.Some(question)}}}""";
                    return await host.SendAsync(HttpMethod.Post, $"practice-sessions/{exam["id"]}/answers", body);
                }
            )
        );
        foreach (var response in responses)
            Assert.True(
                response.StatusCode == HttpStatusCode.OK,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
        var report = await learner.GetAsync($"practice-sessions/{exam["id"]}/report");
        Assert.Equal(16, (int)report["answered"]!);
        Assert.All(report["items"]!.AsArray(), item => Assert.NotNull(item!["answer"]));
    }
}
