using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Flashcards;

namespace KnowledgeApi.Tests.Content;

public class LibraryTests
{
    [Fact]
    public void Our_own_series_has_no_problem() => Assert.Empty(LibraryLoader.Load(Repository.Content).Problems);

    [Theory]
    [InlineData("a.md", "# A", "b.md", "# A")]
    [InlineData("a.md", "# A", "a.md", "# B")]
    [InlineData("a.md", "# A", "a.md", "# A\n")]
    public void The_revision_tells_content_apart(string file, string text, string otherFile, string otherText)
    {
        using var content = new TemporaryContent();
        using var same = new TemporaryContent();
        using var other = new TemporaryContent();
        var revision = content.With(file, text).Load().Revision;
        Assert.Equal(revision, same.With(file, text).Load().Revision);
        Assert.Equal(revision, LibraryLoader.RevisionOf(same.Path));
        Assert.NotEqual(revision, other.With(otherFile, otherText).Load().Revision);
    }

    [Fact]
    public void Folders_decide_what_a_file_is()
    {
        using var content = new TemporaryContent();
        var library = content
            .With("01-a.md", "# A")
            .With("deep/er/02_b.MD", "# B")
            .With("c.txt", "C\n\nText of it.")
            .With("README.rst", "no")
            .With(".hidden/d.md", "# D")
            .With("glossary.md", "- **Term**: text of it")
            .With("quizzes/notes.txt", "no")
            .With("quizzes/q.md", "no question")
            .With("scenarios/README.md", "no")
            .With("scenarios/s/scenario.md", "Story.")
            .With("scenarios/s/notes.md", "no")
            .Load();
        Assert.Equal(["a", "b", "c"], library.Articles.Select(article => article.Slug));
        Assert.Equal("s", Assert.Single(library.Scenarios).Slug);
        Assert.Equal("Term", Assert.Single(library.Glossary).Term);
        Assert.False(library.FindScenario("s")!.Runnable);
    }

    [Fact]
    public void Neighbours_come_from_links_titles_or_numbers()
    {
        using var content = new TemporaryContent();
        var library = content
            .With("1-a.md", "# A")
            .With("2-b.md", "# B\n\nNext: Dee")
            .With("3-c.md", "# C\n\nPrevious: [somewhere else](https://example.com/x)")
            .With("9-d.md", "# Dee")
            .Load();
        Assert.Equal((null, "b"), (library.FindArticle("a")!.Previous?.Slug, library.FindArticle("a")!.Next?.Slug));
        Assert.Equal("d", library.FindArticle("b")!.Next?.Slug);
        Assert.Equal("https://example.com/x", library.FindArticle("c")!.Previous?.Url);
        Assert.Null(library.FindArticle("d")!.Previous);
    }

