using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Flashcards;

/// <summary>All that changing a card needs to know, asked in one query; null where the learner is gone.</summary>
internal sealed record CardRead(CardStateRow? Card, string? RequestHash, string? Response)
{
    /// <summary>Compiled for one model: a process may hold hosts on both databases.</summary>
    public static CardQuery Compile()
    {
        var query = EF.CompileAsyncQuery(
            (LearnerDbContext context, string learnerId, string cardId, string keyHash, DateTimeOffset now) =>
                (
                    from learner in context.Learners
                    where learner.Id == learnerId
                    from card in context
                        .CardStates.Where(card => card.LearnerId == learnerId && card.CardId == cardId)
                        .DefaultIfEmpty()
                    from key in context
                        .IdempotencyKeys.Where(key =>
                            key.Scope == learnerId && key.KeyHash == keyHash && key.ExpiresAt > now
                        )
                        .DefaultIfEmpty()
                    select new CardRead(card, key.RequestHash, key.Response)
                ).FirstOrDefault()
        );
        return new(query);
    }

    public static Fault Deleted { get; } =
        new(StatusCodes.Status401Unauthorized, "This learner was deleted. POST /api/v1/learners gives a new one.");
}

internal delegate Task<CardRead?> CardQuery(
    LearnerDbContext context,
    string learnerId,
    string cardId,
    string keyHash,
    DateTimeOffset now
);
