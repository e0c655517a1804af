using System.Net;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;

namespace KnowledgeApi.Tests.Storage;

/// <summary>Writes that come at once, some of which get in each other's way.</summary>
public sealed class ConcurrentWriteTests(Databases databases)
{
    const int OfOneCard = 12;
    const int Rounds = 5;

    [Theory, OnEachDatabase]
    public async Task WritesThatComeAtOnce_CountOnceEach_WhoeverElseHasToTryAgain(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        var learner = await Practitioner.NewAsync(client);
        var cards = (await learner.GetAsync($"flashcards?limit={Rounds * 4}"))["items"]!
            .AsArray()
            .Select(card => (string)card!["id"]!)
            .ToList();
        var exam = await learner.StartAsync("""{"mode": "exam", "count": 6}""");
        var questions = exam["items"]!.AsArray().Select(item => (string)item!["questionId"]!).ToList();
        var written = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            List<string> reviewed =
            [
                .. Enumerable.Repeat(cards[round], OfOneCard),
                .. cards.Where((_, i) => i != round && i % Rounds == round),
            ];
            // One who has gone meanwhile takes nobody along.
            var leaver = await Practitioner.NewAsync(client);
            var leaving = leaver.SendAsync(HttpMethod.Delete, "learners/me");
            var left = reviewed.Select(card => Review(leaver, card)).ToList();
            var flags = questions.Select(question => Flag(learner, exam, question)).ToList();
            var kept = await Task.WhenAll(reviewed.Select(card => Review(learner, card)));
            Assert.All(kept, status => Assert.Equal(HttpStatusCode.Created, status));
            foreach (var status in await Task.WhenAll(left))
                Assert.True(
                    status is HttpStatusCode.Created or HttpStatusCode.Unauthorized or HttpStatusCode.Conflict,
                    $"{status}"
                );
            Assert.All(await Task.WhenAll(flags), status => Assert.Equal(HttpStatusCode.OK, status));
            using (await leaving) { }
            written.AddRange(reviewed);
        }
        var log = (await learner.GetAsync("learners/me/export"))["reviews"]!
            .AsArray()
            .ToLookup(review => (string)review!["cardId"]!, review => (int)review!["review"]!["number"]!);
        var session = await learner.GetAsync($"practice-sessions/{exam["id"]}");
        Assert.All(session["items"]!.AsArray(), item => Assert.True((bool)item!["flagged"]!));
        foreach (var card in written.GroupBy(card => card))
            Assert.Equal(Enumerable.Range(1, card.Count()), log[card.Key].Order());
    }

    static async Task<HttpStatusCode> Flag(Practitioner learner, JsonNode exam, string question)
    {
        using var response = await learner.SendAsync(
            HttpMethod.Put,
            $"practice-sessions/{exam["id"]}/flags/{question}"
        );
        return response.StatusCode;
    }

    static async Task<HttpStatusCode> Review(Practitioner learner, string card)
    {
        using var response = await learner.SendAsync(
            HttpMethod.Post,
            $"flashcards/{card}/reviews",
            """{"rating": 3}"""
        );
        return response.StatusCode;
    }
}
