namespace KnowledgeApi.Search.Evaluation;

/// <summary>What became of a question.</summary>
/// <param name="Rank">Of the first section that answers it, from 1; 0 where none was found.</param>
/// <param name="First">The place that was found first.</param>
/// <param name="IsRightAnswer">Answered with the passage where it is covered, not answered where it is not.</param>
public sealed record EvaluationVerdict(int Rank, string? First, AnswerView Answer, bool IsRightAnswer)
{
    public static EvaluationVerdict Of(EvaluationSet set, EvaluationQuestion question)
    {
        foreach (var place in question.Places)
            if (place.Split('#') is not [var slug, var anchor] || set.Library.FindSection(slug, anchor) is null)
                throw new InvalidOperationException($"{place} is no section of {set.Name}.");
        var places = set
            .Engine.Find(question.Text, new SearchFilter(ResultKind.Section, null, null))
            .Results.Select(found => $"{found.Section!.ArticleSlug}#{found.Section.Anchor}")
            .ToList();
        var answer = set.Answers.Answer(question.Text, null, AnswerService.UsualBudget).Value!;
        var answered = answer.Status == AnswerStatus.Answered;
        return new(
            1 + places.FindIndex(question.Places.Contains),
            places is [var first, ..] ? first : null,
            answer,
            question.Places.Count == 0
                ? !answered
                : answered && answer.Citations.Any(c => question.Places.Contains($"{c.Article}#{c.Anchor}"))
        );
    }
}
