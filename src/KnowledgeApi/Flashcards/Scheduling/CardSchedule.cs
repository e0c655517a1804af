using System.Text.Json.Serialization;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>How a card is remembered and when it comes next.</summary>
/// <param name="Step">Which learning or relearning step comes next.</param>
/// <param name="Stability">Days until recall falls to 90 %; 0 for a new card.</param>
/// <param name="Difficulty">1 to 10; 0 for a new card.</param>
/// <param name="ScheduledDays">Whole days to the due time; 0 inside steps.</param>
/// <param name="Reps">Reviews so far.</param>
/// <param name="Lapses">How often it was forgotten once learnt.</param>
public sealed record CardSchedule(
    CardState State,
    int Step,
    double Stability,
    double Difficulty,
    int ScheduledDays,
    DateTimeOffset Due,
    DateTimeOffset? LastReview,
    int Reps,
    int Lapses
)
{
    public static CardSchedule New(DateTimeOffset created) => new(CardState.New, 0, 0, 0, 0, created, null, 0, 0);

    /// <summary>Calendar days (UTC) since the last review.</summary>
    public int ElapsedDays(DateTimeOffset at) =>
        LastReview is { } last ? Math.Max(0, (at.UtcDateTime.Date - last.UtcDateTime.Date).Days) : 0;
}

/// <summary>Written as every FSRS implementation writes it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CardState>))]
public enum CardState
{
    [JsonStringEnumMemberName("New")]
    New,

    [JsonStringEnumMemberName("Learning")]
    Learning,

    [JsonStringEnumMemberName("Review")]
    Review,

    [JsonStringEnumMemberName("Relearning")]
    Relearning,
}

/// <summary>How well a card was recalled.</summary>
public enum Rating
{
    Again = 1,
    Hard = 2,
    Good = 3,
    Easy = 4,
}
