using System.Collections.Concurrent;
using System.Collections.Immutable;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Content;

/// <summary>Puts what was read file by file together: equal questions merge, links and citations find their sections.</summary>
internal sealed class LibraryBuilder(
    ArticleMap map,
    string revision,
    ImmutableArray<ReadArticle> read,
    ImmutableArray<(ScenarioDocument Scenario, List<Question> Questions)> scenarios,
    ImmutableArray<QuizDraft> quizzes,
    ImmutableArray<GlossaryTerm> glossary,
    ConcurrentBag<ContentProblem> problems
)
{
    private readonly Dictionary<string, Article> bySlug = read.ToDictionary(
        part => part.Article.Slug,
        part => part.Article
    );

    public Library Build()
    {
        var articles = InOrder();
        var known = DistinctScenarios();
        var questions = new QuestionMerge(bySlug, known, problems).Run(
            read.SelectMany(part => part.Questions)
                .Concat(quizzes.SelectMany(quiz => quiz.Questions))
                .Concat(scenarios.SelectMany(part => part.Questions))
        );
        var byId = questions.ToDictionary(question => question.Id);
        var terms = Terms(articles);
        return new Library(
            new LibraryParts
            {
                Map = map,
                Revision = revision,
                Articles = articles,
                Questions = questions,
                Quizzes = Quizzes(articles, byId),
                Flashcards = FlashcardDeck.Of(articles, questions, terms, known),
                Glossary = terms,
                Scenarios = known,
                Topics = Topics(articles, questions, known),
                Problems =
                [
                    .. problems
                        .OrderBy(problem => problem.File, StringComparer.Ordinal)
                        .ThenBy(problem => problem.Line)
                        .ThenBy(problem => problem.Message, StringComparer.Ordinal),
                ],
            }
        );
    }

    private ImmutableArray<Article> InOrder()
    {
        var ordered = read.Select(part => part.Article)
            .OrderBy(article => article.Part ?? int.MaxValue)
            .ThenBy(article => article.SourceFile, StringComparer.Ordinal)
            .ToList();
        var numbered = ordered.Where(article => article.Part is not null).ToList();
        var byTitle = ordered.ToLookup(article => article.Title, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < numbered.Count; i++)
        {
            var article = numbered[i];
            var (before, after) = (i > 0 ? numbered[i - 1] : null, i + 1 < numbered.Count ? numbered[i + 1] : null);
            article.Previous ??= Neighbour(article, before);
            article.Next ??= Neighbour(article, after);
        }
        foreach (var article in ordered)
        {
            article.Previous = Named(article.Previous, byTitle);
            article.Next = Named(article.Next, byTitle);
            article.Related = [.. article.Related.Select(link => Named(link, byTitle)!)];
        }
        return [.. ordered];
    }

    // Numbers that run on within one folder are a series; anything else is chance.
    private static ArticleLink? Neighbour(Article article, Article? other) =>
        other is not null
        && Folder(article) == Folder(other)
        && article.Series == other.Series
        && Math.Abs(article.Part!.Value - other.Part!.Value) == 1
            ? new ArticleLink(other.Title, other.Url, other.Slug)
            : null;

    private static string Folder(Article article) =>
        article.SourceFile[..Math.Max(0, article.SourceFile.LastIndexOf('/'))];

    // An author may name the other article by its title alone, or by its file alone.
    private ArticleLink? Named(ArticleLink? link, ILookup<string, Article> byTitle) =>
        link switch
        {
            { Slug: null, Url: null } when byTitle[link.Title].FirstOrDefault() is { } article => new(
                article.Title,
                article.Url,
                article.Slug
            ),
            { Slug: { } slug, Title: "" } when bySlug.TryGetValue(slug, out var article) => link with
            {
                Title = article.Title,
            },
            _ => link,
        };

    private ImmutableArray<ScenarioDocument> DistinctScenarios()
    {
        var bySlug = new Dictionary<string, ScenarioDocument>();
        foreach (var (scenario, _) in scenarios)
        {
            if (!bySlug.TryAdd(scenario.Slug, scenario))
                Error(
                    scenario.SourceFile,
                    1,
                    $"The slug \"{scenario.Slug}\" is that of {bySlug[scenario.Slug].SourceFile} too. This scenario is left out"
                );
        }
        return [.. bySlug.Values.OrderBy(scenario => scenario.Slug, StringComparer.Ordinal)];
    }

    private ImmutableArray<Quiz> Quizzes(ImmutableArray<Article> articles, Dictionary<string, Question> byId)
    {
        var built = new Dictionary<string, Quiz>();
        foreach (var draft in quizzes)
        {
            var questions = Kept(draft.Questions, draft.File, byId);
            var quiz = new Quiz(
                draft.Id,
                draft.Title,
                draft.Description is null ? null : new MarkdownText(draft.Description, draft.Links),
                draft.Level,
                draft.Topics,
                questions,
                draft.File
            );
            if (!built.TryAdd(quiz.Id, quiz))
                Error(
                    quiz.SourceFile,
                    1,
                    $"The quiz id \"{quiz.Id}\" is that of {built[quiz.Id].SourceFile} too. This quiz is left out"
                );
        }
        // An article's own questions make a quiz, so that a series without quiz files has some too.
        var found = read.ToDictionary(part => part.Article, part => part.Questions);
        foreach (var article in articles)
        {
            var questions = Kept(found[article], article.SourceFile, byId);
            if (!questions.IsEmpty)
                built.TryAdd(
                    article.Slug,
                    new Quiz(
                        article.Slug,
                        article.Title,
                        article.Description,
                        article.Level,
                        article.Topics,
                        questions,
                        article.SourceFile
                    )
                );
        }
        return [.. built.Values];
    }

    private static ImmutableArray<Question> Kept(
        IEnumerable<Question> questions,
        string file,
        Dictionary<string, Question> byId
    ) =>
        [
            .. questions
                .Select(question => byId.GetValueOrDefault(question.Id))
                .OfType<Question>()
                .Where(question => question.SourceFile == file)
                .DistinctBy(question => question.Id),
        ];

    /// <summary>The glossary's terms, then what articles define and it does not.</summary>
    private ImmutableArray<GlossaryTerm> Terms(ImmutableArray<Article> articles)
    {
        var terms = glossary.ToDictionary(term => term.Id);
        var ordered = new List<GlossaryTerm>(glossary);
        foreach (var article in articles)
        {
            foreach (var definition in article.Definitions)
            {
                var id = GlossaryReader.TermId(definition.Term);
                var term = new GlossaryTerm(
                    id,
                    definition.Term,
                    [],
                    definition.Text,
                    article.SourceFile,
                    definition.Line,
                    article.Slug,
                    definition.Anchor
                );
                if (terms.TryAdd(id, term))
                    ordered.Add(term);
            }
        }
        return [.. ordered];
    }

    private static ImmutableArray<Topic> Topics(
        ImmutableArray<Article> articles,
        ImmutableArray<Question> questions,
        ImmutableArray<ScenarioDocument> scenarios
    )
    {
        var inArticles = articles.SelectMany(article => article.Topics).CountBy(topic => topic).ToDictionary();
        var inQuestions = questions.CountBy(question => question.Topic).ToDictionary();
        var inScenarios = scenarios.SelectMany(scenario => scenario.Topics).CountBy(topic => topic).ToDictionary();
        return
        [
            .. inArticles
                .Keys.Union(inQuestions.Keys)
                .Union(inScenarios.Keys)
                .Order(StringComparer.Ordinal)
                .Select(id => new Topic(
                    id,
                    inArticles.GetValueOrDefault(id),
                    inQuestions.GetValueOrDefault(id),
                    inScenarios.GetValueOrDefault(id)
                )),
        ];
    }

    private void Error(string file, int line, string message) =>
        problems.Add(new(file, line, ProblemSeverity.Error, message + "."));
}
