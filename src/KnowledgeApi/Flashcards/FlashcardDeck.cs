using System.Collections.Immutable;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Flashcards;

/// <summary>The cards that a library's content gives.</summary>
internal static class FlashcardDeck
{
    private const string GlossaryDeck = "glossary";
    private const string ScenarioDeck = "scenarios";

    public static ImmutableArray<Flashcard> Of(
        IEnumerable<Article> articles,
        IEnumerable<Question> questions,
        IEnumerable<GlossaryTerm> glossary,
        IEnumerable<ScenarioDocument> scenarios
    ) =>
        [
            .. articles
                .SelectMany(OfArticle)
                .Concat(
                    questions
                        .Where(question => question.Key is not null || question.ReferenceAnswer is not null)
                        .Select(OfQuestion)
                )
                .Concat(glossary.Where(term => term.ArticleSlug is null).Select(OfTerm))
                .Concat(scenarios.Where(scenario => FlashcardSides.Told(scenario).Any()).Select(OfScenario))
                .DistinctBy(card => card.Id),
        ];

    private static IEnumerable<Flashcard> OfArticle(Article article)
    {
        var sections = article.Sections.ToDictionary(section => section.Anchor);
        foreach (var definition in article.Definitions)
            yield return Card(
                article,
                FlashcardKind.Definition,
                definition.Term,
                definition,
                sections[definition.Anchor]
            );
        if (article.KeyTakeaways.IsEmpty)
            yield break;
        var takeaways = article.Sections.FirstOrDefault(section =>
            HeadingRoles.Of(section.Heading) == HeadingRole.Takeaways
        );
        for (var i = 0; takeaways is not null && i < article.KeyTakeaways.Length; i++)
        {
            var takeaway = new Takeaway(article, i);
            yield return Card(article, FlashcardKind.Takeaway, takeaway.Text.Text, takeaway, takeaways);
        }
    }

    private static Flashcard Card(
        Article article,
        FlashcardKind kind,
        string identity,
        object source,
        Section section
    ) =>
        new(source)
        {
            Id = QuestionText.GeneratedId("card", $"{article.Slug} {kind} {identity}"),
            Deck = article.Slug,
            Kind = kind,
            Topic = article.Topics[0],
            Level = article.Level,
            Reference = section.Reference,
        };

    private static Flashcard OfQuestion(Question question) =>
        new(question)
        {
            Id = $"card-{question.Id}",
            Deck = question.ArticleSlug ?? question.Topic,
            Kind = FlashcardKind.Question,
            Topic = question.Topic,
            Level = question.Level,
            Reference = question.Sections.FirstOrDefault(),
        };

    private static Flashcard OfTerm(GlossaryTerm term) =>
        new(term)
        {
            Id = $"glossary-{term.Id}",
            Deck = GlossaryDeck,
            Kind = FlashcardKind.Glossary,
            Topic = GlossaryDeck,
            Level = Level.Junior,
        };

    private static Flashcard OfScenario(ScenarioDocument scenario) =>
        new(scenario)
        {
            Id = $"scenario-{scenario.Slug}",
            Deck = ScenarioDeck,
            Kind = FlashcardKind.Scenario,
            Topic = scenario.Topics[0],
            Level = scenario.Level,
        };
}
