using System.Globalization;
using KnowledgeApi.Content;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeApi.Flashcards;

/// <summary>What a learner reviews now: due cards, then the day's share of new ones.</summary>
public sealed class ReviewQueue(Library library, LearnerStore store, TimeProvider clock)
{
    private readonly DueQuery dueCards = DueRead.Compile();

    public Task<Outcome<DueCards>> ReadAsync(
        Caller caller,
        FlashcardFilter filter,
        int limit,
        string? cursor,
        CancellationToken cancellationToken
    ) =>
        caller
            .Learner(FlashcardService.NeedsLearner)
            .ThenAsync(learnerId =>
                store.ReadAsync<DueCards>(async context =>
                {
                    if (!DuePlace.TryRead(cursor, out var after))
                        return Cursor.Fault(cursor!);
                    var now = clock.GetUtcNow();
                    var due = await dueCards(context, learnerId, now)
                        .Select(row => (Card: library.FindFlashcard(row.CardId), Row: (CardStateRow?)row))
                        .Where(pair => pair.Card is not null && filter.Matches(pair.Card))
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

    private async Task<List<Flashcard>> NewAsync(
        LearnerDbContext context,
        Caller caller,
        string learnerId,
        FlashcardFilter filter,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        // A card that was only set aside for a while, or whose reviews were all taken back, is as new as any.
        var seen = await context
            .CardStates.Where(card =>
                card.LearnerId == learnerId && (card.Number > 0 || card.Suspended || card.BuriedUntil > now)
            )
            .Select(card => new { card.CardId, card.FirstReview })
            .ToDictionaryAsync(card => card.CardId, card => card.FirstReview, cancellationToken);
        var left = caller.Scheduling.NewCardsPerDay - seen.Values.Count(first => first >= today);
        return
        [
            .. library
                .Flashcards.Where(card => filter.Matches(card) && !seen.ContainsKey(card.Id))
                .Take(Math.Max(0, left)),
        ];
    }

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
