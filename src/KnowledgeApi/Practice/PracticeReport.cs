using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Practice;

/// <summary>How a session went.</summary>
/// <param name="Score">Mean over all questions that could be judged, 0 to 1; what was not answered counts 0.</param>
/// <param name="Weakest">Sections to read again, the weakest first.</param>
/// <param name="Debrief">Of an interview: what an interviewer would say.</param>
public sealed record PracticeReport(
    string Id,
    PracticeMode Mode,
    SessionStatus Status,
    int Total,
    int Answered,
    int Skipped,
    int Late,
    int NotAnswered,
    double? Score,
    IReadOnlyList<TopicScore> Topics,
    IReadOnlyList<SectionScore> Weakest,
    IReadOnlyList<string>? Debrief,
    IReadOnlyList<ReportItem> Items
)
{
    private const int MostWeak = 5;

    internal static PracticeReport Of(
        Library library,
        PracticeSession session,
        SessionState state,
        List<AttemptRow> attempts
    )
    {
        var over = session.Status == SessionStatus.Finished;
        var byPosition = attempts.ToDictionary(attempt => attempt.Position);
        var items = state
            .Items.Select((item, i) => ReportItem.Of(library, state, item, i + 1, byPosition.GetValueOrDefault(i + 1)))
            // What is still open keeps its key.
            .Where(item => over || item.Outcome is not null)
            .ToList();
        var judged = items
            .Select(item => (item, score: item.Score ?? (item.Outcome is null ? 0 : null)))
            .Where(pair => pair.score is not null)
            .Select(pair => (Question: library.FindQuestion(pair.item.Question.Id), Score: pair.score!.Value))
            .ToList();
        var known = judged
            .Where(pair => pair.Question is not null)
            .Select(pair => (pair.Question!, pair.Score))
            .ToList();
        var topics = TopicScore.Of(known);
        return new(
            session.Id,
            session.Mode,
            session.Status,
            session.Total,
            items.Count(item => item.Outcome == ItemOutcome.Answered),
            items.Count(item => item.Outcome == ItemOutcome.Skipped),
            items.Count(item => item.Outcome == ItemOutcome.Late),
            items.Count(item => item.Outcome is null),
            judged.Count == 0 ? null : Math.Round(judged.Average(pair => pair.Score), 4),
            topics,
            [.. SectionScore.Of(known).Where(section => section.Score < 1).Take(MostWeak)],
            session.Mode == PracticeMode.MockInterview ? Talk(items, topics) : null,
            items
        );
    }

    private static List<string> Talk(List<ReportItem> items, IReadOnlyList<TopicScore> topics)
    {
        var said = new List<string>();
        var strong = topics.Where(topic => topic.Score >= Elo.Target).Select(topic => topic.Topic).ToList();
        var weak = topics.Where(topic => topic.Score < Elo.Target).Select(topic => topic.Topic).ToList();
        if (strong.Count > 0)
            said.Add($"Strong: {string.Join(", ", strong)}.");
        if (weak.Count > 0)
            said.Add($"To work on: {string.Join(", ", weak)}.");
        var late = items.Count(item => item.Outcome == ItemOutcome.Late);
        if (late > 0)
            said.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Out of time on {late} of {items.Count} questions: say the main point first."
                )
            );
        foreach (var item in items.Where(item => item.FollowUpTo is not null))
            said.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Question {item.FollowUpTo} left something out; the follow-up {(item.Score >= 1 ? "made up for it" : "did not close the gap")}."
                )
            );
        foreach (var item in items.Where(item => item.Grade == Grade.Undecided))
            said.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Question {item.Position} is yours to judge: compare your answer with its rubric."
                )
            );
        return said;
    }
}

/// <param name="Outcome">Absent where the session ended before it.</param>
/// <param name="Seconds">From asking to answering, where it was asked at a time.</param>
/// <param name="Answer">As it was given.</param>
/// <param name="Result">Key and reasons.</param>
/// <param name="Key">The key as Markdown, where there is no answer to give reasons for.</param>
public sealed record ReportItem(
    int Position,
    QuestionView Question,
    ItemOutcome? Outcome,
    Grade? Grade,
    double? Score,
    double? Seconds,
    int? FollowUpTo,
    bool? Flagged,
    JsonElement? Answer,
    GradeResult? Result,
    string? Key
)
{
    internal static ReportItem Of(
        Library library,
        SessionState state,
        SessionItem item,
        int position,
        AttemptRow? attempt
    )
    {
        var question = library.FindQuestion(item.Question);
        JsonElement? answer = attempt?.Answer is { } json ? JsonElement.Parse(json) : null;
        // Graded again rather than stored: the reasons are the content's as it is today, the score the one of then.
        var result =
            question is not null && answer is { } given && question.Type != QuestionType.Lab
                ? AnswerDesk.Grade(question, given).Value
                : null;
        return new(
            position,
            question is null ? SessionViews.Gone(item.Question) : QuestionView.Of(question, state.Seed),
            item.Outcome,
            item.Grade,
            item.Score,
            item.AskedAt is { } asked && attempt is not null
                ? Math.Round((attempt.AnsweredAt - asked).TotalSeconds, 1)
                : null,
            item.FollowUpTo,
            item.Flagged ? true : null,
            answer,
            result,
            result is null && question is not null ? KeyText.Of(question)?.Markdown : null
        );
    }
}

/// <summary>How well a topic goes.</summary>
/// <param name="Low">The score is between this and <paramref name="High"/> with 95 % confidence.</param>
public sealed record TopicScore(string Topic, int Count, double Score, double Low, double High)
{
    public static IReadOnlyList<TopicScore> Of(IEnumerable<(Question Question, double Score)> judged) =>
        [
            .. judged
                .GroupBy(pair => pair.Question.Topic)
                .Select(topic => Of(topic.Key, topic.Count(), topic.Average(pair => pair.Score)))
                .OrderBy(topic => topic.Score)
                .ThenBy(topic => topic.Topic, StringComparer.Ordinal),
        ];

    /// <summary>With Wilson's interval, which holds for few answers and for scores near 0 and 1 too.</summary>
    public static TopicScore Of(string topic, int count, double score)
    {
        const double z = 1.96;
        var shrunk = (score + z * z / (2 * count)) / (1 + z * z / count);
        var reach = z / (1 + z * z / count) * Math.Sqrt(score * (1 - score) / count + z * z / (4.0 * count * count));
        return new(
            topic,
            count,
            Math.Round(score, 4),
            Math.Round(Math.Max(0, shrunk - reach), 4),
            Math.Round(Math.Min(1, shrunk + reach), 4)
        );
    }
}

/// <summary>How well a section's questions go.</summary>
public sealed record SectionScore(string Article, string Section, string Url, int Count, double Score)
{
    public static IEnumerable<SectionScore> Of(IEnumerable<(Question Question, double Score)> judged) =>
        judged
            .Where(pair => !pair.Question.Sections.IsEmpty)
            .GroupBy(pair => pair.Question.Sections[0].Url)
            .Select(section =>
            {
                var reference = section.First().Question.Sections[0];
                return new SectionScore(
                    reference.ArticleSlug,
                    reference.Heading,
                    reference.Url,
                    section.Count(),
                    Math.Round(section.Average(pair => pair.Score), 4)
                );
            })
            .OrderBy(section => section.Score)
            .ThenByDescending(section => section.Count);
}
