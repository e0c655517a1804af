using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Tests.Mcp;

/// <summary>Resources, prompts and what is completed in both.</summary>
public sealed class ResourceTests(KnowledgeApp app) : IClassFixture<KnowledgeApp>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Revisions => ["2025-11-25", "2026-07-28"];

    [Theory]
    [MemberData(nameof(Revisions))]
    public async Task WhatIsListed_IsReadable_AndInOrder(string revision)
    {
        await using var client = await McpTests.ConnectAsync(app, revision);
        var resources = await client.ListResourcesAsync(cancellationToken: Cancellation);
        Assert.Equal(resources.Select(r => r.Uri).Order(StringComparer.Ordinal), resources.Select(r => r.Uri));
        Assert.Contains(resources, r => r.Uri == "knowledge://articles/kubernetes-networking");
        foreach (var resource in resources)
        {
            var read = await resource.ReadAsync(cancellationToken: Cancellation);
            var text = Assert.IsType<TextResourceContents>(Assert.Single(read.Contents));
            Assert.Equal((resource.Uri, resource.MimeType), (text.Uri, text.MimeType));
            // A client puts all of it into a model's context.
            Assert.InRange(text.Text.Length, 1, 40_100);
        }
    }

    [Fact]
    public async Task ASection_IsReadByTemplate()
    {
        await using var client = await McpTests.ConnectAsync(app);
        var templates = await client.ListResourceTemplatesAsync(cancellationToken: Cancellation);
        Assert.Equal(
            [
                "knowledge://articles/{slug}",
                "knowledge://articles/{slug}/sections/{anchor}",
                "knowledge://scenarios/{slug}",
            ],
            templates.Select(template => template.UriTemplate)
        );
        var read = await templates[1]
            .ReadAsync(
                new Dictionary<string, object?> { ["slug"] = "kubernetes-networking", ["anchor"] = "service-types" },
                cancellationToken: Cancellation
            );
        Assert.Contains("NodePort", ((TextResourceContents)read.Contents[0]).Text);
    }

    [Theory]
    [InlineData("2026-07-28", McpErrorCode.InvalidParams)]
    [InlineData("2025-11-25", McpErrorCode.ResourceNotFound)]
    public async Task AnUnknownResource_NamesTheNearest(string revision, McpErrorCode code)
    {
        await using var client = await McpTests.ConnectAsync(app, revision);
        var unknown = await Assert.ThrowsAsync<McpProtocolException>(async () =>
            await client.ReadResourceAsync("knowledge://articles/kubernetes-netwrking", cancellationToken: Cancellation)
        );
        Assert.Equal(code, unknown.ErrorCode);
        Assert.Contains("'kubernetes-networking'", unknown.Message);
    }

    [Theory]
    [InlineData("knowledge://articles/{slug}", "slug", "kubernetes-n", null, "kubernetes-networking")]
    [InlineData("knowledge://scenarios/{slug}", "slug", "finance", null, "finance-routing")]
    [InlineData(
        "knowledge://articles/{slug}/sections/{anchor}",
        "anchor",
        "service-t",
        "kubernetes-networking",
        "service-types"
    )]
    public async Task ATemplatesArgument_IsCompleted(
        string template,
        string argument,
        string typed,
        string? slug,
        string expected
    )
    {
        await using var client = await McpTests.ConnectAsync(app);
        var result = await client.CompleteAsync(
            new CompleteRequestParams
            {
                Ref = new ResourceTemplateReference { Uri = template },
                Argument = new() { Name = argument, Value = typed },
                Context = slug is null
                    ? null
                    : new() { Arguments = new Dictionary<string, string> { ["slug"] = slug } },
            },
            Cancellation
        );
        Assert.Equal(expected, result.Completion.Values[0]);
        Assert.InRange(result.Completion.Values.Count, 1, 100);
        Assert.Equal(result.Completion.Total > result.Completion.Values.Count, result.Completion.HasMore);
    }

    [Theory]
    [InlineData("mock_interview", "topic", "dn", "dns")]
    [InlineData("mock_interview", "level", "", "junior")]
    [InlineData("mock_interview", "questions", "1", "10")]
    [InlineData("explain_topic", "topic", "serv", "services")]
    [InlineData("debug_connectivity", "symptom", "503", "503 Service Unavailable")]
    public async Task APromptsArgument_IsCompleted(string prompt, string argument, string typed, string expected)
    {
        await using var client = await McpTests.ConnectAsync(app);
        var result = await client.CompleteAsync(
            new PromptReference { Name = prompt },
            argument,
            typed,
            cancellationToken: Cancellation
        );
        Assert.Equal(expected, result.Completion.Values[0]);
    }

    [Theory]
    [InlineData("mock_interview", "topic", "dns", "topic: dns")]
    [InlineData("explain_topic", "topic", "headless Service", "Explain \"headless Service\"")]
    [InlineData("debug_connectivity", "symptom", "connection refused", "simulate_requests")]
    public async Task APrompt_SaysWhatToDo(string prompt, string argument, string value, string expected)
    {
        await using var client = await McpTests.ConnectAsync(app);
        var result = await client.GetPromptAsync(
            prompt,
            new Dictionary<string, object?> { [argument] = value },
            cancellationToken: Cancellation
        );
        Assert.Contains(expected, ((TextContentBlock)result.Messages[0].Content).Text);
        var tools = await client.ListToolsAsync(cancellationToken: Cancellation);
        // A prompt names no tool that is not there.
        foreach (var name in Names().Matches(((TextContentBlock)result.Messages[0].Content).Text).Select(m => m.Value))
            Assert.Contains(name, tools.Select(tool => tool.Name));
    }

    [Fact]
    public async Task AnExplanation_RestsOnTheNearestSection()
    {
        await using var client = await McpTests.ConnectAsync(app);
        var result = await client.GetPromptAsync(
            "explain_topic",
            new Dictionary<string, object?> { ["topic"] = "headless Service" },
            cancellationToken: Cancellation
        );
        var embedded = Assert.IsType<EmbeddedResourceBlock>(result.Messages[1].Content);
        Assert.StartsWith("knowledge://articles/", embedded.Resource.Uri);
        var read = await client.ReadResourceAsync(embedded.Resource.Uri, cancellationToken: Cancellation);
        Assert.Equal(((TextResourceContents)embedded.Resource).Text, ((TextResourceContents)read.Contents[0]).Text);
    }

    [Theory]
    [InlineData("mock_interview", "topic", "gardening", "dns")]
    [InlineData("mock_interview", "questions", "many", "1 to 20")]
    [InlineData("mock_interview", "toppic", "dns", "topic")]
    [InlineData("explain_topic", "level", "expert", "junior, mid, senior")]
    [InlineData("debug_connectivity", "from", "Pod a", "symptom")]
    [InlineData("mock_intervue", "topic", "dns", "mock_interview")]
    public async Task AFaultInAPrompt_SaysHowToMendIt(string prompt, string argument, string value, string named)
    {
        await using var client = await McpTests.ConnectAsync(app);
        var arguments = new Dictionary<string, object?> { [argument] = value };
        if (prompt == "explain_topic")
            arguments["topic"] = "dns";
        var fault = await Assert.ThrowsAsync<McpProtocolException>(async () =>
            await client.GetPromptAsync(prompt, arguments, cancellationToken: Cancellation)
        );
        Assert.Equal(McpErrorCode.InvalidParams, fault.ErrorCode);
        Assert.Contains(named, fault.Message);
    }

    static System.Text.RegularExpressions.Regex Names() => new(@"\b[a-z]+_[a-z_]+\b");
}
