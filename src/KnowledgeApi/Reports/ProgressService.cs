using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Practice;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Reports;

/// <summary>A learner's reports, from what the database counts and the content knows.</summary>
public sealed class ProgressService(Library library, LearnerStore store, TimeProvider clock)
{
    private const int MostWeak = 5;
    private const string NeedsLearner = "Progress";

    /// <param name="zone">Whose days the streak counts.</param>
    public Task<Outcome<Progress>> ReadAsync(Caller caller, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        caller
            .Learner(NeedsLearner)
            .ThenAsync(learnerId =>
                store.ReadAsync<Progress>(async context =>
                {
                    var now = clock.GetUtcNow();
                    var scores = await ProgressRows.ScoresAsync(context, learnerId, now, cancellationToken);
                    var abilities = await context
                        .LearnerRatings.Where(rating => rating.LearnerId == learnerId)
                        .ToDictionaryAsync(rating => rating.Topic, rating => rating.Rating, cancellationToken);
                    var active = await ProgressRows.ActiveAsync(context, learnerId, cancellationToken);
                    var due = await ProgressRows.DueAsync(context, learnerId, Until(now), cancellationToken);
                    var recall = await ProgressRows.RecallAsync(context, learnerId, cancellationToken);
                    var known = scores
                        .Select(row => (Question: library.FindQuestion(row.QuestionId), Scores: row))
                        .Where(pair => pair.Question is not null)
                        .Select(pair => (Question: pair.Question!, pair.Scores))
                        .ToList();
                    var answered = scores.Sum(row => row.Count);
                    return new Progress(
                        answered,
                        answered == 0 ? null : Math.Round(scores.Sum(row => row.Sum) / answered, 4),
                        TopicProgress.Of(library, known, abilities),
                        Streak.Of(active, now, zone),
                        Forecast.Of(due, now),
                        Retention.Of(recall, caller.Scheduling.Parameters.RequestRetention),
                        [
                            .. SectionScore
                                .Of(known.Select(pair => (pair.Question, pair.Scores.Sum / pair.Scores.Count)))
                                .Where(section => section.Score < 1)
                                .Take(MostWeak),
                        ]
                    );
                })
            );

    public Task<Outcome<Forecast>> ForecastAsync(Caller caller, CancellationToken cancellationToken) =>
        caller
            .Learner(NeedsLearner)
            .ThenAsync(learnerId =>
                store.ReadAsync<Forecast>(async context =>
                {
                    var now = clock.GetUtcNow();
                    return Forecast.Of(
                        await ProgressRows.DueAsync(context, learnerId, Until(now), cancellationToken),
                        now
                    );
                })
            );

    public Task<Outcome<Retention>> RetentionAsync(Caller caller, CancellationToken cancellationToken) =>
        caller
            .Learner(NeedsLearner)
            .ThenAsync(learnerId =>
                store.ReadAsync<Retention>(async context =>
                    Retention.Of(
                        await ProgressRows.RecallAsync(context, learnerId, cancellationToken),
                        caller.Scheduling.Parameters.RequestRetention
                    )
                )
            );

    private static DateTimeOffset Until(DateTimeOffset now) =>
        new(now.UtcDateTime.Date.AddDays(Forecast.Length), TimeSpan.Zero);
}
