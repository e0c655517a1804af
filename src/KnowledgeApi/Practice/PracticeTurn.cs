using KnowledgeApi.Questions;

namespace KnowledgeApi.Practice;

/// <summary>What an agent asks of a session.</summary>
public enum PracticeAction
{
    /// <summary>Makes a session and asks its first question.</summary>
    Start,

    /// <summary>Asks the open question once more.</summary>
    Next,

    /// <summary>Answers it.</summary>
    Answer,

    /// <summary>Ends the session before its last question.</summary>
    End,

    /// <summary>Tells how it went.</summary>
    Report,
}

/// <summary>How a session stands after a call.</summary>
/// <param name="Handle">The way back to the session; without a learner it is gone after 24 hours.</param>
/// <param name="Total">How many questions, follow-ups not counted.</param>
/// <param name="Question">The question asked now, without its key; absent once the session is finished.</param>
/// <param name="AnswerBy">When its time is over.</param>
/// <param name="FollowUpTo">The position of the question whose answer left something out.</param>
/// <param name="Outcome">What became of the answer just given.</param>
/// <param name="Grade">Grade, key and reasons of the answer just given; in an interview and an exam they come in the report.</param>
/// <param name="Due">When a learner's card of that question comes again.</param>
/// <param name="NextCursor">Asks for more of the report's items.</param>
public sealed record PracticeTurn(
    string Handle,
    PracticeMode Mode,
    SessionStatus Status,
    int Total,
    int Answered,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? EndsAt,
    int? Position = null,
    QuestionView? Question = null,
    DateTimeOffset? AnswerBy = null,
    int? FollowUpTo = null,
    ItemOutcome? Outcome = null,
    GradeResult? Grade = null,
    DateTimeOffset? Due = null,
    PracticeReport? Report = null,
    string? NextCursor = null
)
{
    public static PracticeTurn Of(PracticeSession session) =>
        new(
            session.Id,
            session.Mode,
            session.Status,
            session.Total,
            session.Answered,
            session.ExpiresAt,
            session.EndsAt,
            session.Current?.Position,
            session.Current?.Question,
            session.Current?.AnswerBy,
            session.Current?.FollowUpTo
        );

    public static PracticeTurn Of(PracticeReply reply) =>
        Of(reply.Session) with
        {
            Outcome = reply.Outcome,
            Grade = reply.Result,
            Due = reply.Due,
        };

    /// <param name="cursor">For the items that are left out.</param>
    public static PracticeTurn Of(PracticeReport report, string? cursor) =>
        new(
            report.Id,
            report.Mode,
            report.Status,
            report.Total,
            report.Answered,
            null,
            null,
            Report: report,
            NextCursor: cursor
        );
}
