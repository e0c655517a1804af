using System.Text.Json.Serialization;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Practice;

[JsonConverter(typeof(JsonStringEnumConverter<SessionStatus>))]
public enum SessionStatus
{
    [JsonStringEnumMemberName("open")]
    Open,

    [JsonStringEnumMemberName("finished")]
    Finished,
}

/// <summary>What became of a question in a session.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemOutcome>))]
public enum ItemOutcome
{
    [JsonStringEnumMemberName("answered")]
    Answered,

    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>Its time was over.</summary>
    [JsonStringEnumMemberName("late")]
    Late,
}

/// <summary>A session, with the question that is asked now.</summary>
/// <param name="Id">Without a learner the only way back to the session; shown to whoever made it.</param>
/// <param name="Seed">Started again with it, the session asks the same.</param>
/// <param name="Total">How many questions, follow-ups not counted.</param>
/// <param name="EndsAt">When an exam is over.</param>
/// <param name="ExpiresAt">When a session without a learner is gone.</param>
/// <param name="Current">Absent once the session is finished.</param>
/// <param name="Items">Of an exam, for moving around in it.</param>
public sealed record PracticeSession(
    string Id,
    PracticeMode Mode,
    SessionStatus Status,
    int Seed,
    string? Topic,
    Level? Level,
    QuestionType? Type,
    string? Article,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndsAt,
    DateTimeOffset? ExpiresAt,
    int Total,
    int Answered,
    AskedQuestion? Current,
    IReadOnlyList<ExamItem>? Items
);

/// <param name="Position">From 1.</param>
/// <param name="AnswerBy">When its time is over.</param>
/// <param name="FollowUpTo">The position of the question whose answer left something out.</param>
/// <param name="Flagged">Put off for later.</param>
public sealed record AskedQuestion(
    int Position,
    QuestionView Question,
    DateTimeOffset? AskedAt,
    DateTimeOffset? AnswerBy,
    int? FollowUpTo,
    bool? Flagged
);

public sealed record ExamItem(int Position, string QuestionId, string Topic, bool Answered, bool Flagged);

/// <summary>An answer to the question asked.</summary>
/// <param name="QuestionId">The question that is answered; with it a retry never answers the next.</param>
/// <param name="Answer">In the form that the question's type takes.</param>
/// <param name="Skip">Gives the question up in place of an answer.</param>
/// <param name="Rating">How well it was known, 1 Again to 4 Easy: overrules what the grade suggests to the scheduler, and judges what nobody else can.</param>
public sealed record PracticeAnswer(
    string? QuestionId,
    System.Text.Json.JsonElement? Answer,
    bool Skip = false,
    int? Rating = null
);

/// <summary>What became of an answer.</summary>
/// <param name="Result">Grade, key and reasons; in an interview and an exam they come at the end.</param>
/// <param name="Rating">What the question's card was reviewed with, 1 to 4.</param>
/// <param name="Due">When the card comes again.</param>
/// <param name="Session">As it goes on.</param>
public sealed record PracticeReply(
    int Position,
    string QuestionId,
    ItemOutcome Outcome,
    GradeResult? Result,
    int? Rating,
    DateTimeOffset? Due,
    PracticeSession Session
);
