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

/// <summary>Days in a row with an answer or a review, in the time zone asked for; today still counts as possible.</summary>
public sealed record Streak(int Current, int Longest, DateOnly? LastDay)
{
    internal static Streak Of(IEnumerable<DateTimeOffset> active, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (longest, run, last) = (0, 0, (DateOnly?)null);
        foreach (var day in active.Select(Day).Distinct().Order())
        {
            run = day == last?.AddDays(1) ? run + 1 : 1;
            longest = Math.Max(longest, run);
            last = day;
        }
        return new(last >= Day(now).AddDays(-1) ? run : 0, longest, last);

        DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
    }
}
