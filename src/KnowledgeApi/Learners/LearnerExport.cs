using System.Text.Json;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Practice;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Learners;

/// <summary>Everything that is kept of a learner. Its review log is what other schedulers read.</summary>
public sealed record LearnerExport(
    string Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExportedAt,
    SchedulingOptions Scheduling,
    IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedAnswer> Answers,
    IReadOnlyList<ExportedRating> Ratings,
    IReadOnlyList<LearnerCard> Cards,
    IReadOnlyList<ExportedReview> Reviews
)
{
    internal static async Task<Outcome<LearnerExport>> ReadAsync(
        LearnerDbContext context,
        string learnerId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (await context.Learners.FirstOrDefaultAsync(l => l.Id == learnerId, cancellationToken) is not { } learner)
            return CardRead.Deleted;
        var scheduling = SchedulingOptions.Read(learner.Scheduling);
        var sessions = await context
            .Sessions.Where(s => s.LearnerId == learnerId)
            .OrderBy(s => s.CreatedAt)
            .ToListAsync(cancellationToken);
        var answers = await context
            .Attempts.Where(a => a.LearnerId == learnerId)
            .OrderBy(a => a.AnsweredAt)
            .ToListAsync(cancellationToken);
        var states = sessions.ToDictionary(s => s.Id, s => SessionState.Read(s.State));
        var secret = sessions.Where(s => states[s.Id].IsSecret(s, now)).Select(s => s.Id).ToHashSet();
        var ratings = await context.LearnerRatings.Where(r => r.LearnerId == learnerId).ToListAsync(cancellationToken);
        var cards = await context.CardStates.Where(c => c.LearnerId == learnerId).ToListAsync(cancellationToken);
        var reviews = await context
            .CardReviews.Where(r => r.LearnerId == learnerId)
            .OrderBy(r => r.At)
            .ToListAsync(cancellationToken);
        return new LearnerExport(
            learnerId,
            learner.CreatedAt,
            now,
            scheduling,
            [
                .. sessions.Select(s => new ExportedSession(
                    s.Id,
                    s.Mode,
                    s.CreatedAt,
                    s.EndedAt,
                    JsonElement.Parse(states[s.Id].Told(s, now).Write())
                )),
            ],
            [.. answers.Select(answer => ExportedAnswer.Of(answer, secret.Contains(answer.SessionId)))],
            [.. ratings.Select(r => new ExportedRating(r.Topic.Length == 0 ? null : r.Topic, r.Rating, r.Count))],
            [
                .. cards.Select(card => new LearnerCard(
                    card.CardId,
                    null,
                    CardMemory.Of(card, CardProgress.Scheduler(learnerId, card.CardId, scheduling), now)
                )),
            ],
            [.. reviews.Select(r => new ExportedReview(r.CardId, CardReview.Of(r)))]
        );
    }
}

public sealed record ExportedSession(
    string Id,
    string Mode,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    JsonElement State
);

/// <param name="Grade">Of an exam and an interview once they are over.</param>
/// <param name="IsFirst">Whether the question had never been answered before.</param>
public sealed record ExportedAnswer(
    string SessionId,
    int Position,
    string QuestionId,
    JsonElement? Answer,
    string? Grade,
    double? Score,
    int? Rating,
    bool IsFirst,
    DateTimeOffset AskedAt,
    DateTimeOffset AnsweredAt
)
{
    internal static ExportedAnswer Of(AttemptRow row, bool isSecret) =>
        new(
            row.SessionId,
            row.Position,
            row.QuestionId,
            row.Answer is null ? null : JsonElement.Parse(row.Answer),
            isSecret ? null : row.Grade,
            isSecret ? null : row.Score,
            row.Rating,
            row.IsFirst,
            row.AskedAt,
            row.AnsweredAt
        );
}

/// <param name="Topic">Absent for all topics together.</param>
public sealed record ExportedRating(string? Topic, double Rating, int Count);

public sealed record ExportedReview(string CardId, CardReview Review);
