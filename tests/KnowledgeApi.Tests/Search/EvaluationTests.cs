using KnowledgeApi.Search.Evaluation;

namespace KnowledgeApi.Tests.Search;

/// <summary>Floors under the figures of the search report, a little below them: a change that costs questions is seen.</summary>
public sealed class EvaluationTests(EvaluationFixture evaluation) : IClassFixture<EvaluationFixture>
{
    [Theory]
    [InlineData("paraphrase", 0.54, 0.83)]
    [InlineData("symptom", 0.82, 0.93)]
    [InlineData("keyword", 0.95, 1)]
    [InlineData("typo", 0.93, 0.98)]
    [InlineData("scenario", 0.66, 0.85)]
    [InlineData("several-hop", 0.80, 0.92)]
    public void AKindOfQuestion_FindsItsSection(string kind, double first, double amongFive)
    {
        var ranks = evaluation.Verdicts.Where(v => v.Question.Kind == kind).Select(v => v.Verdict.Rank).ToList();
        Assert.True(
            ranks.Average(rank => rank == 1 ? 1.0 : 0) >= first,
            $"first: {ranks.Count(rank => rank == 1)} of {ranks.Count}"
        );
        Assert.True(
            ranks.Average(rank => rank is >= 1 and <= 5 ? 1.0 : 0) >= amongFive,
            $"among five: {ranks.Count(rank => rank is >= 1 and <= 5)} of {ranks.Count}"
        );
    }

    [Theory]
    [InlineData(true, 0.73)]
    [InlineData(false, 0.82)]
    public void Answers_AreGivenWhereTheContentHoldsThem_AndOnlyThere(bool isCovered, double least)
    {
        var right = evaluation
            .Verdicts.Where(v => v.Question.Places.Count > 0 == isCovered)
            .Select(v => v.Verdict.IsRightAnswer)
            .ToList();
        Assert.True(right.Average(r => r ? 1.0 : 0) >= least, $"{right.Count(r => r)} of {right.Count}");
    }
}

public sealed class EvaluationFixture
{
    public IReadOnlyList<(EvaluationQuestion Question, EvaluationVerdict Verdict)> Verdicts { get; } =
    [
        .. EvaluationSet
            .All(Repository.Root)
            .SelectMany(set =>
            {
                using (set)
                    return set.Questions.Select(question => (question, EvaluationVerdict.Of(set, question))).ToList();
            }),
    ];
}
