using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Mcp.Views;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using NetworkSimulator.Flows;
using static KnowledgeApi.Hosting.Mcp.ToolText;

namespace KnowledgeApi.Diagnosis;

[McpServerToolType]
public sealed class DiagnosisTools(DiagnosisDesk desk)
{
    private const string Expected =
        """What should become of it, as simulate_requests tells it: {"verdict": "delivered"} where absent, {"verdict": "denied"} for what should be kept out, {"backends": ["NS/NAME"]} for where it should arrive.""";

    [McpServerTool(
        Title = "Diagnose a request",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(DiagnosisAnswer)
    )]
    [McpMeta("ui", JsonValue = AppViews.TraceLink)]
    [Description(
        "Says why a request in the given Kubernetes manifests does not do what was meant: each cause with the line that decides, and the smallest changes of the manifests that make it so, each proven by running it, with what else it changes. Use it when something does not connect, or connects though it should not; to see only what happens use simulate_requests."
    )]
    public async Task<CallToolResult> DiagnoseRequest(
        [Description(SimulationTools.ManifestForm), MinLength(1), Example(SimulationTools.ManifestExample)]
            string manifests,
        [
            Description(
                "Who asks: {\"pod\": \"NS/NAME\"}, {\"workload\": \"NS/KIND/NAME\"}, {\"node\": \"NAME\"} or {\"external\": \"IP\"}."
            ),
            Example("""{"pod": "shop/client"}""")
        ]
            JsonObject from,
        [
            Description(
                "What is asked for: {\"url\": \"http://host/path\"}, {\"service\": \"NS/NAME\", \"port\": 80}, {\"pod\": \"NS/NAME\", \"port\": 80}, {\"ip\": \"A\", \"port\": 80} or {\"dns\": \"NAME\", \"type\": \"A\"}."
            ),
            Example("""{"url": "http://web.shop.svc.cluster.local/"}""")
        ]
            JsonObject to,
        [Description(Expected), Example("""{"verdict": "delivered"}""")] JsonObject? expect = null,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description(Budget.CursorDescription)] string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (TracePage.Start(cursor) is not { } start)
            return ToolResults.Refused(Cursor.Fault(cursor!));
        var intent = new JsonObject { ["from"] = from.DeepClone(), ["to"] = to.DeepClone() };
        if (expect is not null)
            intent["expect"] = expect.DeepClone();
        var report = await desk.Diagnose(manifests, JsonSerializer.SerializeToElement(intent), cancellationToken);
        if (report.Value is not { } found)
            return ToolResults.Refused(report.Fault!);
        return start > 0 && start >= found.Fixes.Length
            ? ToolResults.Refused(Cursor.Fault(cursor!))
            : ToolResults.Fitting<DiagnosisAnswer>(
                found.Fixes.Length - start,
                maxTokens,
                count => DiagnosisAnswer.Of(found, start, count),
                Markdown
            );
    }

    private static string Markdown(DiagnosisAnswer answer)
    {
        var text = new StringBuilder();
        text.AppendLine(answer.AsMeant ? "It does what was meant." : "It does not do what was meant.");
        foreach (var difference in answer.Differences)
            Line(text, $"- {difference}");
        TraceText.Append(text, "The request", answer.Result);
        if (!answer.Causes.IsEmpty)
            text.AppendLine("\n## Causes");
        TraceText.Append(text, answer.Causes);
        foreach (var fix in answer.Fixes)
            Append(text, fix);
        if (answer.Note is { } note)
            Line(text, $"\n{note}");
        TraceText.Append(text, null, answer.Shortened, answer.NextCursor);
        return text.ToString();
    }

    private static void Append(StringBuilder text, FixView fix)
    {
        Line(text, $"\n## Fix: {fix.Title}");
        if (fix.Patch is { } patch)
            Line(text, $"```diff\n{patch.Trim()}\n```");
        if (fix.Request is { } request)
            Line(text, $"Ask for {request} instead.");
        var outcome = fix.Proof.Verdict is { } verdict ? EnumNames<Verdict>.Of(verdict) : fix.Proof.Rcode;
        Line(
            text,
            $"Proven by running it: {outcome}{(fix.Proof.Backends is { } backends ? $", {string.Join(", ", backends)}" : "")}."
        );
        foreach (var change in fix.AlsoChanges)
            Line(text, $"- also changes: {change}");
        if (fix.OtherConnections is > 0 and var others)
            Line(text, $"- changes {others} other connections in all");
    }
}

/// <summary>Why a request does not do what was meant, as much of it as an agent's budget holds.</summary>
/// <param name="AsMeant">Whether it does what was meant already.</param>
/// <param name="Result">What becomes of it.</param>
/// <param name="Differences">A sentence for each way in which that is not what was meant.</param>
/// <param name="Causes">What stands in the way, in the order in which the request meets it.</param>
/// <param name="Fixes">Changes that make it so, the smallest first; each has been run.</param>
/// <param name="Note">Where there is no fix: why none was found.</param>
/// <param name="Shortened">Long lists that were cut, and how long they are.</param>
public sealed record DiagnosisAnswer(
    bool AsMeant,
    SimulationResult Result,
    ImmutableArray<string> Differences,
    ImmutableArray<HopView> Causes,
    ImmutableArray<FixView> Fixes,
    string? Note,
    ImmutableArray<string>? Shortened,
    string? NextCursor
)
{
    private const int MostChanges = 20;

    public static DiagnosisAnswer Of(DiagnosisReport report, int start, int count)
    {
        var shortened = new List<string>();
        var end = start + count;
        return new(
            report.AsMeant,
            TracePage.Shorten(report.Result, "result", shortened),
            report.Differences,
            report.Causes,
            [.. report.Fixes.Skip(start).Take(count).Select(Shorten)],
            report.Note,
            shortened.Count == 0 ? null : [.. shortened],
            end < report.Fixes.Length ? TracePage.Write(end) : null
        );
    }

    // How many there are in all is told beside.
    private static FixView Shorten(FixView fix) => fix with { AlsoChanges = [.. fix.AlsoChanges.Take(MostChanges)] };
}
