using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using NetworkSimulator.Reachability;
using static KnowledgeApi.Hosting.Mcp.ToolText;

namespace KnowledgeApi.Reachability;

[McpServerToolType]
public sealed class ReachabilityTools(ReachabilityDesk desk)
{
    // More than any budget holds.
    private const int MostListed = 1_000;

    [McpServerTool(
        Title = "Analyse who can reach whom",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReachabilitySummary)
    )]
    [Description(
        "Lists which workloads of the given Kubernetes manifests can reach which, by port, as NetworkPolicies leave it; of a large cluster it sums up by namespace first. Set focus to see one workload, explain to see the policies and lines that decide. Use it for what a set of policies allows; for one request use simulate_requests."
    )]
    public async Task<CallToolResult> AnalyzeReachability(
        [Description(SimulationTools.ManifestForm), MinLength(1), Example(SimulationTools.ManifestExample)]
            string manifests,
        [
            Description("Only connections of this workload: NAME, NS/NAME, NS/NAME[Kind] or ingress-controller."),
            MaxLength(Arguments.LongestText),
            Example("\"shop/web[Deployment]\"")
        ]
            string? focus = null,
        [Description("Whether to say which policies and lines decide, for pairs that are not connected, too.")]
            bool explain = false,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description(Budget.CursorDescription)] string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        // Explanations come first, over as many parts as they take; then connections only.
        var explained = ReachabilitySummary.Explained(cursor);
        var asked = new ReachabilitySubmission(
            manifests,
            focus,
            explain && explained is not null,
            MostListed,
            explained is null ? cursor : null
        );
        var answer = await desk.List(asked, cancellationToken);
        if (answer.Value is not { } found)
            return ToolResults.Refused(answer.Fault!);
        return explained > 0 && explained >= (found.Explanations?.Length ?? 0)
            ? ToolResults.Refused(Cursor.Fault(cursor!))
            : ToolResults.Fitting<ReachabilitySummary>(
                ReachabilitySummary.Parts(found),
                maxTokens,
                count => ReachabilitySummary.Of(found, explained ?? 0, count, string.IsNullOrEmpty(focus)),
                Markdown
            );
    }

    private static string Markdown(ReachabilitySummary summary)
    {
        var text = new StringBuilder();
        Line(text, $"{summary.Total} connections.");
        if (summary.Namespaces is not null)
            text.AppendLine("\nBy namespace:");
        foreach (var pair in summary.Namespaces ?? [])
            Line(
                text,
                $"- {pair.From} => {pair.To} : {pair.Connections}{(pair.Unlimited > 0 ? $", {pair.Unlimited} on every port" : "")}"
            );
        foreach (var explanation in summary.Explanations ?? [])
        {
            Line(text, $"\n{explanation.Ports}, {explanation.TotalPairs} pairs such as {Pairs(explanation)}");
            Reason(text, "egress", explanation.Egress);
            Reason(text, "ingress", explanation.Ingress);
            if (explanation.ClosedByMesh is { } closed)
                Line(text, $"- closed by mutual TLS: {closed}");
        }
        if (!summary.Connections.IsEmpty)
            text.AppendLine();
        foreach (var connection in summary.Connections)
            Line(text, $"{connection.From} => {connection.To} : {connection.Ports}");
        if (summary.Hint is { } hint)
            Line(text, $"\n{hint}");
        TraceText.Append(text, null, null, summary.NextCursor);
        return text.ToString();
    }

    private static string Pairs(ExplanationView explanation) =>
        string.Join(", ", explanation.Pairs.Take(3).Select(pair => $"{pair.From} => {pair.To}"));

    private static void Reason(StringBuilder text, string direction, ReasonView reason)
    {
        Line(text, $"- {direction}: {reason.Summary}");
        foreach (var place in reason.Policies.Concat(reason.Rules))
            Line(text, $"  - {place.Object}{(place.Line is { } line ? $", line {line}" : "")}: {place.Text}");
    }
}

/// <summary>Who can reach whom, as much of it as an agent's budget holds.</summary>
/// <param name="Connections">The connections, by source and destination in the order of their names.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Namespaces">How many there are between namespaces, the most first, where not all are listed.</param>
/// <param name="Explanations">Why, where that was asked for; pairs under the same rules together.</param>
/// <param name="Hint">What to ask next, where something is left out.</param>
public sealed record ReachabilitySummary(
    ImmutableArray<ConnectionView> Connections,
    long Total,
    ImmutableArray<NamespaceConnections>? Namespaces,
    ImmutableArray<ExplanationView>? Explanations,
    string? Hint,
    string? NextCursor
)
{
    private const int MostNamespaces = 40;

    internal static int Parts(ReachabilityAnswer answer) =>
        answer.Listing.Connections.Length + (answer.Explanations?.Length ?? 0);

    /// <summary>How many explanations have been told before; null where a cursor asks for connections.</summary>
    internal static int? Explained(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        return
            Cursor.Read(cursor)?.Split(' ') is ["why", var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var told)
            ? told
            : null;
    }

    /// <summary>Explanations first, since they say more than the lines they explain; then connections.</summary>
    internal static ReachabilitySummary Of(ReachabilityAnswer answer, int told, int count, bool everywhere)
    {
        var listing = answer.Listing;
        var left = (answer.Explanations?.Length ?? 0) - told;
        var explained = Math.Min(count, left);
        var listed = Math.Min(count - explained, listing.Connections.Length);
        var next = listing.Skipped + listed;
        var isFirst = listing.Skipped == 0 && told == 0;
        var isAll = explained == left && next >= listing.Total;
        return new(
            [.. listing.Connections.Take(listed).Select(ConnectionView.Of)],
            listing.Total,
            isFirst && listed < listing.Total ? [.. listing.Namespaces.Take(MostNamespaces)] : null,
            answer.Explanations is { } explanations
                ? [.. explanations.Skip(told).Take(explained).Select(ExplanationView.Of)]
                : null,
            isFirst && everywhere && !isAll
                ? "Not all is told here: set focus to one workload to see all of its connections."
                : null,
            explained < left ? Cursor.Write(string.Create(CultureInfo.InvariantCulture, $"why {told + explained}"))
                : isAll ? null
                : Cursor.Write(next.ToString(CultureInfo.InvariantCulture))
        );
    }
}
