using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Practice;

/// <summary>What a caller sees of a stored session.</summary>
internal static class SessionViews
{
    public static PracticeSession Of(
        Library library,
        string id,
        SessionRow row,
        SessionState state,
        DateTimeOffset now,
        int? position = null
    )
    {
        var isOpen = IsOpen(row, state, now);
        var at = isOpen ? position - 1 ?? state.Current : null;
        return new(
            id,
            state.Mode,
            isOpen ? SessionStatus.Open : SessionStatus.Finished,
            state.Seed,
            state.Request.Topic,
            state.Request.Level,
            state.Request.Type,
            state.Request.Article,
            row.CreatedAt,
            state.EndsAt,
            row.ExpiresAt,
            state.Mode == PracticeMode.Learn ? state.Count : state.Items.Count(item => item.FollowUpTo is null),
            state.Items.Count(item => item is { IsOpen: false, FollowUpTo: null }),
            at is { } index ? Asked(library, state, index) : null,
            state.Mode == PracticeMode.Exam ? [.. state.Items.Select((item, i) => Item(library, item, i))] : null
        );
    }

    public static bool IsOpen(SessionRow row, SessionState state, DateTimeOffset now) =>
        row.EndedAt is null && state.Current is not null && !(now > state.EndsAt);

    private static AskedQuestion? Asked(Library library, SessionState state, int index)
    {
        var item = state.Items[index];
        // A question that an author took away meanwhile can only be skipped.
        var question = library.FindQuestion(item.Question) is { } found
            ? QuestionView.Of(found, state.Seed)
            : Gone(item.Question);
        var answerBy =
            state.Mode == PracticeMode.MockInterview
                ? item.AskedAt?.AddSeconds(state.Request.SecondsPerQuestion!.Value)
                : state.EndsAt;
        bool? flagged = state.Mode == PracticeMode.Exam ? item.Flagged : null;
        return new(index + 1, question, item.AskedAt, answerBy, item.FollowUpTo, flagged);
    }

    public static QuestionView Gone(string id) =>
        new(
            id,
            QuestionType.ShortAnswer,
            Level.Junior,
            "",
            null,
            null,
            "This question is no longer in the content. Skip it.",
            null,
            null,
            null,
            null
        );

    private static ExamItem Item(Library library, SessionItem item, int index) =>
        new(index + 1, item.Question, library.FindQuestion(item.Question)?.Topic ?? "", !item.IsOpen, item.Flagged);
}
