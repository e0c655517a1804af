using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Flashcards;

/// <summary>A learner's card: what its log made of it so far, and what the next entry makes.</summary>
internal static class CardProgress
{
    /// <summary>Sets a card back to new; its log stays.</summary>
    public const int Forget = 0;

    public static FsrsScheduler Scheduler(string learnerId, string cardId, SchedulingOptions options) =>
        new(options.Parameters, $"{learnerId} {cardId}");

    public static CardSchedule Schedule(CardStateRow? row, DateTimeOffset now) =>
        row is null
            ? CardSchedule.New(now)
            : new(
                EnumNames<CardState>.Find(row.State)!.Value,
                row.Step,
                row.Stability,
                row.Difficulty,
                row.ScheduledDays,
                row.Due,
                row.LastReview,
                row.Reps,
                row.Lapses
            );

    public static CardSchedule Apply(FsrsScheduler scheduler, CardSchedule card, int rating, DateTimeOffset at) =>
        rating == Forget ? CardSchedule.New(at) : scheduler.Review(card, (Rating)rating, at);

    /// <summary>When the card's log was last written to; a card set back to new is due from then on.</summary>
    public static DateTimeOffset? LastEntry(CardStateRow? row) =>
        row is { Number: > 0 } ? row.LastReview ?? row.Due : null;

    /// <summary>The time of an entry made now: a log goes forward, though clocks of replicas differ a little.</summary>
    public static DateTimeOffset After(CardStateRow? row, DateTimeOffset now) =>
        LastEntry(row) is { } last && last > now ? last : now;

    /// <summary>The log's next entry and the state after it.</summary>
    public static (CardReviewRow Entry, CardStateRow State) Next(
        string learnerId,
        string cardId,
        CardStateRow? before,
        SchedulingOptions options,
        int rating,
        DateTimeOffset at
    )
    {
        var scheduler = Scheduler(learnerId, cardId, options);
        var card = Schedule(before, at);
        var number = (before?.Number ?? 0) + 1;
        var entry = new CardReviewRow
        {
            LearnerId = learnerId,
            CardId = cardId,
            Number = number,
            Rating = rating,
            At = at,
            Retrievability = scheduler.Retrievability(card, at),
            ElapsedDays = card.ElapsedDays(at),
            State = EnumNames<CardState>.Of(card.State),
            Model = Fsrs.Model,
        };
        var state = Row(learnerId, cardId, Apply(scheduler, card, rating, at), number);
        state.FirstReview = before?.FirstReview ?? at;
        state.Suspended = before?.Suspended ?? false;
        return (entry, state);
    }

    public static Task<List<CardReviewRow>> LogAsync(
        LearnerDbContext context,
        string learnerId,
        string cardId,
        CancellationToken cancellationToken
    ) =>
        context
            .CardReviews.Where(entry => entry.LearnerId == learnerId && entry.CardId == cardId)
            .OrderBy(entry => entry.Number)
            .ToListAsync(cancellationToken);

    /// <summary>The state that a log gives, with what its learner set aside as it is.</summary>
    public static CardStateRow Replay(
        string learnerId,
        string cardId,
        IReadOnlyList<CardReviewRow> log,
        CardStateRow current,
        SchedulingOptions options
    )
    {
        var scheduler = Scheduler(learnerId, cardId, options);
        var card = CardSchedule.New(log.Count == 0 ? current.FirstReview ?? current.Due : log[0].At);
        foreach (var entry in log)
            card = Apply(scheduler, card, entry.Rating, entry.At);
        var row = Row(learnerId, cardId, card, log.Count);
        row.FirstReview = log.Count == 0 ? null : log[0].At;
        row.Suspended = current.Suspended;
        row.BuriedUntil = current.BuriedUntil;
        return row;
    }

    public static CardStateRow Row(string learnerId, string cardId, CardSchedule card, int number) =>
        new()
        {
            LearnerId = learnerId,
            CardId = cardId,
            State = EnumNames<CardState>.Of(card.State),
            Step = card.Step,
            Stability = card.Stability,
            Difficulty = card.Difficulty,
            ScheduledDays = card.ScheduledDays,
            Due = card.Due,
            LastReview = card.LastReview,
            Reps = card.Reps,
            Lapses = card.Lapses,
            Model = Fsrs.Model,
            Number = number,
            Suspended = false,
        };

    public static SqlBatch AddReview(this SqlBatch batch, CardReviewRow entry, CardStateRow state) =>
        batch
            .Add(
                $"""
                INSERT INTO card_reviews (learner_id, card_id, number, rating, at, retrievability, elapsed_days, state, model)
                VALUES ({entry.LearnerId}, {entry.CardId}, {entry.Number}, {entry.Rating}, {entry.At}, {entry.Retrievability},
                  {entry.ElapsedDays}, {entry.State}, {entry.Model})
                """
            )
            .AddState(state, state.Number - 1);

    /// <param name="expected">The number of the log's entries that the state in the database must stand for.</param>
    public static SqlBatch AddState(this SqlBatch batch, CardStateRow s, int expected) =>
        batch.Add(
            $"""
            INSERT INTO card_states (learner_id, card_id, state, step, stability, difficulty, scheduled_days, due, last_review,
              reps, lapses, model, number, first_review, suspended, buried_until)
            VALUES ({s.LearnerId}, {s.CardId}, {s.State}, {s.Step}, {s.Stability}, {s.Difficulty}, {s.ScheduledDays}, {s.Due},
              {s.LastReview}, {s.Reps}, {s.Lapses}, {s.Model}, {s.Number}, {s.FirstReview}, {s.Suspended}, {s.BuriedUntil})
            ON CONFLICT (learner_id, card_id) DO UPDATE
            SET state = excluded.state, step = excluded.step, stability = excluded.stability,
              difficulty = excluded.difficulty, scheduled_days = excluded.scheduled_days, due = excluded.due,
              last_review = excluded.last_review, reps = excluded.reps, lapses = excluded.lapses, model = excluded.model,
              number = excluded.number, first_review = excluded.first_review, suspended = excluded.suspended,
              buried_until = excluded.buried_until
            WHERE card_states.number = {expected}
            """
        );
}
