using System.Data.Common;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Practice;

/// <summary>All that taking an answer needs to know, asked in one query.</summary>
internal sealed record AnswerRead(
    SessionRow Session,
    CardStateRow? Card,
    bool WasAnswered,
    string? RequestHash,
    string? Response
)
{
    public static SqlQuery<AnswerRead> Query(
        string sessionId,
        string questionId,
        string scope,
        string? keyHash,
        DateTimeOffset now
    ) =>
        new(
            $"""
            SELECT s.id, s.learner_id, s.mode, s.state, s.version, s.created_at, s.ended_at, s.expires_at,
              EXISTS (SELECT 1 FROM attempts a WHERE a.learner_id = s.learner_id AND a.question_id = {questionId}),
              k.request_hash, k.response,
              c.card_id, c.state, c.step, c.stability, c.difficulty, c.scheduled_days, c.due, c.last_review, c.reps,
              c.lapses, c.model, c.number, c.first_review, c.suspended, c.buried_until
            FROM practice_sessions s
            LEFT JOIN card_states c ON c.learner_id = s.learner_id AND c.card_id = {PracticeService.CardOf(questionId)}
            LEFT JOIN idempotency_keys k ON k.scope = {scope} AND k.key_hash = {keyHash ?? ""} AND k.expires_at > {now}
            WHERE s.id = {sessionId}
            """,
            Read
        );

    private static AnswerRead Read(DbDataReader row)
    {
        var session = new SessionRow
        {
            Id = row.GetString(0),
            LearnerId = row.Text(1),
            Mode = row.GetString(2),
            State = row.GetString(3),
            Version = row.GetInt32(4),
            CreatedAt = row.Time(5)!.Value,
            EndedAt = row.Time(6),
            ExpiresAt = row.Time(7),
        };
        return new(session, CardOf(row, session.LearnerId), row.GetBoolean(8), row.Text(9), row.Text(10));
    }

    private static CardStateRow? CardOf(DbDataReader row, string? learnerId) =>
        row.Text(11) is not { } cardId
            ? null
            : new()
            {
                LearnerId = learnerId!,
                CardId = cardId,
                State = row.GetString(12),
                Step = row.GetInt32(13),
                Stability = row.GetDouble(14),
                Difficulty = row.GetDouble(15),
                ScheduledDays = row.GetInt32(16),
                Due = row.Time(17)!.Value,
                LastReview = row.Time(18),
                Reps = row.GetInt32(19),
                Lapses = row.GetInt32(20),
                Model = row.GetString(21),
                Number = row.GetInt32(22),
                FirstReview = row.Time(23),
                Suspended = row.GetBoolean(24),
                BuriedUntil = row.Time(25),
            };
}
