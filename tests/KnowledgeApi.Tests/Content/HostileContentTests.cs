using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using KnowledgeApi.Content;

namespace KnowledgeApi.Tests.Content;

public class HostileContentTests
{
    public static TheoryData<string, byte[], int, string> Unreadable =>
        new()
        {
            { "a.md", [(byte)'x', (byte)'\n', 0, 1, 2], 2, "NUL" },
            { "a.md", [.. "one\ntwo\n"u8, 0xC3, 0x28], 3, "UTF-8" },
            { "a.txt", [0xFF, 0xD8, 0xFF, 0xE0], 1, "UTF-8" },
            { "a.md", Encoding.UTF8.GetBytes(new string('a', 2 * 1024 * 1024 + 1)), 1, "bytes" },
            { "a.md", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("> ", 5000)) + "x"), 1, "parsed" },
            { "a.md", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("- ", 5000)) + "x"), 1, "parsed" },
        };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_cannot_be_read_is_named_and_costs_nothing_else(string file, byte[] bytes, int line, string reason)
    {
        using var content = new TemporaryContent();
        var library = content.With(file, bytes).With("b.md", "# Served").Load();
        Assert.Equal("Served", Assert.Single(library.Articles).Title);
        var problem = Assert.Single(library.Problems);
        Assert.Equal((file, line, ProblemSeverity.Error), (problem.File, problem.Line, problem.Severity));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: T\n---\n# H")]
    [InlineData("---\n: : :\n---\n# H")]
    [InlineData("---\n- a list\n---\n# H")]
    [InlineData("---\n\"unclosed\n---\n# H")]
    [InlineData("---\ntitle: [1, {a: b}]\ntags: {a: b}\npart: many\nlevel: []\nsources: 7\nprevious: [x]\n---\n# H")]
    [InlineData("---\n---\n# H")]
    [InlineData("---\n---\n")]
    [InlineData("---")]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData(":::")]
    [InlineData("::: question")]
    [InlineData("::: question\n:::")]
    [InlineData("# \n\n## \n\n### {#x}\n\n## FAQ\n\n?\n\n- ?\n\n**?**\n\nQ:\nA:\n\n<details><summary>?</summary>")]
    [InlineData("## FAQ\n\n|?|\n|-|\n|?|\n\n<details>\n<summary>")]
    [InlineData("[a]: #b\n[^1]: note\n\n[a][^1]")]
    public void Odd_files_are_served_as_well_as_can_be(string text)
    {
        foreach (var file in new[] { "a.md", "a.txt" })
        {
            var library = TemporaryContent.Of(file, text);
            var article = Assert.Single(library.Articles);
            Assert.NotEmpty(article.Title);
            Assert.NotEmpty(article.Sections);
            Assert.NotNull(article.Html);
        }
    }

    /// <summary>Signs of other tools' markup, again and again, on one line and on many.</summary>
    public static TheoryData<string> Repeated =>
        [
            "{% a %}",
            "{{< a >}}",
            "{: a",
            "[[",
            "![[a",
            "[[a|",
            "[http://a ",
            "<Tab a>",
            "<tr><td>a</td>",
            "<li>a</li>",
            "<dt>a</dt>",
            "<h2>",
            "<pre>",
            "%%",
            "%% ",
            "• ",
            "✔ a\n",
            "%%\n",
            "Docs Site\n",
            "Home\nA Menu Line\n\n",
            "**TL;DR**: ",
            "← [a](b) ",
            "#a ",
            "> [!a] ",
            "= a\n",
            "What asks here ",
        ];

    [Theory]
    [MemberData(nameof(Repeated))]
    public void Signs_without_end_take_no_time(string sign)
    {
        var started = Stopwatch.StartNew();
        foreach (var count in (int[])[100, 3_800 / sign.Length, 200_000 / sign.Length])
        foreach (var file in (string[])["a.md", "a.txt"])
        foreach (var end in (string[])["", "x", "\n\n## FAQ\n\n**Is it read?** Yes.\n"])
        {
            var library = TemporaryContent.Of(file, string.Concat(Enumerable.Repeat(sign, count)) + end);
            // A parser that gives up says so.
            if (library.Articles.IsEmpty)
                Assert.Contains("too deep", Assert.Single(library.Problems).Message, StringComparison.Ordinal);
        }
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    /// <summary>Whatever is tried at each of them and looks ahead to the end takes minutes.</summary>
    [Theory(Timeout = 10_000)]
    [InlineData("## FAQ\n\n", "?", "a")]
    [InlineData("## FAQ\n\n> **", "?", "a**")]
    [InlineData("## FAQ\n\n- ", "?", "a")]
    [InlineData("## FAQ\n\n", "\uD83D\uDE80", "a?")]
    [InlineData("## FAQ\n\n### ", "1) ", "a?\n\nYes.")]
    public async Task A_long_row_of_signs_takes_no_time(string before, string sign, string after)
    {
        var text = before + string.Concat(Enumerable.Repeat(sign, 300_000)) + after;
        var reading = Task.Run(() => TemporaryContent.Of("a.md", text).Articles, TestContext.Current.CancellationToken);
        Assert.Single(await reading);
    }

    [Fact]
    public void An_article_without_spaces_is_described_by_its_beginning()
    {
        var article = Assert.Single(TemporaryContent.Of("a.md", $"# 服务\n\n{new string('网', 1000)}\n").Articles);
        Assert.StartsWith("网网网", article.Description.Text, StringComparison.Ordinal);
        Assert.InRange(article.Description.Text.Length, 100, 310);
    }

    [Theory]
    [InlineData("> **TL;DR:**\n>\n> Real text.", null)]
    [InlineData("> **TL;DR: Real *text*.**", "Real *text*.")]
    [InlineData("**TL;DR: Real *text*", "Real *text*")]
    [InlineData("TL;DR: Real text.", "Real text.")]
    [InlineData("**TL;DR: Real text.**\n\nMore text.", "Real text.")]
    public void A_short_answer_keeps_its_own_emphasis_and_is_never_a_mark(string markdown, string? answer)
    {
        var article = TemporaryContent.Of("a.md", $"# T\n\nText.\n\n{markdown}\n").Articles[0];
        Assert.Equal(answer, article.ShortAnswer?.Markdown);
    }

    [Fact]
    public void Deep_front_matter_is_reported()
    {
        var library = TemporaryContent.Of("a.md", $"---\ntitle: T\ndeep: {new string('[', 20_000)}\n---\n# H");
        Assert.Equal("T", Assert.Single(library.Articles).Title);
        Assert.Contains("too deep", Assert.Single(library.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem()
    {
        var library = LibraryLoader.Load("/nowhere/at/all");
        Assert.Empty(library.Articles);
        Assert.Contains("/nowhere/at/all", Assert.Single(library.Problems).Message, StringComparison.Ordinal);
    }

    /// <summary>Pieces that mean something to the readers, in any order.</summary>
    private static readonly string[] Pieces =
    [
        "\n",
        "\n\n",
        "# ",
        "## FAQ\n\n",
        "### What is it?\n",
        "- ",
        "1) ",
        "> ",
        "**",
        "_",
        "`",
        "```\n",
        "~~~\n",
        "    ",
        "\t",
        "| a | b |\n",
        "| - | - |\n",
        "What is a Service?",
        " Yes. ",
        "Q: ",
        "A: ",
        "Tags: a, b",
        "Previous: [x](y.md)",
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
        "<!--",
        "-->",
        "::: question {#q type=single}\n",
        "::: question {type=cloze}\n",
        "{{a|b}}",
        "- [x] right",
        "- [ ] wrong — why",
        "\n:::\n",
        "---\n",
        "title: x\n",
        "• ",
        "Home > Blog > Post\n",
        "kind: Service\n",
        "$ kubectl get pods\n",
        "Term: text of it",
        "\uD83D\uDE80",
        "é",
        "\u200B",
        "[a](b.md#c)",
        "= 110 ± 5",
        "key: x | y",
        "{% highlight yaml %}\n",
        "{{< note >}}",
        "{: #a}",
        "[[a#b|c]]",
        "%%",
        "> [!tip]- ",
        "<h2>a</h2>",
        "<li>a</li>",
        "<pre>",
        "<tr><th>a</th></tr>",
        "\u00A0",
        "✔ a\n",
        "= a",
        "a:: b",
        "**TL;DR**",
        "**Q&A**",
        "3 Comments\n",
    ];

    [Property(MaxTest = 300)]
    public Property Whatever_is_put_together_is_read_without_loss_of_order()
    {
        var texts = Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Concat(pieces)).ToArbitrary();
        return Prop.ForAll(
            texts,
            text =>
            {
                foreach (
                    var file in new[] { "a.md", "a.txt", "quizzes/a.md", "glossary.md", "scenarios/a/scenario.md" }
                )
                {
                    var library = TemporaryContent.Of(file, text);
                    Assert.DoesNotContain(
                        library.Problems,
                        problem => problem.Message.Contains("cannot be parsed", StringComparison.Ordinal)
                    );
                    var lines = text.Split('\n').Length;
                    Assert.All(library.Problems, problem => Assert.InRange(problem.Line, 1, lines));
                    foreach (var article in library.Articles)
                    {
                        Assert.Equal(
                            article.Sections.Length,
                            article.Sections.Select(section => section.Anchor).Distinct().Count()
                        );
                        Assert.Equal(
                            article.Sections.Select(section => section.StartLine).Order(),
                            article.Sections.Select(section => section.StartLine)
                        );
                        Assert.All(
                            article.Sections.SelectMany(section => section.Units),
                            unit => Assert.InRange(unit.EndLine, unit.StartLine, lines)
                        );
                        Assert.NotNull(article.Html);
                    }
                    Assert.All(library.Questions, question => Assert.InRange(question.Line, 1, lines));
                }
            }
        );
    }
}
