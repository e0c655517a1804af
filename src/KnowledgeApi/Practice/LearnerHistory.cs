using KnowledgeApi.Flashcards;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Practice;

/// <summary>What a session's plan needs to know of a learner.</summary>
/// <param name="Answered">When each question was last answered.</param>
/// <param name="DueCards">The longest overdue first.</param>
internal sealed record LearnerHistory(
    Dictionary<string, DateTimeOffset> Answered,
    Dictionary<string, EloRating> Abilities,
    IReadOnlyList<string> DueCards
)
{
    public static async Task<LearnerHistory> ReadAsync(
        LearnerDbContext context,
        DueQuery dueCards,
        string? learnerId,
        PracticeMode mode,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (learnerId is null)
            return new([], [], []);
        var abilities = await context
            .LearnerRatings.Where(rating => rating.LearnerId == learnerId)
            .ToDictionaryAsync(
                rating => rating.Topic,
                rating => new EloRating(rating.Rating, rating.Count),
                cancellationToken
            );
        var answered =
            mode == PracticeMode.Learn
                ? await context
                    .Attempts.Where(attempt => attempt.LearnerId == learnerId)
                    .GroupBy(attempt => attempt.QuestionId)
                    .Select(group => new { group.Key, Last = group.Max(attempt => attempt.AnsweredAt) })
                    .ToDictionaryAsync(group => group.Key, group => group.Last, cancellationToken)
                : [];
        List<string> due =
            mode == PracticeMode.Due
                ? await dueCards(context, learnerId, now).Select(card => card.CardId).ToListAsync(cancellationToken)
                : [];
        return new(answered, abilities, due);
    }
}
