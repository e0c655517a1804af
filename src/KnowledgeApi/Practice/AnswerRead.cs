using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

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
    private static readonly Func<
        LearnerDbContext,
        string,
        string,
        string,
        string,
        string,
        DateTimeOffset,
        Task<AnswerRead?>
    > Query = EF.CompileAsyncQuery(
        (
            LearnerDbContext context,
            string sessionId,
            string questionId,
            string cardId,
            string scope,
            string keyHash,
            DateTimeOffset now
        ) =>
            (
                from session in context.Sessions
                where session.Id == sessionId
                from card in context
                    .CardStates.Where(card => card.LearnerId == session.LearnerId && card.CardId == cardId)
                    .DefaultIfEmpty()
                from key in context
                    .IdempotencyKeys.Where(key => key.Scope == scope && key.KeyHash == keyHash && key.ExpiresAt > now)
                    .DefaultIfEmpty()
                select new AnswerRead(
                    session,
                    card,
                    context.Attempts.Any(attempt =>
                        attempt.LearnerId == session.LearnerId && attempt.QuestionId == questionId
                    ),
                    key.RequestHash,
                    key.Response
                )
            ).FirstOrDefault()
    );

    public static Task<AnswerRead?> Ask(
        LearnerDbContext context,
        string sessionId,
        string questionId,
        string cardId,
        string scope,
        string keyHash,
        DateTimeOffset now
    ) => Query(context, sessionId, questionId, cardId, scope, keyHash, now);
}
