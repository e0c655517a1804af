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
    /// <summary>Compiled for one model: a process may hold hosts on both databases.</summary>
    public static AnswerQuery Compile()
    {
        var query = EF.CompileAsyncQuery(
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
                        .IdempotencyKeys.Where(key =>
                            key.Scope == scope && key.KeyHash == keyHash && key.ExpiresAt > now
                        )
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
        return new(query);
    }
}

internal delegate Task<AnswerRead?> AnswerQuery(
    LearnerDbContext context,
    string sessionId,
    string questionId,
    string cardId,
    string scope,
    string keyHash,
    DateTimeOffset now
);
