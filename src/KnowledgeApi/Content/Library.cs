using System.Collections.Frozen;
using System.Collections.Immutable;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Questions;
using KnowledgeApi.Questions.Predicting;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Content;

/// <summary>Everything a content folder holds, read once and never changed; a changed folder gives a new library.</summary>
public sealed class Library
{
    private readonly FrozenDictionary<string, Article> articles;
    private readonly FrozenDictionary<(string Slug, string Anchor), Section> sections;
    private readonly FrozenDictionary<string, Question> questions;
    private readonly FrozenDictionary<string, Quiz> quizzes;
    private readonly FrozenDictionary<string, Flashcard> flashcards;
    private readonly FrozenDictionary<string, GlossaryTerm> terms;
    private readonly FrozenDictionary<string, ScenarioDocument> scenarios;

    private readonly Lazy<PredictionBank> predictions;
    private readonly LibraryParts parts;

    internal Library(LibraryParts parts)
    {
        this.parts = parts;
        Map = parts.Map;
        Revision = parts.Revision;
        Articles = parts.Articles;
        Questions = parts.Questions;
        Quizzes = parts.Quizzes;
        Flashcards = parts.Flashcards;
        Glossary = parts.Glossary;
        Scenarios = parts.Scenarios;
        Topics = parts.Topics;
        Problems = parts.Problems;
        articles = Articles.ToFrozenDictionary(article => article.Slug);
        sections = Articles
            .SelectMany(article => article.Sections)
            .ToFrozenDictionary(section => (section.ArticleSlug, section.Anchor));
        questions = Questions.ToFrozenDictionary(question => question.Id);
        quizzes = Quizzes.ToFrozenDictionary(quiz => quiz.Id);
        flashcards = Flashcards.ToFrozenDictionary(card => card.Id);
        terms = Glossary.ToFrozenDictionary(term => term.Id);
        scenarios = Scenarios.ToFrozenDictionary(scenario => scenario.Slug);
        predictions = new(() => new PredictionBank(this));
    }

    internal ArticleMap Map { get; }

    /// <summary>Questions made of scenarios when they are asked for.</summary>
    internal PredictionBank Predictions => predictions.Value;

    /// <summary>SHA-256 over the paths and bytes of all content files, lower-case hex: equal content, equal revision.</summary>
    public string Revision { get; }

    /// <summary>In the order of the series: by part, then by file.</summary>
    public ImmutableArray<Article> Articles { get; }

    public ImmutableArray<Question> Questions { get; }

    public ImmutableArray<Quiz> Quizzes { get; }

    public ImmutableArray<Flashcard> Flashcards { get; }

    public ImmutableArray<GlossaryTerm> Glossary { get; }

    public ImmutableArray<ScenarioDocument> Scenarios { get; }

    public ImmutableArray<Topic> Topics { get; }

    /// <summary>By file and line.</summary>
    public ImmutableArray<ContentProblem> Problems { get; }

    public Article? FindArticle(string slug) => articles.GetValueOrDefault(slug);

    public Section? FindSection(string slug, string anchor) => sections.GetValueOrDefault((slug, anchor));

    /// <summary>A question of the content, or one made of a scenario under the id it was given.</summary>
    public Question? FindQuestion(string id) => questions.GetValueOrDefault(id) ?? Predictions.Find(id);

    public Quiz? FindQuiz(string id) => quizzes.GetValueOrDefault(id);

    public Flashcard? FindFlashcard(string id) => flashcards.GetValueOrDefault(id);

    public GlossaryTerm? FindTerm(string id) => terms.GetValueOrDefault(id);

    public ScenarioDocument? FindScenario(string slug) => scenarios.GetValueOrDefault(slug);

    /// <summary>The same content with questions completed, wherever they stand.</summary>
    internal Library WithQuestions(Func<Question, Question> complete)
    {
        var completed = Questions.ToDictionary(question => question.Id, complete);
        return new(
            parts with
            {
                Questions = [.. Questions.Select(question => completed[question.Id])],
                Quizzes =
                [
                    .. Quizzes.Select(quiz =>
                        quiz with
                        {
                            Questions = [.. quiz.Questions.Select(question => completed[question.Id])],
                        }
                    ),
                ],
            }
        );
    }

    /// <summary>For an answer that something is absent: the names most like the one asked for, nearest first.</summary>
    public ImmutableArray<string> NearestArticles(string slug) =>
        Nearest.Of(slug, Articles.Select(article => article.Slug));

    public ImmutableArray<string> NearestSections(Article article, string anchor) =>
        Nearest.Of(anchor, article.Sections.Select(section => section.Anchor));

    public ImmutableArray<string> NearestQuestions(string id) =>
        Nearest.Of(id, Questions.Select(question => question.Id));

    public ImmutableArray<string> NearestQuizzes(string id) => Nearest.Of(id, Quizzes.Select(quiz => quiz.Id));

    public ImmutableArray<string> NearestFlashcards(string id) => Nearest.Of(id, Flashcards.Select(card => card.Id));

    public ImmutableArray<string> NearestScenarios(string slug) =>
        Nearest.Of(slug, Scenarios.Select(scenario => scenario.Slug));
}

internal sealed record LibraryParts
{
    public required ArticleMap Map { get; init; }
    public required string Revision { get; init; }
    public required ImmutableArray<Article> Articles { get; init; }
    public required ImmutableArray<Question> Questions { get; init; }
    public required ImmutableArray<Quiz> Quizzes { get; init; }
    public required ImmutableArray<Flashcard> Flashcards { get; init; }
    public required ImmutableArray<GlossaryTerm> Glossary { get; init; }
    public required ImmutableArray<ScenarioDocument> Scenarios { get; init; }
    public required ImmutableArray<Topic> Topics { get; init; }
    public required ImmutableArray<ContentProblem> Problems { get; init; }
}
