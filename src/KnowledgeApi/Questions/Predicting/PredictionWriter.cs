using System.Collections.Immutable;
using KnowledgeApi.Content;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>Puts a situation to the reader: what is asked, what may be answered, and why each answer is right or wrong.</summary>
internal sealed class PredictionWriter(
    PredictionSpace space,
    Situation situation,
    string truth,
    List<Misprediction> wrong
)
{
    private const int MostSections = 2;

    public Question Write(string id, string excerpt, bool edited, string? unready)
    {
        var scenario = space.Scenario;
        var (topic, word) = wrong.First(one => one.By.Telling).By.Subject;
        return new Question
        {
            Id = id,
            Type = QuestionType.Predict,
            Level = Difficulty(excerpt, edited, unready),
            Topics = space.Topics.Contains(topic) ? [topic] : scenario.Topics,
            Prompt = new MarkdownText(Prompt(excerpt, unready)),
            Sections = [.. Telling(word).Take(MostSections)],
            Options = Options(id),
            Key = new OptionsKey([QuestionText.OptionId(truth)]),
            ScenarioSlug = scenario.Slug,
            Provenance = Provenance.Simulated,
            SourceFile = scenario.SourceFile,
            Line = 1,
            AnswerLine = 1,
        };
    }

    // Without the scenario's title, which often tells what is wrong in it.
    private string Prompt(string excerpt, string? unready)
    {
        var state = unready is null ? "" : $" All Pods are Ready except `{unready}`, which runs but is not Ready.";
        return $"{FlowText.Of(situation.Flow)}{state} What happens?\n\nWhat matters of the manifests:\n\n```yaml\n{excerpt}\n```";
    }

    // Each thing to keep in mind besides the request makes it harder.
    private static Level Difficulty(string excerpt, bool edited, string? unready)
    {
        bool[] more =
        [
            edited,
            unready is not null,
            excerpt.Contains("kind: NetworkPolicy", StringComparison.Ordinal),
            excerpt.Contains("kind: Ingress", StringComparison.Ordinal),
        ];
        return more.Count(applies => applies) switch
        {
            0 => Level.Junior,
            1 => Level.Mid,
            _ => Level.Senior,
        };
    }

    // In an order of their own, so that the place of the right one tells nothing.
    private ImmutableArray<Option> Options(string id) =>
        [
            .. wrong
                .Select(one => Option(one.Text, false, one.Why))
                .Append(Option(truth, true, situation.Trace.Explanation))
                .OrderBy(option => QuestionText.OptionId(id + option.Id), StringComparer.Ordinal),
        ];

    private static Option Option(string text, bool isRight, string why) =>
        new(QuestionText.OptionId(text), new MarkdownText(text), isRight, new MarkdownText(why), 1);

    private IEnumerable<SectionReference> Telling(string word) =>
        space.Sections.OrderByDescending(section => section.Heading.Contains(word, StringComparison.OrdinalIgnoreCase));
}
