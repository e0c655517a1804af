using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

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
