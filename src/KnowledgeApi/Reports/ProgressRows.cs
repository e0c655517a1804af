using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Practice;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Reports;

/// <summary>What reports count, counted by the database; a card comes due on a UTC day, by its number since 1970.</summary>
internal static class ProgressRows
{
    private const long Day = 86_400_000;
    private const long Quarter = 900_000;

    private static readonly string[] Assessments =
    [
        EnumNames<PracticeMode>.Of(PracticeMode.Exam),
        EnumNames<PracticeMode>.Of(PracticeMode.MockInterview),
    ];

    /// <summary>Without the answers of exams and interviews that are not over.</summary>
    public static async Task<List<QuestionScores>> ScoresAsync(
        LearnerDbContext context,
        string learnerId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var open = await context
            .Sessions.Where(session =>
                session.LearnerId == learnerId && session.EndedAt == null && Assessments.Contains(session.Mode)
            )
            .ToListAsync(cancellationToken);
        var secret = open.Where(session => SessionState.Read(session.State).IsSecret(session, now))
            .Select(session => session.Id)
            .ToList();
        return await context
            .Attempts.Where(attempt =>
                attempt.LearnerId == learnerId && attempt.Score != null && !secret.Contains(attempt.SessionId)
            )
            .GroupBy(attempt => attempt.QuestionId)
            .Select(group => new QuestionScores(group.Key, group.Count(), group.Sum(attempt => attempt.Score!.Value)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The quarters of an hour with an answer or a review: any time zone's day is made of them.</summary>
    public static async Task<IEnumerable<DateTimeOffset>> ActiveAsync(
        LearnerDbContext context,
        string learnerId,
        CancellationToken cancellationToken
    )
    {
        var quarters = await context
            .Database.SqlQuery<long>(
                $"""
                SELECT answered_at / {Quarter} AS "Value" FROM attempts WHERE learner_id = {learnerId}
                UNION
                SELECT at / {Quarter} FROM card_reviews WHERE learner_id = {learnerId}
                """
            )
            .ToListAsync(cancellationToken);
        return quarters.Select(quarter => DateTimeOffset.FromUnixTimeMilliseconds(quarter * Quarter));
    }

    public static Task<List<DayCount>> DueAsync(
        LearnerDbContext context,
        string learnerId,
        DateTimeOffset until,
        CancellationToken cancellationToken
    ) =>
        context
            .Database.SqlQuery<DayCount>(
                $"""
                SELECT due / {Day} AS "Day", COUNT(*) AS "Count" FROM card_states
                WHERE learner_id = {learnerId} AND suspended = {false} AND number > 0 AND due < {until.ToUnixTimeMilliseconds()}
                GROUP BY "Day"
                """
            )
            .ToListAsync(cancellationToken);

    /// <summary>Of cards once learnt: what came of them after so many days.</summary>
    public static Task<List<Recall>> RecallAsync(
        LearnerDbContext context,
        string learnerId,
        CancellationToken cancellationToken
    ) =>
        context
            .Database.SqlQuery<Recall>(
                $"""
                SELECT elapsed_days AS "Days", COUNT(*) AS "Count",
                  SUM(CASE WHEN rating > 1 THEN 1 ELSE 0 END) AS "Recalled", SUM(retrievability) AS "Predicted"
                FROM card_reviews
                WHERE learner_id = {learnerId} AND state = {"Review"} AND rating > 0 AND retrievability IS NOT NULL
                GROUP BY elapsed_days
                """
            )
            .ToListAsync(cancellationToken);
}

internal sealed record QuestionScores(string QuestionId, int Count, double Sum);

internal sealed record DayCount(long Day, long Count);

internal sealed record Recall(int Days, long Count, long Recalled, double Predicted);
