using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;
using KnowledgeApi.Tests.Storage;

namespace KnowledgeApi.Tests.Flashcards;

public sealed class ReviewTests(Databases databases)
{
    const string Card = "card-net-refused-at-once";

    [Theory, OnEachDatabase]
    public async Task ALog_GivesWhatTheSchedulerGives(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        await learner.ChangeAsync(HttpMethod.Put, "learners/me/scheduling", """{"enableFuzz": false}""");
        var reviews = new JsonArray();
        foreach (var (day, rating) in ((int, int)[])[(1, 3), (1, 3), (4, 3), (12, 2), (40, 1), (40, 3), (41, 4)])
        {
            var review = new JsonObject { ["at"] = $"2026-01-01T00:{day:00}:00Z", ["rating"] = rating };
            review["at"] = new DateTime(2026, 1, 1, 9, reviews.Count, 0, DateTimeKind.Utc).AddDays(day).ToString("O");
            reviews.Add(review);
            var card = await learner.PostAsync($"flashcards/{Card}/reviews", review.ToJsonString());
            var step = (
                await learner.PostAsync(
                    "flashcards/schedule",
                    new JsonObject { ["reviews"] = reviews.DeepClone() }.ToJsonString()
                )
            )["steps"]![reviews.Count - 1]!;
            foreach (
                var field in (string[])
                    ["state", "step", "stability", "difficulty", "due", "scheduledDays", "reps", "lapses"]
            )
                Assert.True(
                    JsonNode.DeepEquals(step[field], card["memory"]![field]),
                    $"{reviews.Count} {field}: {step[field]} but {card["memory"]![field]}"
                );
            Assert.Equal((int)step["elapsedDays"]!, (int)card["review"]!["elapsedDays"]!);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Undo_RestoresTheCardExactly_AndForgetKeepsItsLog(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        await learner.ProblemAsync(409, HttpMethod.Delete, $"flashcards/{Card}/reviews/last");
        var states = new List<string>();
        foreach (var (day, rating) in ((int, int)[])[(1, 3), (2, 4), (20, 1)])
            states.Add(
                Memory(
                    await learner.PostAsync(
                        $"flashcards/{Card}/reviews",
                        $$"""{"rating": {{rating}}, "at": "2026-02-{{day:00}}T10:00:00Z"}"""
                    )
                )
            );
        for (var left = 1; left >= 0; left--)
            Assert.Equal(
                states[left],
                Memory(await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{Card}/reviews/last"))
            );

        var forgotten = await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{Card}/memory");
        Assert.Equal(("New", 0), ((string)forgotten["memory"]!["state"]!, (int)forgotten["memory"]!["reps"]!));
        Assert.Equal(
            states[0],
            Memory(await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{Card}/reviews/last"))
        );
        var export = await learner.GetAsync("learners/me/export");
        Assert.Single(export["reviews"]!.AsArray());

        // The chance of recall falls while the test runs.
        static string Memory(JsonNode card)
        {
            card["memory"]!.AsObject().Remove("retrievability");
            return card["memory"]!.ToJsonString();
        }
    }

    [Theory, OnEachDatabase]
    public async Task ACardWhoseOnlyReviewIsTakenBack_IsNewAgain(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        await learner.ChangeAsync(HttpMethod.Put, "learners/me/scheduling", """{"newCardsPerDay": 1}""");
        var before = await learner.GetAsync("flashcards/due");
        var card = (string)before["items"]!.AsArray().Single()!["id"]!;
        await learner.PostAsync($"flashcards/{card}/reviews", """{"rating": 1}""");
        await learner.ChangeAsync(HttpMethod.Put, $"flashcards/{card}/suspension");
        var undone = await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{card}/reviews/last");
        // What its learner set aside stays so.
        Assert.True((bool)undone["memory"]!["suspended"]!);
        await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{card}/suspension");
        await learner.PostAsync($"flashcards/{card}/reviews", """{"rating": 1}""");
        await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{card}/reviews/last");
        var after = await learner.GetAsync("flashcards/due");
        Assert.Equal((0, 1), ((int)after["due"]!, (int)after["new"]!));
        Assert.Equal(card, (string)after["items"]!.AsArray().Single()!["id"]!);
    }

    [Theory, OnEachDatabase]
    public async Task AForgottenCard_IsNotReviewedBeforeItWasForgotten(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        await learner.PostAsync($"flashcards/{Card}/reviews", """{"rating": 3, "at": "2026-02-01T10:00:00Z"}""");
        await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{Card}/memory");
        var problem = await learner.ProblemAsync(
            422,
            HttpMethod.Post,
            $"flashcards/{Card}/reviews",
            """{"rating": 3, "at": "2026-02-02T10:00:00Z"}"""
        );
        Assert.Equal("at", (string)problem["errors"]![0]!["field"]!);
        await learner.PostAsync($"flashcards/{Card}/reviews", """{"rating": 3}""");
    }

    [Theory, OnEachDatabase]
    public async Task DueCards_LeaveOutWhatIsSetAside_AndNewOnesEndWithTheDay(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        await learner.ChangeAsync(HttpMethod.Put, "learners/me/scheduling", """{"newCardsPerDay": 3}""");
        var fresh = await learner.GetAsync("flashcards/due");
        Assert.Equal(3, fresh["items"]!.AsArray().Count);
        Assert.All(fresh["items"]!.AsArray(), card => Assert.Equal(4, card!["answers"]!.AsArray().Count));
        var ids = fresh["items"]!.AsArray().Select(card => (string)card!["id"]!).ToList();
        foreach (var id in ids)
            await learner.PostAsync($"flashcards/{id}/reviews", """{"rating": 1, "at": "2026-03-01T10:00:00Z"}""");
        Assert.Equal(ids.Order(StringComparer.Ordinal), await Due());
        var page = await learner.GetAsync("flashcards/due?limit=2");
        var rest = await learner.GetAsync($"flashcards/due?limit=2&cursor={page["nextCursor"]}");
        Assert.Equal(
            3,
            page["items"]!.AsArray().Concat(rest["items"]!.AsArray()).DistinctBy(c => (string)c!["id"]!).Take(3).Count()
        );

        await learner.ChangeAsync(HttpMethod.Put, $"flashcards/{ids[0]}/suspension");
        await learner.ChangeAsync(HttpMethod.Put, $"flashcards/{ids[1]}/burial");
        Assert.Equal([ids[2]], await Due());
        await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{ids[0]}/suspension");
        await learner.ChangeAsync(HttpMethod.Delete, $"flashcards/{ids[1]}/burial");
        Assert.Equal(3, (await Due()).Count);

        async Task<List<string>> Due() =>
            [
                .. (await learner.GetAsync("flashcards/due"))["items"]!
                    .AsArray()
                    .Where(card => (int)card!["memory"]!["reps"]! > 0)
                    .Select(card => (string)card!["id"]!),
            ];
    }

    [Theory, OnEachDatabase]
    public async Task OtherParameters_DeriveEveryCardAnew(StorageProvider database)
    {
        var learner = await Practitioner.NewAsync(databases.Shared(database).CreateClient());
        await learner.ChangeAsync(HttpMethod.Put, "learners/me/scheduling", """{"enableFuzz": false}""");
        JsonNode card = null!;
        foreach (var day in (int[])[1, 2, 10])
            card = await learner.PostAsync(
                $"flashcards/{Card}/reviews",
                $$"""{"rating": 4, "at": "2026-02-{{day:00}}T10:00:00Z"}"""
            );
        await learner.ChangeAsync(HttpMethod.Put, "learners/me/scheduling", """{"requestRetention": 0.8}""");
        var memory = (await learner.GetAsync("learners/me/export"))["cards"]![0]!["memory"]!;
        Assert.Equal((double)card["memory"]!["stability"]!, (double)memory["stability"]!);
        Assert.True((int)memory["scheduledDays"]! > 2 * (int)card["memory"]!["scheduledDays"]!);
        await learner.ProblemAsync(422, HttpMethod.Put, "learners/me/scheduling", """{"requestRetention": 2}""");
    }

    [Theory, OnEachDatabase]
    public async Task ReviewsThatCannotBe_AreRefused(StorageProvider database)
    {
        var client = databases.Shared(database).CreateClient();
        var learner = await Practitioner.NewAsync(client);
        await Practitioner
            .Nobody(client)
            .ProblemAsync(401, HttpMethod.Post, $"flashcards/{Card}/reviews", """{"rating": 3}""");
        await learner.ProblemAsync(404, HttpMethod.Post, "flashcards/no-such-card/reviews", """{"rating": 3}""");
        foreach (
            var (body, field) in ((string, string)[])
                [
                    ("""{"rating": 7}""", "rating"),
                    ("""{"rating": 0}""", "rating"),
                    ("""{"rating": 3.5}""", "rating"),
                    ("{}", "rating"),
                    ("""{"rating": 3, "at": "2126-01-01T00:00:00Z"}""", "at"),
                    ("""{"rating": 3, "when": "now"}""", "when"),
                ]
        )
        {
            var problem = await learner.ProblemAsync(422, HttpMethod.Post, $"flashcards/{Card}/reviews", body);
            Assert.Equal(field, (string)problem["errors"]![0]!["field"]!);
            Assert.NotEmpty((string)problem["errors"]![0]!["expected"]!);
        }
        await learner.PostAsync($"flashcards/{Card}/reviews", """{"rating": 3, "at": "2026-03-01T00:00:00Z"}""");
        await learner.ProblemAsync(
            422,
            HttpMethod.Post,
            $"flashcards/{Card}/reviews",
            """{"rating": 3, "at": "2026-02-01T00:00:00Z"}"""
        );
    }
}
