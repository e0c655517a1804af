using System.Collections.Concurrent;
using System.Collections.Immutable;
using KnowledgeApi.Content;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Questions;

/// <summary>Makes the questions of all files one bank: equal ones merge, citations find their sections, equal ids are named.</summary>
internal sealed class QuestionMerge(
    IReadOnlyDictionary<string, Article> articles,
    IEnumerable<ScenarioDocument> scenarios,
    ConcurrentBag<ContentProblem> problems
)
{
    private readonly Dictionary<string, ScenarioDocument> known = scenarios.ToDictionary(scenario => scenario.Slug);

    public ImmutableArray<Question> Run(IEnumerable<Question> all)
    {
        var merged = new Dictionary<string, Question>();
        var order = new List<string>();

        foreach (var question in all.Select(Cite))
        {
            if (!CheckScenario(question))
                continue;
            if (merged.TryAdd(question.Id, question))
                order.Add(question.Id);
            else if (question.HasExplicitId || merged[question.Id].HasExplicitId)
                Error(
                    question.SourceFile,
                    question.Line,
                    $"The question id \"{question.Id}\" is already at {merged[question.Id].SourceFile}:{merged[question.Id].Line}. This question is left out"
                );
            else
                merged[question.Id] = Merge(merged[question.Id], question);
        }
        foreach (var question in merged.Values)
            if (question is { Type: QuestionType.ShortAnswer, ReferenceAnswer: null, KeyPoints.IsEmpty: true })
                problems.Add(
                    new(
                        question.SourceFile,
                        question.Line,
                        ProblemSeverity.Warning,
                        $"The question \"{question.Prompt.Text}\" has no answer."
                    )
                );
        return [.. order.Select(id => merged[id])];
    }

    private static Question Merge(Question first, Question second)
    {
        var better = first.ReferenceAnswer is null ? second : first;
        return first with
        {
            ReferenceAnswer = better.ReferenceAnswer,
            AnswerLine = better.AnswerLine,
            Sections =
            [
                .. first.Sections.Concat(second.Sections).DistinctBy(section => (section.ArticleSlug, section.Anchor)),
            ],
        };
    }

    /// <summary>A cited section of the question's own article, or any for a question outside articles, comes before the place it stands in.</summary>
    private Question Cite(Question question)
    {
        // A link to the article as a whole says nothing beside one to a section of it.
        var links = question.CitedLinks.Where(link =>
            link.Anchor is not null
            || !question.CitedLinks.Any(other => other.Slug == link.Slug && other.Anchor is not null)
        );
        var cited = links.Select(Section).OfType<SectionReference>().ToList();
        if (cited.Count == 0)
            return question;
        var own = question.ArticleSlug;
        var ordered = own is null
            ? cited
            :
            [
                .. cited.Where(section => section.ArticleSlug == own),
                .. question.Sections,
                .. cited.Where(section => section.ArticleSlug != own),
            ];
        return question with { Sections = [.. ordered.DistinctBy(section => (section.ArticleSlug, section.Anchor))] };
    }

    private SectionReference? Section(LinkTarget target)
    {
        if (!articles.TryGetValue(target.Slug, out var article))
            return null;
        var section = target.Anchor is null
            ? article.Sections[0]
            : article.Sections.FirstOrDefault(section => section.Anchor == target.Anchor) ?? article.Sections[0];
        return section.Reference;
    }

    private bool CheckScenario(Question question)
    {
        if (question.ScenarioSlug is not { } slug)
            return true;
        var mistake =
            !known.TryGetValue(slug, out var scenario) ? $"The scenario \"{slug}\" does not exist"
            : !scenario.Runnable ? $"The scenario \"{slug}\" has no manifests to run"
            : question.Request > scenario.Requests.Length
                ? $"The scenario \"{slug}\" has {scenario.Requests.Length} requests, not {question.Request}"
            : question.Type == QuestionType.Lab && !scenario.IsLab
                ? $"The scenario \"{slug}\" has no goals, so it is no lab"
            : null;
        if (mistake is not null)
            Error(question.SourceFile, question.Line, $"{mistake}. The question is left out");
        return mistake is null;
    }

    private void Error(string file, int line, string message) =>
        problems.Add(new(file, line, ProblemSeverity.Error, message + "."));
}
