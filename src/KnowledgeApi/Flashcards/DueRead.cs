using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Flashcards;

/// <summary>A learner's due cards, the longest overdue first; neither suspended nor buried ones, and none without a log.</summary>
internal static class DueRead
{
    private const int Most = 1_000;

    /// <summary>Compiled for one model: a process may hold hosts on both databases.</summary>
    public static DueQuery Compile()
    {
        var query = EF.CompileAsyncQuery(
            (LearnerDbContext context, string learnerId, DateTimeOffset now) =>
                context
                    .CardStates.Where(card =>
                        card.LearnerId == learnerId
                        && !card.Suspended
                        && card.Due <= now
                        && card.Number > 0
                        && (card.BuriedUntil == null || card.BuriedUntil <= now)
                    )
                    .OrderBy(card => card.Due)
                    .ThenBy(card => card.CardId)
                    .Take(Most)
        );
        return new(query);
    }
}

internal delegate IAsyncEnumerable<CardStateRow> DueQuery(
    LearnerDbContext context,
    string learnerId,
    DateTimeOffset now
);
