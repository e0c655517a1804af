using System.Globalization;
using System.Text;
using KnowledgeApi.Hosting;
using KnowledgeApi.Tests.Content;
using KnowledgeApi.Tests.Learners;
using KnowledgeApi.Tests.Storage;

namespace KnowledgeApi.Tests.Practice;

/// <summary>Learners of known ability, who answer as chance will have it.</summary>
public sealed class AdaptiveTests(Databases databases)
{
    const int PerLevel = 200;
    const int Sessions = 10;
    const int Answers = 20;
    const int Options = 3;

    [Theory]
    [InlineData(-0.4)]
    [InlineData(0.6)]
    [InlineData(1.6)]
    public async Task Ratings_FindTheAbility_AndSessionsStayAtAboutThreeQuartersSuccess(double ability)
    {
        using var content = new TemporaryContent();
        foreach (var level in (string[])["junior", "mid", "senior"])
            content.With($"quizzes/{level}.md", Bank(level));
        using var app = KnowledgeApp.With([
            .. databases.NewDatabase(StorageProvider.Sqlite),
            ("Content:Path", content.Path),
        ]);
        using var client = app.CreateClient();
        var learner = await Practitioner.NewAsync(client);
        var random = new Random(3);
        var chances = new List<double>();
        var successes = 0;
        var ratings = new List<double>();
        for (var i = 0; i < Sessions; i++)
        {
            var session = await learner.StartAsync($$"""{"mode": "learn", "count": {{Answers}}, "seed": {{i}}}""");
            while (session["current"]?["question"] is { } question)
            {
                var difficulty = (string)question["level"]! switch
                {
                    "junior" => -1,
                    "senior" => 1,
                    _ => 0,
                };
                var chance = 1.0 / Options + (1 - 1.0 / Options) / (1 + Math.Exp(difficulty - ability));
                chances.Add(chance);
                var right = random.NextDouble() < chance;
                successes += right ? 1 : 0;
                var answer = right ? "right" : "wrong1";
                var reply = await learner.PostAsync(
                    $"practice-sessions/{session["id"]}/answers",
                    $$"""{"questionId": "{{question["id"]}}", "answer": ["{{answer}}"]}"""
                );
                session = reply["session"]!;
            }
            var export = await learner.GetAsync("learners/me/export");
            ratings.Add((double)export["ratings"]!.AsArray().Single(rating => rating!["topic"] is null)!["rating"]!);
        }
        Assert.Equal(Sessions * Answers, chances.Count);
        Assert.InRange(chances.Skip(chances.Count / 4).Average(), 0.68, 0.83);
        Assert.InRange((double)successes / chances.Count, 0.65, 0.85);
        // One answer moves a rating by up to 0.3 before many were given, so it is its mean that tells.
        Assert.InRange(ratings.Skip(Sessions / 2).Average(), ability - 0.5, ability + 0.5);
        Assert.True(Spread(ratings[(Sessions / 2)..]) <= 1, string.Join(' ', ratings));

        static double Spread(List<double> values) => values.Max() - values.Min();
    }

    static string Bank(string level)
    {
        var text = new StringBuilder($"---\ntitle: {level}\nlevel: {level}\ntopics: [services]\n---\n");
        for (var i = 0; i < PerLevel; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n::: question {{#{level}{i} type=single}}\nWhich {level} number is {i}?\n\n- [x] {i} {{#right}}\n- [ ] {i + 1} {{#wrong1}}\n- [ ] {i + 2} {{#wrong2}}\n\nIt is {i}.\n:::\n"
            );
        return text.ToString();
    }
}
