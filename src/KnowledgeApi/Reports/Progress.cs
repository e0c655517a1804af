using KnowledgeApi.Content;
using KnowledgeApi.Practice;

namespace KnowledgeApi.Reports;

/// <summary>How a learner gets on.</summary>
/// <param name="Answered">Questions answered, each time counted.</param>
/// <param name="Weakest">Sections to read again, the weakest first.</param>
public sealed record Progress(
    int Answered,
    double? Score,
    IReadOnlyList<TopicProgress> Topics,
    Streak Streak,
    Forecast Forecast,
    Retention Retention,
    IReadOnlyList<SectionScore> Weakest
);

/// <summary>How a topic goes.</summary>
/// <param name="Answered">How many of the topic's questions were answered at least once.</param>
/// <param name="Questions">How many there are.</param>
/// <param name="Low">The score is between this and <paramref name="High"/> with 95 % confidence.</param>
/// <param name="Ability">On Elo's scale, where 0 answers half of the questions of middle level.</param>
public sealed record TopicProgress(
    string Topic,
    int Answers,
    int Answered,
    int Questions,
    double Score,
    double Low,
    double High,
    double? Ability
)
{
    internal static IReadOnlyList<TopicProgress> Of(
        Library library,
        IEnumerable<(Questions.Question Question, QuestionScores Scores)> scores,
        IReadOnlyDictionary<string, double> abilities
    ) =>
        [
            .. scores
                .GroupBy(pair => pair.Question.Topic)
                .Select(topic =>
                {
                    var answers = topic.Sum(pair => pair.Scores.Count);
                    var score = TopicScore.Of(topic.Key, answers, topic.Sum(pair => pair.Scores.Sum) / answers);
                    return new TopicProgress(
                        topic.Key,
                        answers,
                        topic.Count(),
                        library.Questions.Count(question => question.Topic == topic.Key),
                        score.Score,
                        score.Low,
                        score.High,
                        abilities.TryGetValue(topic.Key, out var ability) ? Math.Round(ability, 3) : null
                    );
                })
                .OrderBy(topic => topic.Score)
                .ThenBy(topic => topic.Topic, StringComparer.Ordinal),
        ];
}

/// <summary>Days in a row with an answer or a review; today still counts as possible.</summary>
public sealed record Streak(int Current, int Longest, DateOnly? LastDay)
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public static Streak Of(IEnumerable<long> activeDays, DateTimeOffset now)
    {
        var (longest, run, last) = (0, 0, (long?)null);
        foreach (var day in activeDays.Order())
        {
            run = day == last + 1 ? run + 1 : 1;
            longest = Math.Max(longest, run);
            last = day;
        }
        var today = now.ToUnixTimeSeconds() / 86_400;
        return new(last >= today - 1 ? run : 0, longest, last is { } day2 ? Epoch.AddDays((int)day2) : null);
    }
}
