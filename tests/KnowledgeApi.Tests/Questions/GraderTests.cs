using System.Text.Json;
using KnowledgeApi.Questions;
using KnowledgeApi.Tests.Content;

namespace KnowledgeApi.Tests.Questions;

public class GraderTests
{
    private const string Blocks = """
        # T

        ::: question {#single type=single}
        Which one?

        - [x] Right {#r} — as it says
        - [ ] Wrong {#w} — as it says not
        - [ ] Also {#a}

        Since.
        :::

        ::: question {#tf type=true-false}
        So?

        - [ ] True {#t}
        - [x] False {#f}
        :::

        ::: question {#multiple type=multiple}
        Which?

        - [x] A {#a}
        - [x] B {#b}
        - [ ] C {#c}
        - [ ] D {#d}
        :::

        ::: question {#numeric type=numeric}
        How many Pods fit?

        = 110 ± 2
        :::

        ::: question {#bytes type=numeric}
        How large?

        = 1,500.5 ± 0 bytes
        :::

        ::: question {#order type=order}
        Order.

        1. One {#1}
        2. Two {#2}
        3. Three {#3}
        :::

        ::: question {#match type=match}
        Pair.

        | a | b |
        | --- | --- |
        | **Ingress** | in |
        | Egress | out |
        :::

        ::: question {#cloze type=cloze}
        A {{ClusterIP|virtual IP}} and {{rule}}.
        :::

        ::: question {#short type=short}
        Why does the name time out?

        - key: the policy blocks DNS | look-ups are denied
        - key: port 53
        - not: the Service has no endpoints
        - not: the backend is down

        It covers look-ups too.
        :::

        ## FAQ

        - What is a Service? A stable name. It has an address.
        """;

    private static readonly KnowledgeApi.Content.Library Library = TemporaryContent.Of("a.md", Blocks);

    private static GradeOutcome Answer(string id, string answer) =>
        Grader.Grade(Library.FindQuestion(id)!, JsonDocument.Parse(answer).RootElement);

    [Theory]
    [InlineData("single", """["r"]""", Grade.Correct, 1)]
    [InlineData("single", "\"r\"", Grade.Correct, 1)]
    [InlineData("single", """["w"]""", Grade.Wrong, 0)]
    [InlineData("tf", """["f"]""", Grade.Correct, 1)]
    [InlineData("tf", """["t"]""", Grade.Wrong, 0)]
    [InlineData("multiple", """["b","a"]""", Grade.Correct, 1)]
    [InlineData("multiple", """["a"]""", Grade.Partial, 0.5)]
    [InlineData("multiple", """["a","b","c"]""", Grade.Partial, 0.5)]
    [InlineData("multiple", """["a","b","c","d"]""", Grade.Wrong, 0)]
    [InlineData("multiple", """["c","d"]""", Grade.Wrong, 0)]
    [InlineData("multiple", "[]", Grade.Wrong, 0)]
    [InlineData("numeric", "110", Grade.Correct, 1)]
    [InlineData("numeric", "112.0", Grade.Correct, 1)]
    [InlineData("numeric", "107.99", Grade.Wrong, 0)]
    [InlineData("numeric", "1e400", Grade.Wrong, 0)]
    [InlineData("numeric", "\" 110 \"", Grade.Correct, 1)]
    [InlineData("numeric", "\"110 Pods\"", Grade.Correct, 1)]
    [InlineData("numeric", "\"110,0\"", Grade.Correct, 1)]
    [InlineData("bytes", "\"1,500.5\"", Grade.Correct, 1)]
    [InlineData("bytes", "\"1 500,5 bytes\"", Grade.Correct, 1)]
    [InlineData("bytes", "\"−1500.5\"", Grade.Wrong, 0)]
    [InlineData("order", """["1","2","3"]""", Grade.Correct, 1)]
    [InlineData("order", """["2","3","1"]""", Grade.Partial, 0.5)]
    [InlineData("order", """["3","2","1"]""", Grade.Wrong, 0)]
    [InlineData("match", """{"Ingress":"in","egress":"OUT"}""", Grade.Correct, 1)]
    [InlineData("match", """{"**Ingress**":"in","Egress":"in"}""", Grade.Partial, 0.5)]
    [InlineData("match", "{}", Grade.Wrong, 0)]
    [InlineData("cloze", """{"1":"cluster IP","2":" RULE "}""", Grade.Correct, 1)]
    [InlineData("cloze", """{"1":"virtual ip"}""", Grade.Partial, 0.5)]
    [InlineData("cloze", """{"1":"x","2":""}""", Grade.Wrong, 0)]
    [InlineData("short", "\"The policy blocks the DNS; allow port 53.\"", Grade.Correct, 1)]
    [InlineData("short", "\"Lookups? Look-ups are denied by it: open port 53!\"", Grade.Correct, 1)]
    [InlineData("short", "\"The policy does not block DNS, port 53 is open.\"", Grade.Wrong, 0)]
    [InlineData("short", "\"Something about names\"", Grade.Undecided, 0)]
    [InlineData("short", "\"The Service has no endpoints.\"", Grade.Wrong, 0)]
    [InlineData("short", "\"It is not that the backend is down; the policy blocks DNS on port 53.\"", Grade.Correct, 1)]
    [InlineData("short", "\"The policy blocks DNS on port 53, and the backend is down.\"", Grade.Partial, 0.3333)]
    [InlineData("short", "\"  \"", Grade.Wrong, 0)]
    [InlineData("short", "\"why does the name time out\"", Grade.Wrong, 0)]
    public void Grades(string id, string answer, Grade grade, double score)
    {
        var result = Assert.IsType<GradeResult>(Answer(id, answer));
        Assert.Equal((grade, score), (result.Grade, result.Score));
    }

