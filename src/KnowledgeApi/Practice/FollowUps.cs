using System.Collections.Concurrent;
using System.Collections.Frozen;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Search;

namespace KnowledgeApi.Practice;

/// <summary>What an interviewer asks next where an answer left something out: the question that is most about what is missing.</summary>
public sealed class FollowUps(Library library)
{
    // A word in common by chance is no reason to ask.
    private const int LeastCommonWords = 2;

    private readonly ConcurrentDictionary<string, FrozenSet<string>> words = new();

    /// <param name="missing">What the answer should have said, or should not have.</param>
    internal Question? Find(SessionState state, Question question, IReadOnlyCollection<string> missing)
    {
        var wanted = missing.SelectMany(Terms).ToHashSet();
        var asked = state.Items.Select(item => item.Question).ToHashSet();
        return library
            .Questions.Where(other =>
                other.Topic == question.Topic
                && !asked.Contains(other.Id)
                && other.Type != QuestionType.Lab
                && state.Request.Filter.Matches(other)
            )
            .Select(other => (other, common: Words(other).Count(wanted.Contains), near: IsNear(question, other)))
            .Where(found => found.common >= LeastCommonWords || (found.near && found.common > 0))
            .OrderByDescending(found => found.common + (found.near ? 1 : 0))
            .ThenBy(found => found.other.Level)
            .ThenBy(found => QuestionBank.Rank(found.other.Id, state.Seed))
            .Select(found => found.other)
            .FirstOrDefault();
    }

    /// <summary>What an answer left out or got wrong; of a question given up, all of it.</summary>
    public static IReadOnlyCollection<string> Missing(Question question, GradeResult? result) =>
        result is null
            ? [.. question.KeyPoints.Select(point => point.Text), question.Prompt.Text]
            : [.. result.Missing.Concat(result.Contradicted).Select(point => point.Text)];

    private FrozenSet<string> Words(Question question) =>
        words.GetOrAdd(
            question.Id,
            static (_, q) =>
                q
                    .KeyPoints.Select(point => point.Text)
                    .Append(q.Prompt.Text)
                    .Append(q.ReferenceAnswer?.Text ?? "")
                    .SelectMany(Terms)
                    .ToFrozenSet(),
            question
        );

    private static IEnumerable<string> Terms(string text) =>
        Search.Words.Of(text).Where(word => !StopWords.Contains(word.Term)).Select(word => word.Term);

    private static bool IsNear(Question a, Question b) =>
        a.Section is not null && a.ArticleSlug == b.ArticleSlug && a.Anchor == b.Anchor;
}
