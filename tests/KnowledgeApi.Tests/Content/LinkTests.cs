using System.Text.RegularExpressions;

namespace KnowledgeApi.Tests.Content;

/// <summary>Whoever gets Markdown over HTTP has no files beside it: links between files come out as addresses.</summary>
public sealed partial class LinkTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Fact]
    public void LinksBetweenFiles_AreAddresses_AndListingsStayAsTheyAre()
    {
        const string Text = """
            # One

            See [two](02-two.md#deep "Two"), [here](#one), [there](https://example.com/02-two.md), [gone](03-gone.md) and [it][it].

            ```markdown
            See [two](02-two.md).
            ```yaml
            See [two](02-two.md).
            ```

            Written `[two](02-two.md)`, read [`two`](02-two.md#deep).

            [it]: <02-two.md>
            """;
        using var content = new TemporaryContent()
            .With("articles/01-one.md", Text)
            .With("articles/02-two.md", "# Two\n\n## Deep\n\nText.");
        var article = content.Load().Articles[0];
        const string Two = "http://localhost:5080/api/v1/articles/two";
        var expected = Text.Replace("two](02-two.md#deep", $"two]({Two}#deep", StringComparison.Ordinal)
            .Replace("two`](02-two.md#deep", $"two`]({Two}#deep", StringComparison.Ordinal)
            .Replace("(#one)", "(http://localhost:5080/api/v1/articles/one#one)", StringComparison.Ordinal)
            .Replace("<02-two.md>", $"<{Two}>", StringComparison.Ordinal);
        Assert.Equal(expected, article.Markdown.Trim());
        Assert.Equal(expected, article.Sections[0].Markdown);
    }

    [Fact]
    public async Task NoArticle_LeadsToAFile()
    {
        var articles = await client.GetJsonAsync("/api/v1/articles?limit=100");
        foreach (var article in articles["items"]!.AsArray())
        {
            var response = await client.SendAsync(
                HttpMethod.Get,
                $"/api/v1/articles/{article!["slug"]}",
                headers: ("Accept", "text/markdown")
            );
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotMatch(FileLink(), text);
        }
    }

    [Fact]
    public async Task AKey_LeadsToTheSectionItRestsOn()
    {
        var answer = await client.SendAsync(
            HttpMethod.Post,
            "/api/v1/questions/np-names-time-out/answers",
            """{"answer": "I would restart it."}"""
        );
        var graded = await answer.JsonAsync();
        Assert.Contains("](http://localhost:5080/api/v1/articles/kubernetes-networking#", (string?)graded["key"]);
        Assert.DoesNotMatch(FileLink(), (string?)graded["key"]);
    }

    [GeneratedRegex(@"\]\([^)\s]*\.md\b")]
    private static partial Regex FileLink();
}
