using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Learners;
using KnowledgeApi.Tests.Storage;

namespace KnowledgeApi.Tests.Reports;

public sealed class ItemStatisticsTests(Databases databases)
{
    const string AuthorKey = "the-authors-of-this-series";

    [Theory, OnEachDatabase]
    public async Task Statistics_CountFirstAnswers_AndShowOptionsToAuthorsOnly(StorageProvider database)
    {
        using var app = KnowledgeApp.With([.. databases.NewDatabase(database), ("Authors:Key", AuthorKey)]);
        using var client = app.CreateClient();
        const int learners = 6;
        const string exam = """{"mode": "exam", "type": "single", "count": 3, "seed": 5}""";
        var ids = new List<string>();
        for (var i = 0; i < learners; i++)
        {
            var learner = await Practitioner.NewAsync(client);
            await Answer(learner, right: i % 2 == 0);
            // Who knows the key by now would only flatter the question.
            if (i == 1)
                await Answer(learner, right: true);
        }
        var nobody = Practitioner.Nobody(client);
        var items = (await nobody.GetAsync("statistics/questions"))["items"]!.AsArray();
        Assert.Equal(ids.Distinct().Order(), items.Select(item => (string)item!["id"]!).Order());
        foreach (var item in items)
        {
            Assert.Equal((learners, 0.5), ((int)item!["n"]!, (double)item["facility"]!));
            Assert.Equal(1, (double)item["discrimination"]!);
            Assert.InRange((double)item["distractorEfficiency"]!, 0.01, 1);
            Assert.Null(item["options"]);
        }
        var author = new Practitioner(client, AuthorKey);
        var seen = (await author.GetAsync("statistics/questions"))["items"]![0]!["options"]!.AsArray();
        using var lowerCase = await client.SendAsync(
            HttpMethod.Get,
            "/api/v1/statistics/questions",
            headers: ("Authorization", $"bearer {AuthorKey}")
        );
        Assert.Equal(System.Net.HttpStatusCode.OK, lowerCase.StatusCode);
        Assert.Equal(0.5, (double)seen.Single(option => (bool)option!["isCorrect"]!)!["share"]!);
        await new Practitioner(client, "somebody-else").ProblemAsync(401, HttpMethod.Get, "statistics/questions");

        async Task Answer(Practitioner learner, bool right)
        {
            var session = await learner.StartAsync(exam);
            while ((string)session["status"]! == "open")
            {
                ids.Add((string)session["current"]!["question"]!["id"]!);
                session = (await learner.AnswerAsync(session, right))["session"]!;
            }
        }
    }
}
