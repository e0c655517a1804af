using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Tests.Content;

namespace KnowledgeApi.Tests.Questions;

public class QuestionBlockTests
{
    [Theory]
    [InlineData("{type=single}\nQ?\n\n- [x] a", 1, "one option")]
    [InlineData("{type=single}\nQ?\n\n- [x] a\n- [x] b", 1, "2 options marked [x]")]
    [InlineData("{type=single}\nQ?\n\n- [ ] a\n- [ ] b", 1, "0 options marked [x]")]
    [InlineData("{type=single}\nQ?", 1, "no options")]
    [InlineData("{type=single}\n- [x] a\n- [ ] b", 1, "no text before")]
    [InlineData("{type=single}\nQ?\n\n- [x] a\n- [ ] a", 5, "are the same")]
    [InlineData("{type=single}\nQ?\n\n- [x] a {#o}\n- [ ] b {#o}", 5, "are the same")]
    [InlineData("{type=single}\nQ?\n\n- [x] a\n- b", 5, "lacks its box")]
    [InlineData("{type=true-false}\nQ?\n\n- [x] a\n- [ ] b\n- [ ] c", 1, "has two")]
    [InlineData("{type=multiple}\nQ?\n\n- [ ] a\n- [ ] b", 1, "at least one")]
    [InlineData("{type=numeric}\nQ?", 1, "no number")]
    [InlineData("{type=numeric}\nQ?\n\n= many", 4, "no number with a tolerance")]
    [InlineData("{type=order}\nQ?\n\n- a\n- b", 1, "no numbered list")]
    [InlineData("{type=match}\nQ?", 1, "no table")]
    [InlineData("{type=match}\nQ?\n\n| a | b | c |\n| - | - | - |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |", 6, "3 columns")]
    [InlineData("{type=cloze}\nNo gap here.", 1, "no gap")]
    [InlineData("{type=cloze}\nA {{ | }} gap.", 1, "holds no word")]
    [InlineData("{type=short}\nQ?\n\n- not: x\n\nA.", 1, "no \"key:\" line")]
    [InlineData("{type=short}\nQ?\n\n- key: x\n- other\n\nA.", 5, "neither")]
    [InlineData("{type=short}\nQ?\n\n- key: |\n\nA.", 4, "says nothing")]
    [InlineData("{type=predict request=1}\nQ?", 1, "names no scenario")]
    [InlineData("{type=predict scenario=s}\nQ?", 1, "which request")]
    [InlineData("{type=predict scenario=s request=0}\nQ?", 1, "number from 1")]
    [InlineData("{type=predict scenario=s request=9}\nQ?", 1, "1 requests, not 9")]
    [InlineData("{type=predict scenario=story request=1}\nQ?", 1, "no manifests")]
    [InlineData("{type=lab scenario=s}\nQ?", 1, "no goals")]
    [InlineData("{type=lab scenario=none}\nQ?", 1, "does not exist")]
    [InlineData("{type=guess}\nQ?", 1, "\"guess\"; expected single")]
    [InlineData("\nQ?", 1, "type is missing")]
    [InlineData("{type=single}\n", 1, "is empty")]
    public void Names_the_line_and_the_mistake_and_leaves_the_question_out(string block, int line, string reason)
    {
        using var content = new TemporaryContent();
        var library = content
            .With(
                "quizzes/q.md",
                $"::: question {block}\n:::\n\n::: question {{#good type=true-false}}\nSo?\n\n- [x] True\n- [ ] False\n:::\n"
            )
            .With(
                "scenarios/s/scenario.md",
                "---\ntitle: S\nrequests:\n- {from: {pod: a/b}, to: {pod: a/c, port: 80}}\n---\nStory."
            )
            .With("scenarios/s/manifests.yaml", "kind: Pod")
            .With("scenarios/story/scenario.md", "Only a story.")
            .Load();
        Assert.Equal("good", Assert.Single(library.Questions).Id);
        var problem = Assert.Single(library.Problems, problem => problem.File == "quizzes/q.md");
        Assert.Equal((line, ProblemSeverity.Error), (problem.Line, problem.Severity));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_may_be_quoted_and_in_any_order()
    {
        var question = Question("""{level="senior" topics="dns, tls" #id-1 type='single'}""");
        Assert.Equal(("id-1", Level.Senior), (question.Id, question.Level));
        Assert.Equal(["dns", "tls"], question.Topics);
    }

    [Theory]
    [InlineData("{#q type=single}")]
    [InlineData("{ #q type=single }")]
    [InlineData("{#q}")]
    [InlineData("#q type=single")]
    public void An_explicit_id_is_kept(string attributes) => Assert.Equal("q", Question(attributes).Id);

    [Fact]
    public void A_block_cites_the_section_it_links_to_before_the_one_it_stands_in()
    {
        var library = new TemporaryContent()
            .With(
                "01-a.md",
                "# A\n\n## One\n\n::: question {#in type=true-false}\nSo?\n\n- [x] True\n- [ ] False\n\nSee [two](#two) and [b](02-b.md#b).\n:::\n\n## Two\n\ntext"
            )
            .With("02-b.md", "# B\n\ntext")
            .With(
                "quizzes/q.md",
                "---\narticle: a\n---\n::: question {#out type=true-false}\nSo?\n\n- [x] True\n- [ ] False\n\nSee [b](../02-b.md#b).\n:::\n"
            )
            .Load();
        Assert.Equal(["a#two", "a#one", "b#b"], Places(library.FindQuestion("in")!));
        Assert.Equal(["b#b", "a#a"], Places(library.FindQuestion("out")!));
    }

    [Fact]
    public void Equal_generated_questions_merge_and_keep_both_places()
    {
        var library = TemporaryContent.Of(
            "a.md",
            "# A\n\n## Interview questions\n\n- What’s a **Service**?\n\n## FAQ\n\nQ: what's a service ?\nA: A name.\n"
        );
        var question = Assert.Single(library.Questions);
        Assert.Equal("A name.", question.ReferenceAnswer!.Markdown);
        Assert.Equal(["a#interview-questions", "a#faq"], Places(question));
        Assert.Empty(library.Problems);
    }

    [Fact]
    public void A_generated_id_survives_another_file_name_and_place()
    {
        var first = TemporaryContent.Of("03-dns.md", "# T\n\n## FAQ\n\n- What is it? A name.").Questions;
        var second = TemporaryContent
            .Of("x/12-dns.md", "# Other\n\ntext\n\n## Questions\n\n### What IS it?\n\nAnother answer.")
            .Questions;
        Assert.Equal(Assert.Single(first).Id, Assert.Single(second).Id);
    }

    [Fact]
    public void Equal_explicit_ids_name_both_places()
    {
        const string block = "::: question {#same type=true-false}\nSo?\n\n- [x] True\n- [ ] False\n:::\n";
        using var content = new TemporaryContent();
        var library = content.With("quizzes/a.md", block).With("quizzes/b.md", "\n\n" + block).Load();
        Assert.Equal("quizzes/a.md", Assert.Single(library.Questions).SourceFile);
        var problem = Assert.Single(library.Problems, problem => problem.Severity == ProblemSeverity.Error);
        Assert.Equal(("quizzes/b.md", 3), (problem.File, problem.Line));
        Assert.Contains("quizzes/a.md:1", problem.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Places(Question question) =>
        question.Sections.Select(section => $"{section.ArticleSlug}#{section.Anchor}");

    private static Question Question(string attributes) =>
        Assert.Single(
            TemporaryContent.Of("quizzes/q.md", $"::: question {attributes}\nQ?\n\n- [x] a\n- [ ] b\n:::\n").Questions
        );
}
