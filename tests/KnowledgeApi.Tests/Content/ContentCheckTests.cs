using KnowledgeApi.Content;
using KnowledgeApi.Content.Checking;

namespace KnowledgeApi.Tests.Content;

public class ContentCheckTests
{
    private const string Sourced = "---\nsources: [x]\n---\n";

    [Fact]
    public void Our_own_series_passes_in_strict() =>
        Assert.Empty(ContentCheck.Run(Repository.Content, strict: true).Problems);

    [Theory]
    [InlineData("[x](#nowhere)", 4, "no heading")]
    [InlineData(
        "[x](#a) [y](b.md#be) [z](https://x.example/y#z) ![p](picture.png) [s](/docs/) [m](mailto:a@b.c)",
        0,
        ""
    )]
    [InlineData("text\n\n[x](b.md#bee)", 6, "\"#be\"")]
    [InlineData("[x](missing.md)", 4, "no file")]
    [InlineData("![x](missing.png)", 4, "no file")]
    [InlineData("```csharp\nvar x = 1;\nvar y = x +;\n```", 6, "does not compile")]
    [InlineData(
        "```csharp\nvar app = WebApplication.CreateBuilder(args).Build();\napp.MapGet(\"/\", () => \"hi\");\napp.Run();\n```",
        0,
        ""
    )]
    [InlineData(
        "```csharp\npublic record Quote(decimal Price);\n```\n\n```csharp\nvar quote = new Quote(1);\n```",
        0,
        ""
    )]
    [InlineData("```csharp\nvar quote = new Quote(1);\n```", 5, "Quote")]
    [InlineData("```text\nvar y = x +;\n```", 0, "")]
    public void Names_what_an_article_gets_wrong(string body, int line, string reason)
    {
        using var content = new TemporaryContent();
        content
            .With("a.md", Sourced + body + "\n\n# A\n")
            .With("b.md", Sourced + "# B\n\n## Be\n")
            .With("picture.png", "");
        var problems = ContentCheck.Run(content.Path, strict: false).Problems;
        if (line == 0)
            Assert.Empty(problems);
        else
        {
            var problem = Assert.Single(problems);
            Assert.Equal(("a.md", line), (problem.File, problem.Line));
            Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Missing_sources_and_citations_count_only_in_strict()
    {
        using var content = new TemporaryContent();
        content
            .With("a.md", "# A")
            .With("quizzes/q.md", "::: question {#q type=true-false}\nSo?\n\n- [x] True\n- [ ] False\n:::\n");
        var foreign = ContentCheck.Run(content.Path, strict: false);
        var own = ContentCheck.Run(content.Path, strict: true);
        Assert.Equal(
            [ProblemSeverity.Warning, ProblemSeverity.Warning],
            foreign.Problems.Select(problem => problem.Severity)
        );
        Assert.True(foreign.Passed);
        Assert.False(own.Passed);
    }

    [Fact]
    public void Scenarios_are_run()
    {
        var folder = Path.Combine(Repository.Content, "scenarios/selector-matches-nothing");
        using var content = new TemporaryContent();
        foreach (var file in Directory.EnumerateFiles(folder))
            content.With($"scenarios/s/{Path.GetFileName(file)}", File.ReadAllText(file));
        content.With("scenarios/s/solution.yaml", File.ReadAllText(Path.Combine(folder, "manifests.yaml")));
        content.With(
            "scenarios/s/wrong-solved.yaml",
            "# Wrong: it is right.\n" + File.ReadAllText(Path.Combine(folder, "solution.yaml"))
        );
        var story = File.ReadAllText(Path.Combine(folder, "scenario.md"));
        content.With(
            "scenarios/s/scenario.md",
            story.Replace("verdict: refused", "verdict: denied", StringComparison.Ordinal)
        );
        var problems = ContentCheck
            .Run(content.Path, strict: false)
            .Problems.Where(problem => problem.Severity == ProblemSeverity.Error)
            .ToList();
        Assert.Contains(
            problems,
            problem => problem.Message.Contains("expected \"denied\", got \"refused\"", StringComparison.Ordinal)
        );
        Assert.Contains(
            problems,
            problem =>
                problem.File.EndsWith("solution.yaml", StringComparison.Ordinal)
                && problem.Message.Contains("does not meet", StringComparison.Ordinal)
        );
        Assert.Contains(problems, problem => problem.File.EndsWith("wrong-solved.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "content", "check", "CONTENT")]
    [InlineData(1, "content", "check", "CONTENT", "--strict")]
    [InlineData(2, "content", "check", "a", "b")]
    [InlineData(2, "content", "check", "--fast")]
    [InlineData(null, "--urls", "http://localhost:5080")]
    public async Task The_command_ends_with_what_it_found(int? exitCode, params string[] arguments)
    {
        using var content = new TemporaryContent();
        content.With("a.md", "# A");
        using var output = new StringWriter();
        var result = await ContentCheckCommand.RunAsync(
            [.. arguments.Select(argument => argument == "CONTENT" ? content.Path : argument)],
            output,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(exitCode, result);
        if (exitCode is 0 or 1)
            Assert.Contains("a.md:1: The article names no source", output.ToString(), StringComparison.Ordinal);
    }
}
