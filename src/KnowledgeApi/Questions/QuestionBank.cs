using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions.Predicting;

namespace KnowledgeApi.Questions;

/// <summary>What may be asked about questions, whichever way it is asked.</summary>
public static class QuestionBank
{
    public static Outcome<Page<QuestionView>> List(
        Library library,
        QuestionFilter filter,
        int? seed,
        int limit,
        string? cursor
    )
    {
        if (filter.Article is { } slug && library.FindArticle(slug) is null)
            return ArticleCatalog.Find(library, slug).Fault!;
        var questions = library.Questions.Where(filter.Matches);
        if (seed is { } number)
            questions = questions.OrderBy(question => Rank(question.Id, number));
        var found =
            seed is { } endless && filter.Type == QuestionType.Predict
                ? WithPredictions(library, [.. questions], filter, endless, limit, cursor)
                : Page.Of([.. questions], question => question.Id, limit, cursor);
        return found.Select(page => page.Select(question => QuestionView.Of(question, seed)));
    }

    /// <summary>What authors wrote, and between them what the simulator makes of their scenarios.</summary>
    private static Outcome<Page<Question>> WithPredictions(
        Library library,
        List<Question> written,
        QuestionFilter filter,
        int seed,
        int limit,
        string? cursor
    )
    {
        var place = string.IsNullOrEmpty(cursor)
            ? PredictionPlace.Start
            : PredictionPlace.Read(Cursor.Read(cursor) ?? "");
        if (place is not { } from)
            return Cursor.Fault(cursor!);
        var rest = written.Skip(from.Written).ToList();
        var (made, after) = library.Predictions.Draw(seed, filter, from, limit - Math.Min(limit / 2, rest.Count));
        var taken = rest.Take(limit - made.Count).ToList();
        List<Question> items = [];
        for (var i = 0; i < Math.Max(made.Count, taken.Count); i++)
        {
            items.AddRange(made.Skip(i).Take(1));
            items.AddRange(taken.Skip(i).Take(1));
        }
        var ended = after is null && taken.Count == rest.Count;
        var next = (after ?? PredictionPlace.End) with { Written = from.Written + taken.Count };
        return new Page<Question>(items, ended ? null : Cursor.Write(next.ToString()));
    }

    public static Outcome<Question> Find(Library library, string id) =>
        library.FindQuestion(id) is { } question
            ? question
            : Fault.NotFound("question", id, library.NearestQuestions(id), "/api/v1/questions");

    public static Outcome<Quiz> FindQuiz(Library library, string id) =>
        library.FindQuiz(id) is { } quiz
            ? quiz
            : Fault.NotFound("quiz", id, library.NearestQuizzes(id), "/api/v1/quizzes");

    // The same on any replica and in any release, unlike a seeded Random.
    internal static ulong Rank(string id, int seed) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{id}")));
}

/// <summary>Which questions are wanted; what is null does not matter.</summary>
public sealed record QuestionFilter(string? Topic, Level? Level, QuestionType? Type, string? Article)
{
    public bool Matches(Question question) =>
        (Topic is null || question.Topic == Topic)
        && (Level is null || question.Level == Level)
        && (Type is null || question.Type == Type)
        && (Article is null || question.Sections.Any(section => section.ArticleSlug == Article));
}
