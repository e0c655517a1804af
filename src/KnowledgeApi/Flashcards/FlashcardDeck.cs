using System.Collections.Immutable;
using System.Text.RegularExpressions;
using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Flashcards;

/// <summary>The cards that a library's content gives.</summary>
internal static partial class FlashcardDeck
{
    public const string GlossaryDeck = "glossary";
    public const string ScenarioDeck = "scenarios";

    public static ImmutableArray<Flashcard> Of(
        IEnumerable<Article> articles,
        IEnumerable<Question> questions,
        IEnumerable<GlossaryTerm> glossary,
        IEnumerable<ScenarioDocument> scenarios
    ) =>
        [
            .. articles
                .SelectMany(OfArticle)
                .Concat(questions.Select(OfQuestion).OfType<Flashcard>())
                .Concat(glossary.Where(term => term.ArticleSlug is null).Select(OfTerm))
                .Concat(scenarios.Select(OfScenario).OfType<Flashcard>())
                .DistinctBy(card => card.Id),
        ];

    private static IEnumerable<Flashcard> OfArticle(Article article)
    {
        foreach (var definition in article.Definitions)
        {
            var section = article.Sections.First(section => section.Anchor == definition.Anchor);
            var front = new MarkdownText($"What does **{definition.Term}** mean?");
            yield return Card(article, FlashcardKind.Definition, definition.Term, front, definition.Text, section);
        }
        var takeaways = article.Sections.FirstOrDefault(section =>
            HeadingRoles.Of(section.Heading) == HeadingRole.Takeaways
        );
        for (var i = 0; takeaways is not null && i < article.KeyTakeaways.Length; i++)
        {
            var takeaway = article.KeyTakeaways[i];
            var gaps = Emphasis().Replace(takeaway.Markdown, "**____**");
            var front =
                gaps != takeaway.Markdown
                    ? gaps
                    : $"Key takeaway {i + 1} of {article.KeyTakeaways.Length} of “{article.Title}”?";
            yield return Card(
                article,
                FlashcardKind.Takeaway,
                takeaway.Text,
                new MarkdownText(front),
                takeaway,
                takeaways
            );
        }
    }

    private static Flashcard Card(
        Article article,
        FlashcardKind kind,
        string identity,
        MarkdownText front,
        MarkdownText back,
        Section section
    ) =>
        new(
            QuestionText.GeneratedId($"{article.Slug}-{kind}".ToLowerInvariant(), identity),
            article.Slug,
            kind,
            article.Topics[0],
            article.Level,
            front,
            back,
            article.Slug,
            section.Heading,
            section.Anchor,
            section.Url
        );

    private static Flashcard? OfQuestion(Question question)
    {
        var back = KeyText.Of(question);
        return back is null
            ? null
            : new Flashcard(
                $"card-{question.Id}",
                question.ArticleSlug ?? question.Topic,
                FlashcardKind.Question,
                question.Topic,
                question.Level,
                question.Prompt,
                back,
                question.ArticleSlug,
                question.Section,
                question.Anchor,
                question.Sections.IsEmpty ? null : question.Sections[0].Url
            );
    }

    private static Flashcard OfTerm(GlossaryTerm term) =>
        new(
            $"glossary-{term.Id}",
            GlossaryDeck,
            FlashcardKind.Glossary,
            GlossaryDeck,
            Level.Junior,
            new MarkdownText($"What does **{term.Term}** mean?"),
            term.Definition,
            null,
            null,
            null,
            null
        );

    // The story is the front; what its requests come to is the back.
    private static Flashcard? OfScenario(ScenarioDocument scenario)
    {
        var told = scenario
            .Requests.Where(request => request is { Name: not null, Expect: not null })
            .Select(request => $"- {request.Name}: {Verdict(request)}")
            .ToList();
        return told.Count == 0
            ? null
            : new Flashcard(
                $"scenario-{scenario.Slug}",
                ScenarioDeck,
                FlashcardKind.Scenario,
                scenario.Topics[0],
                scenario.Level,
                new MarkdownText(
                    $"**{scenario.Title}**\n\n{scenario.Summary}\n\nWhat becomes of each request?\n\n{string.Join('\n', scenario.Requests.Where(request => request is { Name: not null, Expect: not null }).Select(request => $"- {request.Name}"))}"
                ),
                new MarkdownText(string.Join('\n', told)),
                scenario.ArticleSlug,
                null,
                null,
                null
            );
    }

    private static string Verdict(ScenarioRequest request)
    {
        var expect = request.Expect!.Value;
        foreach (var field in (ReadOnlySpan<string>)["verdict", "rcode"])
            if (expect.TryGetProperty(field, out var value))
                return value.ToString();
        return expect.ToString();
    }

    [GeneratedRegex(@"\*\*[^*\n]+\*\*|`[^`\n]+`")]
    private static partial Regex Emphasis();
}
