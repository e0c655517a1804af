namespace KnowledgeApi.Storage;

/// <summary>Who practises: known by a key's hash, or by the subject of an identity provider's tokens.</summary>
public sealed class LearnerRow
{
    public required string Id { get; init; }
    public string? KeyHash { get; init; }
    public string? Subject { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>JSON; absent where nothing was chosen.</summary>
    public string? Scheduling { get; set; }
}

/// <summary>A session with all that its next step needs in one document; its answers stand in <see cref="AttemptRow"/>.</summary>
public sealed class SessionRow
{
    /// <summary>A learner's session by its id; one without a learner by the hash of its handle.</summary>
    public required string Id { get; init; }
    public string? LearnerId { get; init; }
    public required string Mode { get; init; }

    /// <summary>JSON of a <c>SessionState</c>.</summary>
    public required string State { get; set; }

    /// <summary>Counts the writes: who changes a state that has changed meanwhile changes nothing.</summary>
    public int Version { get; set; }

    /// <summary>The question that is asked now, where the session has one at a time.</summary>
    public string? CurrentQuestion { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>From then on a session without a learner is as if it had never been.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>An answer as it was given: what reports and ratings are derived from.</summary>
public sealed class AttemptRow
{
    public required string SessionId { get; init; }
    public required int Position { get; init; }
    public string? LearnerId { get; init; }
    public required string QuestionId { get; init; }

    /// <summary>JSON; absent where the question was skipped or its time ran out.</summary>
    public string? Answer { get; init; }
    public string? Grade { get; init; }

    /// <summary>0 to 1; absent where nobody judged.</summary>
    public double? Score { get; init; }
    public int? Rating { get; init; }

    /// <summary>Whether this learner, or this session, never answered the question before.</summary>
    public required bool IsFirst { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
}

/// <summary>How able a learner is on a topic, on Elo's scale; the empty topic stands for all.</summary>
public sealed class LearnerRatingRow
{
    public required string LearnerId { get; init; }
    public required string Topic { get; init; }
    public required double Rating { get; init; }
    public required int Count { get; init; }
}

/// <summary>How hard a question is, on Elo's scale.</summary>
public sealed class ItemRatingRow
{
    public required string QuestionId { get; init; }

    /// <summary>Above or below what its level says.</summary>
    public required double Rating { get; init; }
    public required int Count { get; init; }
}

/// <summary>The raw log of a card, from 1 without gaps: a review, or that it was forgotten on purpose.</summary>
public sealed class CardReviewRow
{
    public required string LearnerId { get; init; }
    public required string CardId { get; init; }
    public required int Number { get; init; }

    /// <summary>1 to 4; 0 sets the card back to new.</summary>
    public required int Rating { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What the model predicted; absent for a new card.</summary>
    public double? Retrievability { get; init; }
    public required int ElapsedDays { get; init; }

    /// <summary>The state before, as the model had it.</summary>
    public required string State { get; init; }
    public required string Model { get; init; }
}

/// <summary>What follows from a card's log, and what its learner set aside.</summary>
public sealed class CardStateRow
{
    public required string LearnerId { get; init; }
    public required string CardId { get; init; }
    public required string State { get; set; }
    public required int Step { get; set; }
    public required double Stability { get; set; }
    public required double Difficulty { get; set; }
    public required int ScheduledDays { get; set; }
    public required DateTimeOffset Due { get; set; }
    public DateTimeOffset? LastReview { get; set; }
    public required int Reps { get; set; }
    public required int Lapses { get; set; }

    /// <summary>The model the state was derived by.</summary>
    public required string Model { get; set; }

    /// <summary>The last entry of the log that is in the state; counts the writes.</summary>
    public required int Number { get; set; }
    public DateTimeOffset? FirstReview { get; set; }
    public required bool Suspended { get; set; }
    public DateTimeOffset? BuriedUntil { get; set; }
}

/// <summary>What a write answered, for a caller whose reply was lost.</summary>
public sealed class IdempotencyRow
{
    /// <summary>The learner, or the session of a caller who is none.</summary>
    public required string Scope { get; init; }
    public required string KeyHash { get; init; }
    public required string RequestHash { get; init; }
    public required string Response { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