    [Theory]
    [InlineData("single", """["nowhere"]""", "nowhere")]
    [InlineData("single", "[]", "exactly one")]
    [InlineData("single", """["r","w"]""", "exactly one")]
    [InlineData("single", """["r",1]""", "list of option ids")]
    [InlineData("single", "null", "null")]
    [InlineData("single", "true", "true or false")]
    [InlineData("multiple", """["a","a"]""", "twice")]
    [InlineData("numeric", "\"many\"", "no number")]
    [InlineData("numeric", "\"110 milliseconds\"", "unit")]
    [InlineData("numeric", "[110]", "number")]
    [InlineData("order", """["1","2"]""", "all 3")]
    [InlineData("match", """{"Nothing":"in"}""", "left-hand")]
    [InlineData("match", """{"Ingress":"nowhere"}""", "right-hand")]
    [InlineData("match", """{"Ingress":1}""", "a number")]
    [InlineData("match", """{"Ingress":"in","**Ingress**":"out"}""", "twice")]
    [InlineData("cloze", """{"3":"x"}""", "gaps")]
    [InlineData("cloze", """["x"]""", "object")]
    [InlineData("short", "7", "a text")]
    public void Says_what_is_wrong_with_an_answer_that_is_none(string id, string answer, string mentions)
    {
        var invalid = Assert.IsType<InvalidAnswer>(Answer(id, answer));
        Assert.Contains(mentions, $"{invalid.Message} {invalid.Expected}", StringComparison.Ordinal);
        Assert.NotEmpty(invalid.Expected);
    }

    [Fact]
    public void Bounds_what_it_reads()
    {
        foreach (var question in Library.Questions)
        {
            Assert.IsType<InvalidAnswer>(Answer(question.Id, $"\"{new string('a', 20_001)}\""));
            Assert.IsNotType<NeedsSimulation>(Answer(question.Id, $"\"{new string('a', 20_000)}\""));
        }
    }

    [Fact]
    public void Every_key_is_itself_a_right_answer()
    {
        foreach (var question in Library.Questions.Where(question => question.Key is not null))
        {
            var any = question.Type switch
            {
                QuestionType.Numeric => "0",
                QuestionType.Match or QuestionType.Cloze => "{}",
                QuestionType.Order => JsonSerializer.Serialize(question.Options.Select(option => option.Id)),
                _ => $"""["{question.Options[^1].Id}"]""",
            };
            var key = Assert.IsType<GradeResult>(Answer(question.Id, any)).Key;
            var again = Assert.IsType<GradeResult>(Answer(question.Id, JsonSerializer.Serialize(key)));
            Assert.Equal(Grade.Correct, again.Grade);
        }
    }

    [Fact]
    public void Feedback_explains_each_option_and_cites_the_section()
    {
        var result = Assert.IsType<GradeResult>(Answer("single", """["w"]"""));
        Assert.Equal("Wrong", Assert.Single(result.Contradicted).Text);
        Assert.Equal("Right", Assert.Single(result.Missing).Text);
        Assert.Contains("“Wrong” is wrong: as it says not", result.Feedback, StringComparison.Ordinal);
        Assert.Contains("“Right” would have been right: as it says", result.Feedback, StringComparison.Ordinal);
        Assert.EndsWith("Since.", result.Feedback, StringComparison.Ordinal);
        Assert.Equal(
            ("a", "T", "t"),
            (result.Citations[0].Article, result.Citations[0].Section, result.Citations[0].Anchor)
        );
    }

    [Fact]
    public void A_question_out_of_an_article_is_for_its_reader_to_judge()
    {
        var question = Library.Questions.Single(question => question.Provenance == Provenance.Generated);
        var result = Assert.IsType<GradeResult>(Answer(question.Id, "\"a name that stays\""));
        Assert.Equal(Grade.Undecided, result.Grade);
        Assert.Equal(["A stable name.", "It has an address."], result.Rubric!.Value.Select(point => point.Text));
        Assert.Equal("A stable name. It has an address.", result.Key);
        Assert.Equal("FAQ", Assert.Single(result.Citations).Section);
    }

    [Fact]
    public void Quotes_an_answer_that_is_one_long_word()
    {
        var text = $"# T\n\n## FAQ\n\n**Why?** {new string('网', 1000)}\n";
        var question = Assert.Single(TemporaryContent.Of("a.md", text).Questions);
        var result = Assert.IsType<GradeResult>(Grader.Grade(question, JsonSerializer.SerializeToElement("No idea")));
        Assert.InRange(Assert.Single(result.Citations).Quote!.Length, 100, 410);
    }
}
