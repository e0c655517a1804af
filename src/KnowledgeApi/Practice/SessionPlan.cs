using KnowledgeApi.Content;
using KnowledgeApi.Questions;

namespace KnowledgeApi.Practice;

/// <summary>Which questions a session asks, and in which order; the seed decides where nothing else does.</summary>
internal static class SessionPlan
{
    // Enough to choose from, little enough to be stored with each answer.
    private const int LargestPool = 60;
    private const double SameChance = 0.05;

    public static int UsualCount(PracticeMode mode) =>
        mode switch
        {
            PracticeMode.Learn => 10,
            PracticeMode.MockInterview => 6,
            _ => 20,
        };

    /// <summary>Questions that a mode can ask at all.</summary>
    public static IEnumerable<Question> Candidates(Library library, PracticeRequest request) =>
        library.Questions.Where(question => request.Filter.Matches(question) && Suits(question, request));

    private static bool Suits(Question question, PracticeRequest request) =>
        request.Mode switch
        {
            PracticeMode.Exam => question.Type != QuestionType.Lab && IsDecidable(question),
            PracticeMode.MockInterview => question.Type != QuestionType.Lab,
            // A lab takes an hour: it comes when it is asked for.
            _ => question.Type != QuestionType.Lab || request.Type == QuestionType.Lab,
        };

    /// <summary>Whether an answer is graded without a reader.</summary>
    public static bool IsDecidable(Question question) =>
        question.Type != QuestionType.ShortAnswer || question.KeyPoints.Any(point => !point.Accepted.IsEmpty);

    /// <summary>Those never answered first, then the ones answered longest ago.</summary>
    public static (List<string> Pool, int Unseen) Pool(
        IEnumerable<Question> candidates,
        IReadOnlyDictionary<string, DateTimeOffset> answered,
        int seed,
        int count
    )
    {
        var ordered = candidates
            .OrderBy(question => answered.GetValueOrDefault(question.Id))
            .ThenByDescending(IsDecidable)
            .ThenBy(question => QuestionBank.Rank(question.Id, seed))
            .Take(Math.Max(LargestPool, count))
            .Select(question => question.Id)
            .ToList();
        return (ordered, ordered.Count(id => !answered.ContainsKey(id)));
    }

    /// <summary>Takes the question out of the pool whose chance of success is nearest the target; null where none is left.</summary>
    public static string? TakeNext(SessionState state, Library library, ItemRatings ratings)
    {
        var (best, bestRank) = (-1, (double.MaxValue, 0));
        // The pool is in the order of its shuffle, which decides between equals.
        for (var i = 0; i < state.Pool.Count; i++)
        {
            if (library.FindQuestion(state.Pool[i]) is not { } question)
                continue;
            var off = Math.Abs(Chance(state, question, ratings) - Elo.Target);
            var rank = (i < state.Unseen ? 0.0 : 1.0, IsDecidable(question) ? (int)(off / SameChance) : int.MaxValue);
            if (rank.CompareTo(bestRank) < 0)
                (best, bestRank) = (i, rank);
        }
        if (best < 0)
            return null;
        var id = state.Pool[best];
        state.Pool.RemoveAt(best);
        if (best < state.Unseen)
            state.Unseen--;
        return id;
    }

    public static double Chance(SessionState state, Question question, ItemRatings ratings) =>
        Elo.Success(state.Ability(question.Topic).Value, ratings.Of(question).Value, Elo.Guess(question));

    /// <summary>Topic by topic in turn, so that each has its share.</summary>
    public static IEnumerable<Question> Exam(IEnumerable<Question> candidates, int seed, int count) =>
        candidates
            .OrderBy(question => QuestionBank.Rank(question.Id, seed))
            .GroupBy(question => question.Topic)
            .SelectMany(topic => topic.Select((question, turn) => (question, turn)))
            .OrderBy(pair => pair.turn)
            .Select(pair => pair.question)
            .Take(count)
            .OrderBy(question => QuestionBank.Rank(question.Id, ~seed));

    /// <summary>Along the series, section by section; questions that are answered in one's own words come first.</summary>
    public static IEnumerable<Question> Interview(
        Library library,
        IEnumerable<Question> candidates,
        int seed,
        int count
    ) =>
        candidates
            .OrderBy(question => question.Type == QuestionType.ShortAnswer && IsDecidable(question) ? 0 : 1)
            .ThenBy(question => QuestionBank.Rank(question.Id, seed))
            .Take(count)
            .OrderBy(question => Place(library, question));

    private static (int Article, int Line) Place(Library library, Question question)
    {
        if (question.Sections.IsEmpty || library.FindArticle(question.Sections[0].ArticleSlug) is not { } article)
            return (int.MaxValue, question.Line);
        return (library.Articles.IndexOf(article), question.Sections[0].Line);
    }
}
