using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using KnowledgeApi.Hosting.Requests;
using NetworkSimulator.Findings;
using NetworkSimulator.Flows;
using NetworkSimulator.Tls;
using static KnowledgeApi.Hosting.Mcp.ToolText;

namespace KnowledgeApi.Simulations;

/// <summary>Results of requests as compact Markdown.</summary>
internal static class TraceText
{
    public static void Append(
        StringBuilder text,
        string name,
        SimulationResult result,
        ImmutableArray<string>? differences = null
    )
    {
        var verdict = result.Verdict is { } v ? EnumNames<Verdict>.Of(v) : result.Rcode;
        Line(text, $"\n## {name}: {verdict}{(result.Status is { } status ? $" {status}" : "")}");
        text.AppendLine(Beginning(result));
        if (result.Weights is { Count: > 1 } weights)
            Line(text, $"Shares: {string.Join(", ", weights.Select(w => Share(w.Key, w.Value)))}");
        else if (result.Backends is { } backends)
            Line(text, $"Backend: {string.Join(", ", backends)}");
        if (result.Answers is { } answers)
            Line(text, $"Records: {string.Join(", ", answers)}");
        Append(text, result.Hops);
        foreach (var leg in result.Tls ?? [])
            Line(text, $"- {leg.From} to {leg.To}: {EnumNames<Encryption>.Of(leg.Encryption)}. {leg.Reason}");
        foreach (var difference in differences ?? [])
            Line(text, $"- not as expected: {difference}");
    }

    public static void Append(StringBuilder text, ImmutableArray<HopView> hops)
    {
        foreach (var hop in hops)
            Line(text, $"- {hop.Component}{Place(hop.Object, hop.Line)}: {hop.Decision}. {hop.Reason}");
    }

    public static void Append(StringBuilder text, ImmutableArray<FindingView> findings)
    {
        if (findings.IsEmpty)
            return;
        text.AppendLine("\n## Findings");
        foreach (var finding in findings)
            Line(
                text,
                $"- {EnumNames<FindingSeverity>.Of(finding.Severity)} {finding.Object}{(finding.Line is { } line ? $", line {line}" : "")}: {finding.Message} {finding.Fix}"
            );
    }

    /// <summary>What the answer leaves out, and how to have it.</summary>
    public static void Append(
        StringBuilder text,
        ImmutableArray<string>? notSimulated,
        ImmutableArray<string>? shortened,
        string? nextCursor
    )
    {
        if (notSimulated is { } objects)
            Line(text, $"\nWithout effect here: {string.Join(", ", objects)}");
        foreach (var note in shortened ?? [])
            Line(text, $"\nShortened: {note}");
        if (nextCursor is not null)
            Line(text, $"\nMore with the same arguments and cursor {nextCursor}");
    }

    // The explanation goes on with the reasons of the hops, which follow anyway.
    private static string Beginning(SimulationResult result)
    {
        var explanation = result.Explanation;
        foreach (var hop in result.Hops)
            explanation = explanation.Replace(hop.Reason, "", StringComparison.Ordinal);
        return explanation.Trim();
    }

    private static string Share(string name, double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {share * 100:0.##}%");

    private static string Place(string? name, int? line) =>
        name is null ? "" : $" ({name}{(line is null ? "" : $", line {line}")})";
}
