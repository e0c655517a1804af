using System.Globalization;
using System.Text;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Scenarios;

/// <summary>Runs of scenarios as an agent is told them: in parts that fit its budget.</summary>
internal static class ScenarioRunParts
{
    public static CallToolResult Part(ScenarioRun run, string? manifests, int start, int maxTokens) =>
        ToolResults.Fitting(
            run.Results.Length + run.Findings.Length,
            maxTokens,
            count => ScenarioRunAnswer.Of(run, manifests, start, count),
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
        if (run.Manifests is { } manifests)
            text.AppendLine(CultureInfo.InvariantCulture, $"\n```yaml\n{manifests.Trim()}\n```");
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
