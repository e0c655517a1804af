using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Scenarios;

/// <summary>
/// Runs of scenarios as an agent is told them. What an author wrote comes out the same for everyone, so it is run once and
/// its first part is kept ready to be sent.
/// </summary>
public sealed class ScenarioRuns(Library library, ScenarioRunner runner, SimulationDesk desk)
{
    private readonly ConditionalWeakTable<ScenarioDocument, Kept> kept = [];

    private sealed record Kept(ScenarioRun Run, ToolAnswer? Usual);

    public async ValueTask<CallToolResult> AsWritten(
        string slug,
        int start,
        int maxTokens,
        CancellationToken cancellationToken
    )
    {
        var scenario = library.FindScenario(slug);
        if (scenario is null || !kept.TryGetValue(scenario, out var written))
        {
            var outcome = await Run(slug, new ScenarioEdits(), cancellationToken);
            if (outcome.Fault is { } fault)
                return ToolResults.Refused(fault);
            written = new Kept(outcome.Value!, Part(outcome.Value!, 0, Budget.Usual).Value);
            kept.AddOrUpdate(scenario!, written);
        }
        return start == 0 && maxTokens == Budget.Usual && written.Usual is { } usual
            ? usual.ToResult()
            : Told(Part(written.Run, start, maxTokens));
    }

    public async Task<CallToolResult> Edited(
        string slug,
        ScenarioEdits edits,
        int start,
        int maxTokens,
        CancellationToken cancellationToken
    ) => Told((await Run(slug, edits, cancellationToken)).Then(run => Part(run, start, maxTokens)));

    private Task<Outcome<ScenarioRun>> Run(string slug, ScenarioEdits edits, CancellationToken cancellationToken) =>
        desk.InTurn(() => runner.Run(slug, edits, cancellationToken), cancellationToken);

    private static CallToolResult Told(Outcome<ToolAnswer> part) =>
        part.Value?.ToResult() ?? ToolResults.Refused(part.Fault!);

    private static Outcome<ToolAnswer> Part(ScenarioRun run, int start, int maxTokens) =>
        ToolResults.Fit(
            run.Results.Length + run.Findings.Length,
            maxTokens,
            count => ScenarioRunAnswer.Of(run, start, count),
            Markdown
        );

    private static string Line(ClientOutcome client) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"- {client.Name}: {client.Succeeded} of {client.Sent} requests succeeded"
        );

    private static string Markdown(ScenarioRunAnswer run)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {run.Title}");
        foreach (var result in run.Results)
            TraceText.Append(text, result.Name ?? result.Request.GetRawText(), result.Result, result.Differences);
        if (run.Timeline is { } timeline)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n## Over time\n{timeline.Why}");
            foreach (var client in timeline.Clients)
                text.AppendLine(Line(client));
        }
        if (run.Capacity is { } capacity)
            text.AppendLine().AppendLine(capacity.ToMarkdown());
        TraceText.Append(text, run.Findings);
        TraceText.Append(text, run.NotSimulated, run.Shortened, run.NextCursor);
        return text.ToString();
    }
}
