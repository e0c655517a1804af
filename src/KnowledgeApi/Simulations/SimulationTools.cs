using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using NetworkSimulator.Findings;
using NetworkSimulator.Flows;
using NetworkSimulator.Tls;

namespace KnowledgeApi.Simulations;

[McpServerToolType]
public sealed class SimulationTools(SimulationDesk desk)
{
    public const string RequestForms = """
        Requests as objects {"from": …, "to": …}. from is one of {"pod": "NS/NAME"}, {"workload": "NS/KIND/NAME"}, {"node": "NAME"}, {"external": "IP"}. to is one of {"url": "http://host/path"}, {"service": "NS/NAME", "port": 80}, {"pod": "NS/NAME", "port": 80}, {"ip": "A", "port": 80}, {"dns": "NAME", "type": "A"}; a url from outside may add "via": {"ingressClass": "NAME"}, {"gateway": "NS/NAME"} or {"ip": "A"} within to.
        """;

    [McpServerTool(
        Title = "Simulate requests in a cluster",
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(SimulationReport)
    )]
    [Description(
        "Computes what becomes of network requests in a cluster of the given Kubernetes manifests: delivered, denied, refused, unresolved, unreachable or answered, with the backends and each hop (DNS, load balancer, Ingress, kube-proxy, NetworkPolicy) and the manifest line that decided. Also finds what the manifests get wrong. Nothing is deployed."
    )]
    public async Task<CallToolResult> SimulateRequests(
        [
            Description("Kubernetes manifests: YAML documents parted by ---, or what kubectl get -o yaml prints."),
            MinLength(1)
        ]
            string manifests,
        [Description(RequestForms), MinLength(1)] JsonObject[] requests,
        CancellationToken cancellationToken
    )
    {
        var asked = JsonSerializer.SerializeToElement(requests);
        var report = await desk.Run(manifests, asked, cancellationToken);
        return report.ToTool(value => Markdown(requests, value));
    }

    private static string Markdown(JsonObject[] requests, SimulationReport report)
    {
        var text = new StringBuilder();
        foreach (var (request, result) in requests.Zip(report.Results))
            Append(text, request.ToJsonString(Json.Options), result, null);
        Append(text, report.Findings);
        return text.ToString();
    }

    internal static void Append(
        StringBuilder text,
        string name,
        SimulationResult result,
        ImmutableArray<string>? differences
    )
    {
        var verdict = result.Verdict is { } v ? EnumNames<Verdict>.Of(v) : result.Rcode;
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"\n## {name}: {verdict}{(result.Status is { } status ? $" {status}" : "")}"
        );
        text.AppendLine(result.Explanation);
        foreach (var hop in result.Hops)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {hop.Component}{(hop.Object is null ? "" : $" ({hop.Object}{(hop.Line is null ? "" : $", line {hop.Line}")})")}: {hop.Decision}. {hop.Reason}"
            );
        foreach (var leg in result.Tls ?? [])
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {leg.From} to {leg.To}: {EnumNames<Encryption>.Of(leg.Encryption)}. {leg.Reason}"
            );
        foreach (var difference in differences ?? [])
            text.AppendLine(CultureInfo.InvariantCulture, $"- not as expected: {difference}");
    }

    internal static void Append(StringBuilder text, ImmutableArray<FindingView> findings)
    {
        if (findings.IsEmpty)
            return;
        text.AppendLine("\n## Findings");
        foreach (var finding in findings)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {EnumNames<FindingSeverity>.Of(finding.Severity)} {finding.Object}{(finding.Line is null ? "" : $", line {finding.Line}")}: {finding.Message} {finding.Fix}"
            );
    }
}
