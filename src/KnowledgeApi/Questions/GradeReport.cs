using System.Collections.Immutable;
using KnowledgeApi.Content;
using KnowledgeApi.Search;

namespace KnowledgeApi.Questions;

/// <summary>Collects what an answer got right and wrong, and why.</summary>
internal sealed class GradeReport(Question question)
{
    private const int LongestQuote = 400;

    private readonly ImmutableArray<GradedPoint>.Builder met = ImmutableArray.CreateBuilder<GradedPoint>();
    private readonly ImmutableArray<GradedPoint>.Builder missing = ImmutableArray.CreateBuilder<GradedPoint>();
    private readonly ImmutableArray<GradedPoint>.Builder contradicted = ImmutableArray.CreateBuilder<GradedPoint>();
    private readonly List<string> feedback = [];

    public int MetCount => met.Count;

    public int MissingCount => missing.Count;

    public int ContradictedCount => contradicted.Count;

    public void Met(string id, string text, int line, string why)
    {
        met.Add(new(id, text, line));
        feedback.Add(why);
    }

    public void Missing(string id, string text, int line, string why)
    {
        missing.Add(new(id, text, line));
        feedback.Add(why);
    }

    public void Contradicted(string id, string text, int line, string why)
    {
        contradicted.Add(new(id, text, line));
        feedback.Add(why);
    }

    public void Say(string text) => feedback.Add(text);

    public GradeResult Scored(double score, object? key)
    {
        score = Math.Round(Math.Clamp(score, 0, 1), 4);
        return Result(
            score >= 1 ? Grade.Correct
                : score > 0 ? Grade.Partial
                : Grade.Wrong,
            score,
            key,
            null
        );
    }

    public GradeResult Undecided(double score, object? key, ImmutableArray<GradedPoint> rubric) =>
        Result(Grade.Undecided, Math.Round(score, 4), key, rubric);

    private GradeResult Result(Grade grade, double score, object? key, ImmutableArray<GradedPoint>? rubric)
    {
        if (question.Explanation is { } explanation)
            feedback.Add(explanation.Text);
        return new GradeResult(
            grade,
            score,
            key,
            string.Join('\n', feedback),
            met.ToImmutable(),
            missing.ToImmutable(),
            contradicted.ToImmutable(),
            rubric,
            Citations()
        );
    }

    private ImmutableArray<Citation> Citations() =>
        [
            .. question.Sections.Select(
                (section, i) =>
                    new Citation(
                        section.ArticleSlug,
                        section.Heading,
                        section.Anchor,
                        section.Url,
                        i == 0 ? Quote() : null,
                        section.Line
                    )
            ),
        ];

    private string? Quote()
    {
        var text = question.Provenance == Provenance.Generated ? question.ReferenceAnswer?.Text : null;
        return text is null ? null : Excerpt.Cut(text, LongestQuote);
    }
}
