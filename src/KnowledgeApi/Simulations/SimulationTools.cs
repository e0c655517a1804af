using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Mcp.Views;
using KnowledgeApi.Hosting.Requests;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Simulations;

[McpServerToolType]
public sealed class SimulationTools(SimulationDesk desk)
{
    public const string RequestForms = """
        Requests as objects {"from": …, "to": …}. from is one of {"pod": "NS/NAME"}, {"workload": "NS/KIND/NAME"}, {"node": "NAME"}, {"external": "IP"}. to is one of {"url": "http://host/path"}, {"service": "NS/NAME", "port": 80}, {"pod": "NS/NAME", "port": 80}, {"ip": "A", "port": 80}, {"dns": "NAME", "type": "A"}; a url from outside may add "via": {"ingressClass": "NAME"}, {"gateway": "NS/NAME"} or {"ip": "A"} within to.
        """;

    public const string RequestExample =
        """[{"from": {"pod": "shop/client"}, "to": {"url": "http://web.shop.svc.cluster.local/"}}]""";

    public const string ManifestForm =
        "Kubernetes manifests: YAML documents parted by ---, or what kubectl get -o yaml prints.";

    public const string ManifestExample =
        "\"apiVersion: v1\\nkind: Pod\\nmetadata: {name: client, namespace: shop}\\nspec: {containers: [{name: client, image: client}]}\"";

    [McpServerTool(
        Title = "Simulate requests in a cluster",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(SimulationAnswer)
    )]
    [McpMeta("ui", JsonValue = AppViews.TraceLink)]
    [Description(
        "Computes what becomes of network requests in a cluster of the given Kubernetes manifests: delivered, denied, refused, unresolved, unreachable or answered, with the backends and each hop (DNS, load balancer, Ingress, kube-proxy, NetworkPolicy) and the manifest line that decided. Also finds what the manifests get wrong. Use it for every question on what given manifests do, instead of reasoning about them. Nothing is deployed; a dropped request is a result, not an error."
    )]
    public async Task<CallToolResult> SimulateRequests(
        [Description(ManifestForm), MinLength(1), Example(ManifestExample)] string manifests,
        [Description(RequestForms), MinLength(1), Example(RequestExample)] JsonObject[] requests,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description(Budget.CursorDescription)] string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        if (TracePage.Start(cursor) is not { } start)
            return ToolResults.Refused(Cursor.Fault(cursor!));
        var asked = JsonSerializer.SerializeToElement(requests);
        var report = await desk.Run(manifests, asked, cancellationToken);
        return report.Value is not { } done
            ? ToolResults.Refused(report.Fault!)
            : ToolResults.Fitting(
                done.Results.Length + done.Findings.Length,
                maxTokens,
                count => SimulationAnswer.Of(done, start, count),
                answer => Markdown(requests.Skip(start), answer)
            );
    }

    private static string Markdown(IEnumerable<JsonObject> requests, SimulationAnswer answer)
    {
        var text = new StringBuilder();
        foreach (var (request, result) in requests.Zip(answer.Results))
            TraceText.Append(text, request.ToJsonString(Json.Options), result);
        TraceText.Append(text, answer.Findings);
        TraceText.Append(text, answer.NotSimulated, answer.Shortened, answer.NextCursor);
        return text.ToString();
    }
}
