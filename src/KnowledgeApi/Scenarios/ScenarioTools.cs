using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Mcp.Views;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Scenarios;

[McpServerToolType]
public sealed class ScenarioTools(Library library, ScenarioRunner runner, SimulationDesk desk)
{
    [Kept]
    [McpServerTool(
        Title = "List network scenarios",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(Page<ScenarioSummary>)
    )]
    [Description(
        "Lists network stories with ready-made manifests that can be run with run_scenario; labs are broken on purpose and want mending. Use it to find an example of a subject."
    )]
    public CallToolResult ListScenarios(
        [Description("Only scenarios on this topic."), Example("\"services\"")] string? topic = null,
        [Description("Only scenarios of this level.")] Level? level = null,
        [Description("How many scenarios."), Range(1, 50)] int limit = 20,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description(Budget.CursorDescription)] string? cursor = null
    )
    {
        var arguments = new Arguments();
        var known = arguments.Known("topic", topic, library.Topics.Select(t => t.Id));
        return arguments.Fault is { } fault
            ? ToolResults.Refused(fault)
            : ToolResults.Fitting(
                limit,
                maxTokens,
                count => ScenarioCatalog.List(library, new ScenarioFilter(known, level), count, cursor),
                Markdown
            );
    }

    [Kept]
    [McpServerTool(
        Title = "Run a network scenario",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(ScenarioRunAnswer)
    )]
    [McpMeta("ui", JsonValue = AppViews.TraceLink)]
    [Description(
        "Runs a scenario's requests in its cluster and traces each, hop by hop, with the manifest line that decided. Give manifests or requests to try a change, showManifests to see what to change. Use it to show by example; for the user's own cluster use simulate_requests. A dropped request is a result, not an error."
    )]
    public async Task<CallToolResult> RunScenario(
        [Description("The scenario's slug, from list_scenarios."), Example("\"selector-matches-nothing\"")] string slug,
        [Description("Kubernetes manifests (YAML documents) in place of the scenario's own."), MinLength(1)]
            string? manifests = null,
        [
            Description("In place of the scenario's own: " + SimulationTools.RequestForms),
            MinLength(1),
            Example(SimulationTools.RequestExample)
        ]
            JsonObject[]? requests = null,
        [Description("Whether to give the scenario's own manifests too, such as to edit them.")]
            bool showManifests = false,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description(Budget.CursorDescription)] string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (TracePage.Start(cursor) is not { } start)
            return ToolResults.Refused(Cursor.Fault(cursor!));
        JsonElement? asked = requests is null ? null : JsonSerializer.SerializeToElement(requests);
        var edits = new ScenarioEdits(manifests, asked);
        var run = await desk.InTurn(() => runner.Run(slug, edits, cancellationToken), cancellationToken);
        if (run.Value is not { } done)
            return ToolResults.Refused(run.Fault!);
        var own = showManifests ? library.FindScenario(slug)?.Manifests?.Text : null;
        return ScenarioRunParts.Part(done, own, start, maxTokens);
    }

    private static string Markdown(Page<ScenarioSummary> page)
    {
        var text = new StringBuilder();
        foreach (var scenario in page.Items)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- `{scenario.Slug}` ({EnumNames<Level>.Of(scenario.Level)}{(scenario.Lab ? ", lab" : "")}{(scenario.Runnable ? "" : ", a story")}): {scenario.Title}. {scenario.Summary}"
            );
        if (page.Items.Count == 0)
            text.AppendLine("No scenario fits.");
        if (page.NextCursor is { } cursor)
            text.AppendLine(CultureInfo.InvariantCulture, $"More with cursor {cursor}");
        return text.ToString();
    }
}