    [Fact]
    public void Links_between_articles_lead_to_their_addresses()
    {
        using var content = new TemporaryContent();
        content.With(
            "articles/01-a.md",
            "# A\n\n[b](./02-b.md#part) [own](#a) [out](https://x.example/) [file](picture.png) [s](../scenarios/s/scenario.md)"
        );
        content
            .With("articles/02-b.md", "# B\n\n## Part")
            .With("scenarios/s/scenario.md", "[a](../../articles/01-a.md)");
        var library = LibraryLoader.Load(
            content.Path,
            new LoadOptions { BaseUrl = new Uri("https://learn.example/base/") }
        );
        var html = library.FindArticle("a")!.Html;
        Assert.Contains("href=\"https://learn.example/base/api/v1/articles/b#part\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#a\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://x.example/\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"picture.png\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://learn.example/base/api/v1/scenarios/s\"", html, StringComparison.Ordinal);
        Assert.Contains("/articles/a\"", library.FindScenario("s")!.Story.Html, StringComparison.Ordinal);
        Assert.Equal("https://learn.example/base/api/v1/articles/b#part", library.FindSection("b", "part")!.Url);
    }

    [Theory]
    [InlineData("kubernetes-netwroking", "kubernetes-networking")]
    [InlineData("networking", "kubernetes-networking")]
    [InlineData("KUBERNETES-NETWORKING", "kubernetes-networking")]
    public void What_is_not_there_may_have_been_meant_otherwise(string asked, string meant)
    {
        using var content = new TemporaryContent();
        var library = content.With("kubernetes-networking.md", "# A").With("storage.md", "# B").Load();
        Assert.Equal(meant, library.NearestArticles(asked)[0]);
        Assert.Equal(["kubernetes-networking", "storage"], library.NearestArticles("zzzzzz"));
        Assert.Equal("kubernetes-networking", library.NearestArticles(new string('k', 1_000_000))[0]);
    }

    [Fact]
    public void The_glossary_has_synonyms_and_symptoms_and_what_articles_define()
    {
        using var content = new TemporaryContent();
        var library = content
            .With(
                "glossary.md",
                "# Glossary\n\n- **Cluster IP** (ClusterIP; VIP (virtual IP); \"no ping\"): The address.\n- **MTU**: The largest packet.\n- `ndots` (dots): A resolver option.\n- **MTU**: Again.\n- no term\n"
            )
            .With("a.md", "# A\n\n- **MTU**: known already.\n- **Overlay**: a network on a network.\n")
            .Load();
        Assert.Equal(["ClusterIP", "VIP (virtual IP)"], library.FindTerm("cluster-ip")!.Synonyms);
        Assert.Equal(["no ping"], library.FindTerm("cluster-ip")!.Symptoms);
        Assert.Equal(["Cluster IP", "MTU", "ndots", "Overlay"], library.Glossary.Select(term => term.Term));
        Assert.Equal("The largest packet.", library.FindTerm("mtu")!.Definition.Markdown);
        Assert.Equal("a", library.FindTerm("overlay")!.ArticleSlug);
        Assert.Equal([6, 7], library.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void A_timeline_that_cannot_run_is_reported_by_field_and_left_out()
    {
        using var content = new TemporaryContent();
        var library = content
            .With(
                "scenarios/shop/scenario.md",
                """
                ---
                title: Shop
                timeline:
                  durationSeconds: 10
                  pods: {replicas: 1}
                  clients: [{name: a, requestsPerSecond: -1}]
                  events: [{at: 1, type: meteor}]
                ---
                Story.
                """
            )
            .Load();

        Assert.Null(Assert.Single(library.Scenarios).Timeline);
        Assert.Equal(
            [
                "\"timeline.clients[0].requestsPerSecond\": -1 is out of range",
                "\"timeline.events[0].type\": It is missing",
            ],
            library
                .Problems.Where(p => p.Message.StartsWith("\"timeline", StringComparison.Ordinal))
                .Select(p => p.Message.Split([" or ", ". "], 2, default)[0])
        );
    }

    [Fact]
    public void A_scenario_keeps_its_requests_as_they_are_sent()
    {
        using var content = new TemporaryContent();
        var library = content
            .With(
                "scenarios/07-shop/scenario.md",
                """
                ---
                title: Shop
                topics: [dns, services]
                level: senior
                requests:
                  - name: First
                    from: {pod: a/b}
                    to: {url: "http://c/", port: 80, headers: {X: "1"}}
                    expect: {verdict: delivered, weights: {a/c: 0.5}, masquerade: false}
                  - from: {pod: a/b}
                goals:
                  - {from: {external: 1.2.3.4}, to: {dns: c, type: A}}
                hints: ["Look, closer", two]
                timeline: {durationSeconds: 10, pods: {replicas: 1}, clients: [{name: a, requestsPerSecond: 1}]}
                ---
                Story.

                ::: question {#lab type=lab scenario=07-shop}
                Mend it.
                :::
                """
            )
            .With("scenarios/07-shop/manifests.yaml", "kind: Service")
            .With("scenarios/07-shop/wrong-port.yaml", "# Wrong: the port is not it.\nkind: Service")
            .Load();
        var scenario = Assert.Single(library.Scenarios);
        Assert.Equal(("07-shop", "Shop", Level.Senior), (scenario.Slug, scenario.Title, scenario.Level));
        var request = Assert.Single(scenario.Requests);
        Assert.Equal(("First", 6), (request.Name, request.Line));
        Assert.Equal(
            """{"from":{"pod":"a/b"},"to":{"url":"http://c/","port":80,"headers":{"X":"1"}}}""",
            request.Request.GetRawText()
        );
        Assert.Equal(
            """{"verdict":"delivered","weights":{"a/c":0.5},"masquerade":false}""",
            request.Expect!.Value.GetRawText()
        );
        Assert.Equal(
            "1.2.3.4",
            Assert.Single(scenario.Goals).Request.GetProperty("from").GetProperty("external").GetString()
        );
        Assert.Equal(["Look, closer", "two"], scenario.Hints);
        Assert.Equal("Wrong: the port is not it.", Assert.Single(scenario.WrongFixes).Why);
        Assert.Equal(JsonValueKind.Object, scenario.Timeline!.Value.ValueKind);
        Assert.Equal("lab", Assert.Single(library.Questions).Id);
        Assert.Contains(
            library.Problems,
            problem => problem.Line == 10 && problem.Message.Contains("\"requests[1]\" lacks", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Cards_come_from_definitions_takeaways_questions_and_the_glossary()
    {
        using var content = new TemporaryContent();
        var library = content
            .With(
                "a.md",
                "# A\n\n- **Pod**: a group of containers.\n\n## Key takeaways\n\n- Use `kubectl` well.\n\n## FAQ\n\n- Is it? It is.\n- No answer?"
            )
            .With("glossary.md", "- **MTU**: The largest packet.")
            .Load();
        Assert.Equal(
            [
                (FlashcardKind.Definition, "What does **Pod** mean?", "a group of containers."),
                (FlashcardKind.Takeaway, "Use **____** well.", "Use `kubectl` well."),
                (FlashcardKind.Question, "Is it?", "It is."),
                (FlashcardKind.Glossary, "What does **MTU** mean?", "The largest packet."),
            ],
            library.Flashcards.Select(card => (card.Kind, card.Front.Markdown, card.Back.Markdown))
        );
        Assert.All(library.Flashcards, card => Assert.Same(card, library.FindFlashcard(card.Id)));
    }

    [Fact]
    public void Articles_without_quiz_files_have_a_quiz_of_their_questions()
    {
        var library = TemporaryContent.Of("a.md", "# A\n\n## FAQ\n\n- One? 1.\n- Two? 2.");
        Assert.Equal(["One?", "Two?"], library.FindQuiz("a")!.Questions.Select(question => question.Prompt.Text));
    }
}
