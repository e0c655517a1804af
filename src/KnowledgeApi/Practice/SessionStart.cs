using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Practice;

/// <summary>A session as it begins: what each mode asks of the candidates, with the usual settings where none were sent.</summary>
internal static class SessionStart
{
    public static Outcome<SessionState> Plan(
        Library library,
        ItemRatings ratings,
        PracticeRequest request,
        List<Question> candidates,
        LearnerHistory history,
        int seed,
        DateTimeOffset now
    )
    {
        var count = Math.Min(request.Count ?? SessionPlan.UsualCount(request.Mode), candidates.Count);
        var (pool, unseen) =
            request.Mode == PracticeMode.Learn ? SessionPlan.Pool(candidates, history.Answered, seed, count) : ([], 0);
        IEnumerable<Question> asked = request.Mode switch
        {
            PracticeMode.Exam => SessionPlan.Exam(candidates, seed, count),
            PracticeMode.MockInterview => SessionPlan.Interview(library, candidates, seed, count),
            PracticeMode.Due => Due(candidates, history).Take(count),
            _ => [],
        };
        var state = new SessionState
        {
            Request = request with { SecondsPerQuestion = SecondsPerQuestion(request) },
            Seed = seed,
            Count = count,
            EndsAt =
                request.Mode == PracticeMode.Exam ? now.AddMinutes(request.Minutes ?? Math.Ceiling(1.5 * count)) : null,
            Items = [.. asked.Select(question => new SessionItem(question.Id))],
            Pool = pool,
            Unseen = unseen,
            Abilities = history.Abilities,
        };
        if (request.Mode == PracticeMode.Learn && SessionPlan.TakeNext(state, library, ratings) is { } first)
            state.Items.Add(new(first));
        if (state.Items.Count == 0)
            return new Fault(
                StatusCodes.Status409Conflict,
                "No question is due now. Mode learn brings new ones; GET /api/v1/flashcards/due tells what is due."
            );
        if (request.Mode != PracticeMode.Exam)
            state.Items[0].AskedAt = now;
        return state;
    }

    private static int? SecondsPerQuestion(PracticeRequest request) =>
        request.Mode == PracticeMode.MockInterview ? request.SecondsPerQuestion ?? 120 : null;

    private static IEnumerable<Question> Due(List<Question> candidates, LearnerHistory history)
    {
        var byCard = candidates.ToDictionary(question => PracticeService.CardOf(question.Id));
        return history.DueCards.Where(byCard.ContainsKey).Select(card => byCard[card]);
    }
}
