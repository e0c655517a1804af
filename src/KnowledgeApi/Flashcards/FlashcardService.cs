using System.Globalization;
using KnowledgeApi.Content;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Simulations;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;
using NetworkSimulator;

namespace KnowledgeApi.Flashcards;

/// <param name="Deck">Only cards of this deck.</param>
/// <param name="Topic">Only cards on this topic.</param>
public sealed record DueFilter(string? Deck, string? Topic);

/// <param name="Rating">1 Again, 2 Hard, 3 Good, 4 Easy.</param>
/// <param name="At">When it was reviewed; by default now, and never later.</param>
public sealed record ReviewRequest(int Rating, DateTimeOffset? At = null);

/// <summary>A learner's flashcards, whichever way they are reached.</summary>
public sealed class FlashcardService(Library library, LearnerStore store, TimeProvider clock)
{
    private const int MostDue = 1_000;
    private const string NeedsLearner = "Reviewing flashcards";

    // Clocks of callers run a little ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    private readonly CardQuery ask = CardRead.Compile();

    private readonly Func<LearnerDbContext, string, DateTimeOffset, IAsyncEnumerable<CardStateRow>> dueCards =
        EF.CompileAsyncQuery(
            (LearnerDbContext context, string learnerId, DateTimeOffset now) =>
                context
                    .CardStates.Where(card =>
                        card.LearnerId == learnerId
                        && !card.Suspended
                        && card.Due <= now
                        && (card.BuriedUntil == null || card.BuriedUntil <= now)
                    )
                    .OrderBy(card => card.Due)
                    .ThenBy(card => card.CardId)
                    .Take(MostDue)
        );

    public Task<Outcome<DueCards>> DueAsync(
        Caller caller,
        DueFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        caller
            .Learner(NeedsLearner)
            .ThenAsync(learnerId =>
                store.ReadAsync<DueCards>(async context =>
                {
                    if (!DuePlace.TryRead(cursor, out var after))
                        return Cursor.Fault(cursor!);
                    var now = clock.GetUtcNow();
                    var due = await dueCards(context, learnerId, now)
                        .Select(row => (Card: library.FindFlashcard(row.CardId), Row: (CardStateRow?)row))
                        .Where(pair => pair.Card is not null && Matches(filter, pair.Card))
                        .ToListAsync(cancellationToken);
                    var fresh = await NewAsync(context, caller, learnerId, filter, now, cancellationToken);
                    var items = due.Concat(fresh.Select(card => (Card: (Flashcard?)card, Row: (CardStateRow?)null)))
                        .OrderBy(pair => DuePlace.Of(pair.Row, pair.Card!))
                        .Where(pair => after is null || DuePlace.Of(pair.Row, pair.Card!).CompareTo(after) > 0)
                        .Take(limit + 1)
                        .ToList();
                    var last = items.Count > limit ? items[limit - 1] : default;
                    return new DueCards(
                        [.. items.Take(limit).Select(pair => Show(caller, pair.Card!, pair.Row, now))],
                        last.Card is null ? null : DuePlace.Of(last.Row, last.Card).Write(),
                        due.Count,
                        fresh.Count
                    );
                })
            );

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
                var at = review.At ?? now;
                if (Check(review, at, row, now) is { } fault)
                    return fault;
                var (entry, state) = CardProgress.Next(
                    learnerId,
                    cardId,
                    row,
                    caller.Scheduling,
                    review.Rating,
                    at < now ? at : now
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

    private static Fault? Check(ReviewRequest review, DateTimeOffset at, CardStateRow? row, DateTimeOffset now)
    {
        var errors = new List<PlanError>();
        if (review.Rating is < 1 or > 4)
            errors.Add(new("rating", $"It is {review.Rating}.", Ratings.Form));
        if (at > now + Ahead)
            errors.Add(new("at", $"{UtcTimeConverter.Text(at)} is in the future.", "a time up to now, or none"));
        else if (at < row?.LastReview)
            errors.Add(
                new(
                    "at",
                    $"{UtcTimeConverter.Text(at)} is before the card's last review.",
                    $"a time from {UtcTimeConverter.Text(row.LastReview.Value)} on"
                )
            );
        return errors.Count == 0 ? null : PlanFault.Of(errors);
    }

    private async Task<List<Flashcard>> NewAsync(
        LearnerDbContext context,
        Caller caller,
        string learnerId,
        DueFilter filter,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var seen = await context
            .CardStates.Where(card => card.LearnerId == learnerId)
            .Select(card => new { card.CardId, card.FirstReview })
            .ToDictionaryAsync(card => card.CardId, card => card.FirstReview, cancellationToken);
        var left = caller.Scheduling.NewCardsPerDay - seen.Values.Count(first => first >= today);
        return
        [
            .. library
                .Flashcards.Where(card => Matches(filter, card) && !seen.ContainsKey(card.Id))
                .Take(Math.Max(0, left)),
        ];
    }

    private static bool Matches(DueFilter filter, Flashcard card) =>
        (filter.Deck is null || card.Deck == filter.Deck) && (filter.Topic is null || card.Topic == filter.Topic);

    private static DueCard Show(Caller caller, Flashcard card, CardStateRow? row, DateTimeOffset now)
    {
        var scheduler = CardProgress.Scheduler(caller.LearnerId!, card.Id, caller.Scheduling);
        var schedule = CardProgress.Schedule(row, now);
        return new(
            card.Id,
            card.Deck,
            card.Kind,
            card.Topic,
            card.Level,
            card.Front.Markdown,
            card.Back.Markdown,
            card.ArticleSlug,
            card.Section,
            card.Anchor,
            card.Url,
            CardMemory.Of(row, scheduler, now),
            [
                .. Enum.GetValues<Rating>()
                    .Select(rating =>
                    {
                        var after = scheduler.Review(schedule, rating, now);
                        return new AnswerPreview((int)rating, after.State, after.Due, after.ScheduledDays);
                    }),
            ]
        );
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

/// <summary>Where a card stands among those to review: due ones by time, then new ones.</summary>
internal sealed record DuePlace(long Due, string CardId) : IComparable<DuePlace>
{
    public static DuePlace Of(CardStateRow? row, Flashcard card) =>
        new(row?.Due.ToUnixTimeMilliseconds() ?? long.MaxValue, card.Id);

    public int CompareTo(DuePlace? other) =>
        Due != other!.Due ? Due.CompareTo(other.Due) : string.CompareOrdinal(CardId, other.CardId);

    public string Write() => Cursor.Write(string.Create(CultureInfo.InvariantCulture, $"{Due} {CardId}"));

    public static bool TryRead(string? cursor, out DuePlace? place)
    {
        place = null;
        if (string.IsNullOrEmpty(cursor))
            return true;
        if (
            Cursor.Read(cursor)?.Split(' ', 2) is not [var due, var id]
            || !long.TryParse(due, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        )
            return false;
        place = new(time, id);
        return true;
    }
}
