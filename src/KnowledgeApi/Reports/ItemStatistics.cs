using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Questions;
using KnowledgeApi.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Reports;

/// <summary>What first answers say of a question.</summary>
/// <param name="N">How many first answers could be judged.</param>
/// <param name="Facility">Mean score; 0.3 to 0.7 tells most.</param>
/// <param name="Discrimination">Mean score of the best 27 % of learners less that of the weakest; 0.25 and more is good.</param>
/// <param name="DistractorEfficiency">Share of the wrong options that at least one in twenty picks.</param>
/// <param name="Options">Who is an author sees how often each option is picked; with it anyone could tell the key.</param>
public sealed record QuestionStatistics(
    string Id,
    QuestionType Type,
    string Topic,
    long N,
    double? Facility,
    double? Discrimination,
    double? DistractorEfficiency,
    IReadOnlyList<OptionStatistics>? Options
);

public sealed record OptionStatistics(string Id, string Text, bool IsCorrect, double Share);

public sealed record StatisticsReport(IReadOnlyList<QuestionStatistics> Questions);

/// <summary>Item statistics for authors, over all learners and from first answers only: a second one knows the key.</summary>
public sealed class ItemStatistics(Library library, LearnerStore store, IOptions<AuthorOptions> authors)
{
    private const string Scheme = "Bearer ";
    private const double Functional = 0.05;

    // A choice of options is a list of short ids; other answers say nothing of distractors.
    private const int LongestChoice = 400;

    public async Task<Outcome<StatisticsReport>> ReadAsync(
        QuestionFilter filter,
        string authorization,
        CancellationToken cancellationToken
    )
    {
        if (authorization.Length > 0 && !IsAuthor(authorization))
            return new Fault(
                StatusCodes.Status401Unauthorized,
                "This is not the authors' key (the setting Authors:Key). Leave Authorization out to see all but the options."
            );
        return await store.ReadAsync<StatisticsReport>(async context =>
        {
            var items = await ItemsAsync(context, cancellationToken);
            var picks = await PicksAsync(context, cancellationToken);
            var byQuestion = items.ToDictionary(item => item.QuestionId);
            var picked = picks.ToLookup(pick => pick.QuestionId);
            return new StatisticsReport([
                .. library
                    .Questions.Where(question => filter.Matches(question) && byQuestion.ContainsKey(question.Id))
                    .Select(question =>
                        Of(question, byQuestion[question.Id], [.. picked[question.Id]], authorization.Length > 0)
                    ),
            ]);
        });
    }

    private bool IsAuthor(string authorization) =>
        authors.Value.Key is { Length: > 0 } key
        && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(key),
            Encoding.UTF8.GetBytes(authorization[Scheme.Length..].Trim())
        );

    private static Task<List<Item>> ItemsAsync(LearnerDbContext context, CancellationToken cancellationToken) =>
        context
            .Database.SqlQuery<Item>(
                $"""
                WITH firsts AS (
                  SELECT question_id, COALESCE(learner_id, session_id) AS person, score FROM attempts
                  WHERE is_first = {true} AND score IS NOT NULL),
                ranked AS (
                  SELECT person, PERCENT_RANK() OVER (ORDER BY AVG(score)) AS above,
                    PERCENT_RANK() OVER (ORDER BY AVG(score) DESC) AS below
                  FROM firsts GROUP BY person)
                SELECT question_id AS "QuestionId", COUNT(*) AS "Count", AVG(score) AS "Facility",
                  AVG(CASE WHEN below <= 0.27 THEN score END) AS "Top", AVG(CASE WHEN above <= 0.27 THEN score END) AS "Bottom"
                FROM firsts JOIN ranked ON ranked.person = firsts.person
                GROUP BY question_id
                """
            )
            .ToListAsync(cancellationToken);

    private static Task<List<Pick>> PicksAsync(LearnerDbContext context, CancellationToken cancellationToken) =>
        context
            .Database.SqlQuery<Pick>(
                $"""
                SELECT question_id AS "QuestionId", answer AS "Answer", COUNT(*) AS "Count" FROM attempts
                WHERE is_first = {true} AND answer LIKE {"[%"} AND LENGTH(answer) <= {LongestChoice}
                GROUP BY question_id, answer
                """
            )
            .ToListAsync(cancellationToken);

    private static QuestionStatistics Of(Question question, Item item, List<Pick> picks, bool isAuthor)
    {
        var options = question.Type
            is QuestionType.SingleChoice
                or QuestionType.MultipleChoice
                or QuestionType.TrueFalse
            ? Options(question, picks)
            : null;
        var distractors = options?.Where(option => !option.IsCorrect).ToList();
        return new(
            question.Id,
            question.Type,
            question.Topic,
            item.Count,
            Math.Round(item.Facility, 4),
            item.Top is { } top && item.Bottom is { } bottom ? Math.Round(top - bottom, 4) : null,
            distractors is { Count: > 0 }
                ? Math.Round((double)distractors.Count(option => option.Share >= Functional) / distractors.Count, 4)
                : null,
            isAuthor ? options : null
        );
    }

    private static List<OptionStatistics>? Options(Question question, List<Pick> picks)
    {
        var answers = picks.Sum(pick => pick.Count);
        if (answers == 0)
            return null;
        var counts = new Dictionary<string, long>();
        foreach (var pick in picks)
        foreach (var id in JsonElement.Parse(pick.Answer).EnumerateArray().Select(id => id.ToString()).Distinct())
            counts[id] = counts.GetValueOrDefault(id) + pick.Count;
        return
        [
            .. question.Options.Select(option => new OptionStatistics(
                option.Id,
                option.Text.Markdown,
                option.IsCorrect,
                Math.Round((double)counts.GetValueOrDefault(option.Id) / answers, 4)
            )),
        ];
    }

    private sealed record Item(string QuestionId, long Count, double Facility, double? Top, double? Bottom);

    private sealed record Pick(string QuestionId, string Answer, long Count);
}
