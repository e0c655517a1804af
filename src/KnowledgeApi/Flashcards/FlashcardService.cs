using KnowledgeApi.Content;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Simulations;
using KnowledgeApi.Storage;
using NetworkSimulator;

namespace KnowledgeApi.Flashcards;

/// <param name="Rating">1 Again, 2 Hard, 3 Good, 4 Easy.</param>
/// <param name="At">When it was reviewed; by default now, and never later.</param>
public sealed record ReviewRequest(int Rating, DateTimeOffset? At = null);

/// <summary>Changes of a learner's flashcards, whichever way they are reached.</summary>
public sealed class FlashcardService(Library library, LearnerStore store, TimeProvider clock)
{
    internal const string NeedsLearner = "Reviewing flashcards";

    // Clocks of callers run a little ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    private readonly CardQuery ask = CardRead.Compile();

    /// <summary>Writes a review into the card's log, and what follows from it.</summary>
    public Task<Outcome<LearnerCard>> ReviewAsync(
        Caller caller,
        string cardId,
        ReviewRequest review,
        WriteKey? key,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            caller,
            cardId,
            key,
            (learnerId, row, now, batch) =>
            {
                if (Check(review, row, now) is { } fault)
                    return fault;
                var (entry, state) = CardProgress.Next(
                    learnerId,
                    cardId,
                    row,
                    caller.Scheduling,
                    review.Rating,
                    review.At < now ? review.At.Value : CardProgress.After(row, now)
                );
                batch.AddReview(entry, state);
                return Shown(caller, learnerId, cardId, entry, state, now);
            },
            cancellationToken
        );

    /// <summary>Sets a card back to new; its log stays.</summary>
    public Task<Outcome<LearnerCard>> ForgetAsync(
        Caller caller,
        string cardId,
        WriteKey? key,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            caller,
            cardId,
            key,
            (learnerId, row, now, batch) =>
            {
                if (row is null || row.Reps == 0)
                    return Shown(caller, learnerId, cardId, null, row, now);
                var (entry, state) = CardProgress.Next(
                    learnerId,
                    cardId,
                    row,
                    caller.Scheduling,
                    CardProgress.Forget,
                    now
                );
                batch.AddReview(entry, state);
                return Shown(caller, learnerId, cardId, entry, state, now);
            },
            cancellationToken
        );

    /// <summary>Takes a card out of what is due, until it is taken back.</summary>
    public Task<Outcome<LearnerCard>> SuspendAsync(
        Caller caller,
        string cardId,
        bool suspended,
        WriteKey? key,
        CancellationToken cancellationToken
    ) => SetAsideAsync(caller, cardId, key, (row, _) => row.Suspended = suspended, cancellationToken);

