using System.Text.Json;
using KnowledgeApi.Hosting;
using ModelContextProtocol.Client;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>Sessions over the protocol, which itself has none.</summary>
public sealed class PracticeToolTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task ASession_GoesOnByItsHandle_AndTellsAtItsEnd()
    {
        await using var first = await McpTests.ConnectAsync(app);
        var started = await CallAsync(first, """{"action": "start", "mode": "exam", "count": 2, "seed": 4}""");
        var handle = started.GetProperty("handle").GetString()!;
        var texts = "";
        for (var turn = started; turn.TryGetProperty("question", out var question); )
        {
            // Another client, maybe of another replica.
            await using var next = await McpTests.ConnectAsync(app);
            Assert.DoesNotContain("\"key\"", turn.GetRawText());
            texts += question.GetProperty("id").GetString();
            var early = await McpTests.CallAsync(
                next,
                "practice",
                $$"""{"action": "report", "handle": "{{handle}}"}"""
            );
            Assert.True(early.IsError);
            Assert.Contains("action end", McpTests.Text(early));
            turn = await CallAsync(
                next,
                $$"""{"action": "answer", "handle": "{{handle}}", "questionId": "{{question.GetProperty("id")}}", "skip": true}"""
            );
            Assert.False(turn.TryGetProperty("grade", out _));
        }
        var report = await CallAsync(first, $$"""{"action": "report", "handle": "{{handle}}"}""");
        Assert.Equal(0, report.GetProperty("report").GetProperty("score").GetDouble());
        foreach (var item in report.GetProperty("report").GetProperty("items").EnumerateArray())
            Assert.Contains(item.GetProperty("question").GetProperty("id").GetString()!, texts);
    }

    [Fact]
    public async Task ALongReport_IsReadInParts()
    {
        await using var client = await McpTests.ConnectAsync(app);
        var started = await CallAsync(client, """{"action": "start", "mode": "exam", "count": 40, "seed": 4}""");
        var handle = started.GetProperty("handle").GetString();
        await CallAsync(client, $$"""{"action": "end", "handle": "{{handle}}"}""");
        var items = 0;
        for (string? cursor = ""; cursor is not null; )
        {
            var part = await CallAsync(
                client,
                $$"""{"action": "report", "handle": "{{handle}}", "cursor": "{{cursor}}", "maxTokens": 2000}"""
            );
            Assert.InRange(JsonSerializer.Serialize(part, Json.Options).Length, 1, 8_000);
            items += part.GetProperty("report").GetProperty("items").GetArrayLength();
            cursor = part.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        Assert.Equal(started.GetProperty("total").GetInt32(), items);
    }

    [Fact]
    public async Task ALearnersSession_IsTheirsAlone()
    {
        var learner = await (await app.CreateClient().SendAsync(HttpMethod.Post, "/api/v1/learners", "{}")).JsonAsync();
        await using var own = await McpTests.ConnectAsync(app, key: (string)learner["key"]!);
        var started = await CallAsync(own, """{"action": "start", "count": 1}""");
        Assert.False(started.TryGetProperty("expiresAt", out _));
        await using var stranger = await McpTests.ConnectAsync(app);
        var refused = await McpTests.CallAsync(
            stranger,
            "practice",
            $$"""{"action": "next", "handle": "{{started.GetProperty("handle")}}"}"""
        );
        Assert.True(refused.IsError);
    }

    [Fact]
    public async Task ALearnersCard_IsShownFrontFirst_AndComesAgainAsRated()
    {
        var learner = await (await app.CreateClient().SendAsync(HttpMethod.Post, "/api/v1/learners", "{}")).JsonAsync();
        await using var client = await McpTests.ConnectAsync(app, key: (string)learner["key"]!);
        var due = await ReviewAsync(client, """{"action": "due", "limit": 2}""");
        var card = due.GetProperty("cards")[0].GetProperty("id").GetString();
        Assert.DoesNotContain("\"back\"", due.GetRawText());
        var revealed = await ReviewAsync(client, $$"""{"action": "reveal", "cardId": "{{card}}"}""");
        Assert.NotEmpty(revealed.GetProperty("card").GetProperty("back").GetString()!);
        var rated = await ReviewAsync(client, $$"""{"action": "rate", "cardId": "{{card}}", "rating": "easy"}""");
        Assert.True(rated.GetProperty("memory").GetProperty("scheduledDays").GetInt32() > 0);
        var left = await ReviewAsync(client, """{"action": "due", "limit": 2}""");
        Assert.NotEqual(card, left.GetProperty("cards")[0].GetProperty("id").GetString());
        await ReviewAsync(client, $$"""{"action": "undo", "cardId": "{{card}}"}""");
        await using var stranger = await McpTests.ConnectAsync(app);
        var refused = await McpTests.CallAsync(
            stranger,
            "review_flashcards",
            $$"""{"action": "rate", "cardId": "{{card}}", "rating": "good"}"""
        );
        Assert.Contains("KNOWLEDGE_LEARNER_KEY", McpTests.Text(refused));
    }

    static async Task<JsonElement> ReviewAsync(McpClient client, string arguments)
    {
        var result = await McpTests.CallAsync(client, "review_flashcards", arguments);
        Assert.True(result.IsError is not true, McpTests.Text(result));
        return result.StructuredContent!.Value;
    }

    static async Task<JsonElement> CallAsync(McpClient client, string arguments)
    {
        var result = await McpTests.CallAsync(client, "practice", arguments);
        Assert.True(result.IsError is not true, McpTests.Text(result));
        return result.StructuredContent!.Value;
    }
}
