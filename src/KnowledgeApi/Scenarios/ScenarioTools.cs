using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Scenarios;

[McpServerToolType]
public sealed class ScenarioTools(Library library, ScenarioRunner runner, SimulationDesk desk)
{
    [McpServerTool(
        Title = "List network scenarios",
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(Page<ScenarioSummary>)
    )]
    [Description(
        "Lists network stories that can be run with run_scenario; labs are broken on purpose and want mending."
    )]
    public CallToolResult ListScenarios(
        [Description("Only scenarios on this topic, such as dns, services or network-policy.")] string? topic = null,
        [Description("Only scenarios of this level.")] Level? level = null,
        [Description("How many scenarios."), Range(1, 50)] int limit = 20,
        [Description("The nextCursor of the answer before.")] string? cursor = null
    )
    {
        var arguments = new Arguments();
        var known = arguments.Known("topic", topic, library.Topics.Select(t => t.Id));
        var page = arguments.Fault is { } fault
            ? fault
            : ScenarioCatalog.List(library, new ScenarioFilter(known, level), limit, cursor);
        return page.ToTool(Markdown);
    }

    [McpServerTool(
        Title = "Run a network scenario",
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(ScenarioRun)
    )]
    [Description(
        "Runs a scenario's requests in its cluster and traces each, hop by hop, with the manifest line that decided. Give manifests or requests to try a change. A dropped request is a result, not an error."
    )]
    public async Task<CallToolResult> RunScenario(
        [Description("The scenario's slug, from list_scenarios.")] string slug,
        [Description("Kubernetes manifests (YAML documents) in place of the scenario's own.")] string? manifests = null,
        [Description(SimulationTools.RequestForms), MinLength(1)] JsonObject[]? requests = null,
        CancellationToken cancellationToken = default
    )
    {
        JsonElement? own = requests is null ? null : JsonSerializer.SerializeToElement(requests);
        var edits = new ScenarioEdits(manifests, own);
        var run = await desk.InTurn(() => runner.Run(slug, edits, cancellationToken), cancellationToken);
        return run.ToTool(Markdown);
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

    private static string Markdown(ScenarioRun run)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {run.Title}");
        foreach (var result in run.Results)
            SimulationTools.Append(text, result.Name ?? result.Request.GetRawText(), result.Result, result.Differences);
        SimulationTools.Append(text, run.Findings);
        return text.ToString();
    }
}