    /// <summary>Takes a card out of what is due until the next day (UTC).</summary>
    public Task<Outcome<LearnerCard>> BuryAsync(
        Caller caller,
        string cardId,
        bool buried,
        WriteKey? key,
        CancellationToken cancellationToken
    ) =>
        SetAsideAsync(
            caller,
            cardId,
            key,
            (row, now) =>
                row.BuriedUntil = buried ? new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) : null,
            cancellationToken
        );

    /// <summary>Takes the log's last entry back: the card is exactly as it was before.</summary>
    public Task<Outcome<LearnerCard>> UndoAsync(
        Caller caller,
        string cardId,
        WriteKey? key,
        CancellationToken cancellationToken
    ) =>
        Known(caller, cardId)
            .ThenAsync(learnerId =>
                store.DecideAsync<LearnerCard>(
                    async context =>
                    {
                        var now = clock.GetUtcNow();
                        var read = await ask(context, learnerId, cardId, key?.KeyHash ?? "", now);
                        if (read is null)
                            return CardRead.Deleted;
                        if (key is not null && read.Response is { } response)
                            return key.Reply<LearnerCard>(read.RequestHash!, response);
                        var log = await CardProgress.LogAsync(context, learnerId, cardId, cancellationToken);
                        if (read.Card is not { } row || log.Count == 0)
                            return new Fault(
                                StatusCodes.Status409Conflict,
                                $"The card '{cardId}' was not reviewed yet: there is nothing to take back."
                            );
                        var before = CardProgress.Replay(learnerId, cardId, log[..^1], row, caller.Scheduling);
                        var batch = new SqlBatch()
                            .Add(
                                $"DELETE FROM card_reviews WHERE learner_id = {learnerId} AND card_id = {cardId} AND number = {row.Number}"
                            )
                            .AddState(before, row.Number);
                        var shown = Shown(caller, learnerId, cardId, null, before, now);
                        batch.AddReply(key?.Row(learnerId, shown, now), now);
                        return new(shown, batch);
                    },
                    cancellationToken
                )
            );

    private Task<Outcome<LearnerCard>> SetAsideAsync(
        Caller caller,
        string cardId,
        WriteKey? key,
        Action<CardStateRow, DateTimeOffset> change,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            caller,
            cardId,
            key,
            (learnerId, row, now, batch) =>
            {
                row ??= CardProgress.Row(learnerId, cardId, CardSchedule.New(now), 0);
                change(row, now);
                batch.AddState(row, row.Number);
                return Shown(caller, learnerId, cardId, null, row, now);
            },
            cancellationToken
        );

    private Task<Outcome<LearnerCard>> ChangeAsync(
        Caller caller,
        string cardId,
        WriteKey? key,
        Func<string, CardStateRow?, DateTimeOffset, SqlBatch, Outcome<LearnerCard>> change,
        CancellationToken cancellationToken
    ) =>
        Known(caller, cardId)
            .ThenAsync(learnerId =>
                store.DecideAsync<LearnerCard>(
                    async context =>
                    {
                        var now = clock.GetUtcNow();
                        var read = await ask(context, learnerId, cardId, key?.KeyHash ?? "", now);
                        if (read is null)
                            return CardRead.Deleted;
                        if (key is not null && read.Response is { } response)
                            return key.Reply<LearnerCard>(read.RequestHash!, response);
                        var row = read.Card;
                        // States of another model are no ground to go on from: the log is.
                        if (row is not null && row.Model != Fsrs.Model)
                            row = CardProgress.Replay(
                                learnerId,
                                cardId,
                                await CardProgress.LogAsync(context, learnerId, cardId, cancellationToken),
                                row,
                                caller.Scheduling
                            );
                        var batch = new SqlBatch();
                        var outcome = change(learnerId, row, now, batch);
                        if (outcome.Value is not { } changed)
                            return outcome;
                        batch.AddReply(key?.Row(learnerId, changed, now), now);
                        return new Decision<LearnerCard>(outcome, batch.IsEmpty ? null : batch);
                    },
                    cancellationToken
                )
            );

    private Outcome<string> Known(Caller caller, string cardId) =>
        caller
            .Learner(NeedsLearner)
            .Then(learnerId =>
                library.FindFlashcard(cardId) is null
                    ? Fault.NotFound("flashcard", cardId, library.NearestFlashcards(cardId), "/api/v1/flashcards")
                    : (Outcome<string>)learnerId
            );

    private static Fault? Check(ReviewRequest review, CardStateRow? row, DateTimeOffset now)
    {
        var errors = new List<PlanError>();
        if (review.Rating is < 1 or > 4)
            errors.Add(new("rating", $"It is {review.Rating}.", Ratings.Form));
        if (review.At is not { } at)
            return errors.Count == 0 ? null : PlanFault.Of(errors);
        if (at > now + Ahead)
            errors.Add(new("at", $"{UtcTimeConverter.Text(at)} is in the future.", "a time up to now, or none"));
        else if (CardProgress.LastEntry(row) is { } last && at < last)
            errors.Add(
                new(
                    "at",
                    $"{UtcTimeConverter.Text(at)} is before the last entry of the card's log.",
                    $"a time from {UtcTimeConverter.Text(last)} on"
                )
            );
        return errors.Count == 0 ? null : PlanFault.Of(errors);
    }

    private static LearnerCard Shown(
        Caller caller,
        string learnerId,
        string cardId,
        CardReviewRow? entry,
        CardStateRow? state,
        DateTimeOffset now
    ) =>
        new(
            cardId,
            entry is null ? null : CardReview.Of(entry),
            CardMemory.Of(state, CardProgress.Scheduler(learnerId, cardId, caller.Scheduling), now)
        );
}
