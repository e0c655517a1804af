using KnowledgeApi.Content;

namespace KnowledgeApi.Tests.Content;

public class SectionTests
{
    private static Article Article(string markdown, string file = "01-a.md") =>
        Assert.Single(TemporaryContent.Of(file, markdown).Articles);

    public static TheoryData<string, string[]> Anchors =>
        new()
        {
            { "# What is a Service?", ["what-is-a-service"] },
            { "## A\n## A\n## A-1\n## A", ["a", "a-1", "a-1-1", "a-2"] },
            { "## `kube-proxy` & iptables", ["kube-proxy--iptables"] },
            { "## C# / .NET: HttpClient", ["c--net-httpclient"] },
            { "## 🚀 Launch", ["-launch"] },
            { "## 🎉", ["section"] },
            { "## Ünïcode — Ähnlich", ["ünïcode--ähnlich"] },
            { "## Сеть Kubernetes", ["сеть-kubernetes"] },
            { "## snake_case and **bold** [link](x.md)", ["snake_case-and-bold-link"] },
            { "## Closed ##", ["closed"] },
            { "Setext\n======\n\nSecond\n------", ["setext", "second"] },
            { "# One\n#### Four\n## Two", ["one", "four", "two"] },
            { "## Named {#own-anchor}", ["own-anchor"] },
        };

    [Theory]
    [MemberData(nameof(Anchors))]
    public void Anchors_follow_GitHub(string markdown, string[] anchors) =>
        Assert.Equal(anchors, Article(markdown).Sections.Select(section => section.Anchor));

    [Theory]
    [InlineData("# Real\n\n```\n# Not\n```\n")]
    [InlineData("# Real\n\n~~~yaml\n# Not\n\n```\n# Nor this\n```\n~~~\n")]
    [InlineData("# Real\n\n    # Not\n")]
    [InlineData("# Real\n\n<!--\n# Not\n\nNor\n===\n-->\n")]
    [InlineData("# Real\r\n\r\n```\r\n# Not\r\n```\r\n")]
    [InlineData("\uFEFF# Real\n\n> # Quoted\n")]
    public void Heading_like_text_in_code_comments_and_quotes_is_text(string markdown) =>
        Assert.Equal("Real", Assert.Single(Article(markdown).Sections).Heading);

    [Fact]
    public void Lines_count_from_the_top_of_the_file_with_front_matter_and_any_line_end()
    {
        var article = Article("---\r\ntitle: T\r\n---\r\n\r\n# One\r\n\r\ntext\r\n\r\n## Two\r\n\r\n- a\r\n- b\r\n");
        Assert.Equal([5, 9], article.Sections.Select(section => section.StartLine));
        Assert.Equal([11, 12], article.Sections[1].Units.Select(unit => unit.StartLine));
        Assert.Equal(["T", "One", "Two"], article.Sections[1].Path);
    }

    [Fact]
    public void Html_keeps_tables_and_anchors_and_drops_what_could_run()
    {
        var article = Article(
            "# T\n\n<script>alert(1)</script><iframe src='x'></iframe><b onclick='x()' style='position:fixed' id='app'>b</b>\n\n"
                + "[j](javascript:alert(1)) ![d](data:text/html,x)\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```yaml\na: 1\n```\n\n"
                + "<details><summary>More</summary>\n\ntext\n\n</details>\n"
        );
        Assert.DoesNotContain("script", article.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("iframe", article.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", article.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", article.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("data:", article.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"app\"", article.Html, StringComparison.Ordinal);
        Assert.Contains("<h1 id=\"t\">", article.Html, StringComparison.Ordinal);
        Assert.Contains("<table>", article.Html, StringComparison.Ordinal);
        Assert.Contains("<code class=\"language-yaml\">", article.Html, StringComparison.Ordinal);
        Assert.Contains("<summary>More</summary>", article.Html, StringComparison.Ordinal);
    }
}
