using KnowledgeApi.Content;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Flashcards;

/// <summary>How a learner remembers a card.</summary>
/// <param name="Model">What it was derived by.</param>
/// <param name="Retrievability">The chance of recall now; absent for a new card.</param>
/// <param name="Suspended">Set aside until it is taken back.</param>
/// <param name="BuriedUntil">Set aside until then.</param>
public sealed record CardMemory(
    CardState State,
    int Step,
    double Stability,
    double Difficulty,
    double? Retrievability,
    DateTimeOffset Due,
    int ScheduledDays,
    DateTimeOffset? LastReview,
    int Reps,
    int Lapses,
    bool Suspended,
    DateTimeOffset? BuriedUntil,
    string Model
)
{
    internal static CardMemory Of(CardStateRow? row, FsrsScheduler scheduler, DateTimeOffset now)
    {
        var card = CardProgress.Schedule(row, now);
        return new(
            card.State,
            card.Step,
            card.Stability,
            card.Difficulty,
            scheduler.Retrievability(card, now),
            card.Due,
            card.ScheduledDays,
            card.LastReview,
            card.Reps,
            card.Lapses,
            row?.Suspended ?? false,
            row?.BuriedUntil > now ? row.BuriedUntil : null,
            row?.Model ?? Fsrs.Model
        );
    }
}

/// <summary>A card and how it is remembered.</summary>
/// <param name="Review">The entry of the log that was just made.</param>
public sealed record LearnerCard(string Id, CardReview? Review, CardMemory Memory);

/// <param name="Number">Its place in the card's log.</param>
/// <param name="Rating">1 Again, 2 Hard, 3 Good, 4 Easy; 0 where the card was set back to new.</param>
/// <param name="Retrievability">The chance of recall that the model saw just before; absent for a new card.</param>
/// <param name="State">Before the review.</param>
public sealed record CardReview(
    int Number,
    int Rating,
    DateTimeOffset At,
    int ElapsedDays,
    double? Retrievability,
    CardState State
)
{
    internal static CardReview Of(CardReviewRow row) =>
        new(
            row.Number,
            row.Rating,
            row.At,
            row.ElapsedDays,
            row.Retrievability,
            EnumNames<CardState>.Find(row.State)!.Value
        );
}

/// <summary>A card that is due, or new, with what each answer would bring.</summary>
public sealed record DueCard(
    string Id,
    string Deck,
    FlashcardKind Kind,
    string Topic,
    Level Level,
    string Front,
    string Back,
    string? Article,
    string? Section,
    string? Anchor,
    string? Url,
    CardMemory Memory,
    IReadOnlyList<AnswerPreview> Answers
);

public sealed record AnswerPreview(int Rating, CardState State, DateTimeOffset Due, int ScheduledDays);

/// <summary>What to review now: due cards, the longest overdue first, then new ones as far as the day's share goes.</summary>
/// <param name="Due">How many are due in all, new ones not counted.</param>
/// <param name="New">How many new ones today still brings.</param>
public sealed record DueCards(IReadOnlyList<DueCard> Items, string? NextCursor, int Due, int New);
