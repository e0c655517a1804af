using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>What becomes of a card, review by review.</summary>
/// <param name="Parameters">As they were used: weights converted and within their bounds.</param>
public sealed record Schedule(
    string Model,
    FsrsParameters Parameters,
    IReadOnlyList<ScheduleStep> Steps,
    SchedulePreview? Preview
)
{
    public static Outcome<Schedule> Of(JsonElement request) => ReviewHistory.Read(request).Select(Of);

    private static Schedule Of(ReviewHistory history)
    {
        var scheduler = new FsrsScheduler(history.Parameters, history.Seed);
        var card = CardSchedule.New(history.Created);
        var steps = ImmutableArray.CreateBuilder<ScheduleStep>(history.Reviews.Length);
        foreach (var (at, rating) in history.Reviews)
        {
            var next = scheduler.Review(card, rating, at);
            steps.Add(ScheduleStep.Of(card, next, rating, at, scheduler.Retrievability(card, at)));
            card = next;
        }
        var preview = history.PreviewAt is { } then ? SchedulePreview.Of(scheduler, card, then) : null;
        return new(Fsrs.Model, history.Parameters, steps.MoveToImmutable(), preview);
    }
}

/// <param name="At">When it was reviewed.</param>
/// <param name="Rating">1 Again, 2 Hard, 3 Good, 4 Easy.</param>
/// <param name="ElapsedDays">UTC calendar days since the review before.</param>
/// <param name="Retrievability">The chance of recall just before the review; null for a new card.</param>
/// <param name="State">After the review, as all that follows.</param>
public sealed record ScheduleStep(
    DateTimeOffset At,
    int Rating,
    int ElapsedDays,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Retrievability,
    double Stability,
    double Difficulty,
    CardState State,
    int Step,
    int ScheduledDays,
    DateTimeOffset Due,
    int Reps,
    int Lapses
)
{
    internal static ScheduleStep Of(
        CardSchedule before,
        CardSchedule after,
        Rating rating,
        DateTimeOffset at,
        double? recall
    ) =>
        new(
            at,
            (int)rating,
            before.ElapsedDays(at),
            recall,
            after.Stability,
            after.Difficulty,
            after.State,
            after.Step,
            after.ScheduledDays,
            after.Due,
            after.Reps,
            after.Lapses
        );
}

/// <summary>What each of the four answers would give.</summary>
public sealed record SchedulePreview(DateTimeOffset At, int ElapsedDays, IReadOnlyList<ScheduleAnswer> Answers)
{
    internal static SchedulePreview Of(FsrsScheduler scheduler, CardSchedule card, DateTimeOffset at) =>
        new(
            at,
            card.ElapsedDays(at),
            [.. Enum.GetValues<Rating>().Select(r => ScheduleAnswer.Of(scheduler, card, r, at))]
        );
}

public sealed record ScheduleAnswer(
    int Rating,
    double Stability,
    double Difficulty,
    CardState State,
    int Step,
    int ScheduledDays,
    DateTimeOffset Due,
    int Reps,
    int Lapses
)
{
    internal static ScheduleAnswer Of(FsrsScheduler scheduler, CardSchedule card, Rating rating, DateTimeOffset at)
    {
        var after = scheduler.Review(card, rating, at);
        return new(
            (int)rating,
            after.Stability,
            after.Difficulty,
            after.State,
            after.Step,
            after.ScheduledDays,
            after.Due,
            after.Reps,
            after.Lapses
        );
    }
}
