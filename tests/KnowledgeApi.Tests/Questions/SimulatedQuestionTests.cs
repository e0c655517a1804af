using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Tests.Content;

namespace KnowledgeApi.Tests.Questions;

/// <summary>Questions whose answer is settled by running a cluster.</summary>
public sealed class SimulatedQuestionTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    readonly HttpClient client = app.CreateClient();

    [Theory]
    [InlineData("predict-tradesman", "answered")]
    [InlineData("predict-public-cluster-ip", "unreachable")]
    [InlineData("predict-bare-name", "unresolved")]
    [InlineData("predict-no-endpoints", "refused")]
    public async Task APrediction_IsGradedByTheRun(string id, string verdict)
    {
        var question = await client.GetJsonAsync($"/api/v1/questions/{id}");
        Assert.Equal(6, question["options"]!.AsArray().Count);
        Assert.Equal("correct", (string?)(await Graded(id, new[] { verdict }))["grade"]);
        Assert.Equal("wrong", (string?)(await Graded(id, new[] { "delivered" }))["grade"]);
    }

    [Theory]
    [InlineData("""["delivered", "refused"]""")]
    [InlineData("[]")]
    public async Task ARequestEndsOneWay_SoAnAnswerNamesOne(string answer)
    {
        var response = await Post("predict-no-endpoints", JsonNode.Parse(answer)!);
        Assert.Contains("exactly one", (string)(await response.ProblemAsync(422))["detail"]!);
    }

    [Fact]
    public async Task ARequestThatReachesNoPod_IsPredictedByNamingNone()
    {
        using var content = new TemporaryContent();
        content
            .With(
                "scenarios/nobody/scenario.md",
                """
                ---
                title: Nobody
                topics: [services]
                level: mid
                requests:
                  - from: {pod: shop/client}
                    to: {url: "http://web/"}
                ---
                No Pod is selected.
                """
            )
            .With(
                "scenarios/nobody/manifests.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: client, namespace: shop}
                spec: {containers: [{name: c, image: c}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """
            )
            .With(
                "articles/services.md",
                """
                # Services

                ::: question {#who type=predict scenario=nobody request=1 topic=services level=mid}
                Which Pods get the request?
                :::
                """
            );
        using var host = KnowledgeApp.With(("Content:Path", content.Path));
        using var own = host.CreateClient();
        foreach (var (answer, grade) in ((string, string)[])[("[]", "correct"), ("""["shop/client"]""", "wrong")])
        {
            using var response = await own.SendAsync(
                HttpMethod.Post,
                "/api/v1/questions/who/answers",
                $$"""{"answer": {{answer}}}"""
            );
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.OK, text);
            Assert.Equal(grade, (string?)JsonNode.Parse(text)!["grade"]);
        }
    }

    [Fact]
    public async Task ALab_IsGradedByItsGoals()
    {
        var folder = Path.Combine(Repository.Content, "scenarios", "selector-matches-nothing");
        var mended = await File.ReadAllTextAsync(
            Path.Combine(folder, "solution.yaml"),
            TestContext.Current.CancellationToken
        );
        var broken = await File.ReadAllTextAsync(
            Path.Combine(folder, "manifests.yaml"),
            TestContext.Current.CancellationToken
        );
        var right = await Graded("lab-selector", new { manifests = mended });
        Assert.Equal("correct", (string?)right["grade"]);
        Assert.Empty(right["missing"]!.AsArray());
        var wrong = await Graded("lab-selector", new { manifests = broken });
        Assert.NotEqual("correct", (string?)wrong["grade"]);
        Assert.NotEmpty(wrong["missing"]!.AsArray());
    }

    [Fact]
    public async Task ManifestsThatCannotBeRead_AreToldByLine()
    {
        var response = await Post("lab-selector", new { manifests = "kind: Pod\n  bad: [" });
        Assert.NotNull((await response.ProblemAsync(422))["errors"]![0]!["line"]);
    }

    async Task<JsonNode> Graded(string id, object answer)
    {
        var response = await Post(id, answer);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    Task<HttpResponseMessage> Post(string id, object answer) =>
        client.SendAsync(HttpMethod.Post, $"/api/v1/questions/{id}/answers", JsonSerializer.Serialize(new { answer }));
}
