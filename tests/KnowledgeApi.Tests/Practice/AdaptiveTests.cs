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
    const int PerLevel = 60;
    const int Options = 3;

    [Theory]
    [InlineData(-0.4)]
    [InlineData(0.6)]
    [InlineData(1.6)]
    public async Task Sessions_StayAtAboutThreeQuartersSuccess(double ability)
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
        for (var i = 0; i < 8; i++)
        {
            var session = await learner.StartAsync($$"""{"mode": "learn", "count": 10, "seed": {{i}}}""");
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
                var answer = random.NextDouble() < chance ? "right" : "wrong1";
                var reply = await learner.PostAsync(
                    $"practice-sessions/{session["id"]}/answers",
                    $$"""{"questionId": "{{question["id"]}}", "answer": ["{{answer}}"]}"""
                );
                session = reply["session"]!;
            }
        }
        Assert.InRange(chances.Skip(30).Average(), 0.65, 0.85);
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
