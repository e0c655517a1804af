using System.Text;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using Microsoft.AspNetCore.Http.HttpResults;
using NetworkSimulator.Reachability.Formats;

namespace KnowledgeApi.Reachability;

public static class ReachabilityEndpoints
{
    private const string JsonType = "application/json";
    private const string TextType = "text/plain";
    private const string CsvType = "text/csv";
    private const string MarkdownType = "text/markdown";
    private const string SvgType = "image/svg+xml";
    private const string DotType = "text/vnd.graphviz";
    private const string MermaidType = "text/vnd.mermaid";

    // Where JSON says where to go on, the other forms do so beside their text.
    private const string CursorHeader = "X-Next-Cursor";

    private static readonly string[] ListingTypes =
    [
        JsonType,
        TextType,
        CsvType,
        MarkdownType,
        SvgType,
        DotType,
        MermaidType,
    ];

    private static readonly string[] DiffTypes = [JsonType, TextType, CsvType, MarkdownType];

    public static void AddReachability(this IServiceCollection services) => services.AddSingleton<ReachabilityDesk>();

    public static void MapReachability(this IEndpointRouteBuilder api)
    {
        api.MapPost("/reachability", List)
            .WithTags("Simulator")
            .WithSummary(
                "Who can reach whom in your own manifests, by workload and port, as JSON, text, table or graph"
            )
            .TakesManifests()
            .WithMetadata(new RequestExample(ReachabilityExamples.Listing))
            .Produces<ReachabilityReport>(200, JsonType, ListingTypes[1..])
            .ProducesProblem(400)
            .ProducesProblem(406)
            .ProducesProblem(413)
            .ProducesProblem(422);
        api.MapPost("/reachability/diff", Compare)
            .WithTags("Simulator")
            .WithSummary("Which connections a change of manifests adds, removes or changes the ports of")
            .TakesManifests()
            .WithMetadata(new RequestExample(ReachabilityExamples.Diff))
            .Produces<ReachabilityDiffReport>(200, JsonType, DiffTypes[1..])
            .ProducesProblem(400)
            .ProducesProblem(406)
            .ProducesProblem(413)
            .ProducesProblem(422);
    }

    private static async Task<IResult> List(
        ReachabilityDesk desk,
        ReachabilitySubmission submission,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        // What is not on offer is refused before any work is done for it.
        if (Accepts.Best(context.Request, ListingTypes) is not { } form)
            return Problem.NotAcceptable(ListingTypes);
        var answer = await desk.List(submission, cancellationToken);
        if (answer.Value?.NextCursor is { } cursor)
            context.Response.Headers.Append(CursorHeader, cursor);
        return answer.ToResult(found =>
            form switch
            {
                TextType => Text(
                    ReachabilityText.Of(found.Listing) + ReachabilityText.Of(found.Explanations ?? []),
                    form
                ),
                CsvType => Text(ReachabilityCsv.Of(found.Listing), form),
                MarkdownType => Text(ReachabilityMarkdown.Of(found.Listing), form),
                SvgType => Text(ReachabilitySvg.Of(found.Listing), form),
                DotType => Text(ReachabilityDot.Of(found.Listing), form),
                MermaidType => Text(ReachabilityMermaid.Of(found.Listing), form),
                _ => TypedResults.Json(ReachabilityReport.Of(found), Json.Options),
            }
        );
    }

    private static async Task<IResult> Compare(
        ReachabilityDesk desk,
        ReachabilityDiffSubmission submission,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (Accepts.Best(request, DiffTypes) is not { } form)
            return Problem.NotAcceptable(DiffTypes);
        var diff = await desk.Compare(submission, cancellationToken);
        return diff.ToResult(found =>
            form switch
            {
                TextType => Text(ReachabilityText.Of(found), form),
                CsvType => Text(ReachabilityCsv.Of(found), form),
                MarkdownType => Text(ReachabilityMarkdown.Of(found), form),
                _ => TypedResults.Json(ReachabilityDiffReport.Of(found), Json.Options),
            }
        );
    }

    private static ContentHttpResult Text(string text, string type) => TypedResults.Text(text, type, Encoding.UTF8);
}
