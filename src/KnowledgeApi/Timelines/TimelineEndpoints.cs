using System.Text;
using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using NetworkSimulator.Timelines;

namespace KnowledgeApi.Timelines;

public static class TimelineEndpoints
{
    const string JsonType = "application/json";
    const string MarkdownType = "text/markdown";
    const string SvgType = "image/svg+xml";

    public static void AddTimelines(this IServiceCollection services) => services.AddSingleton<TimelineRunner>();

    public static void MapTimelines(this IEndpointRouteBuilder api) =>
        api.MapPost("/timelines", Run)
            .WithTags("Simulator")
            .WithSummary("What becomes of requests while Pods come and go: outcomes by second, shares by Pod, and why")
            .WithMetadata(new RequestSchema(typeof(TimelinePlan)))
            .WithMetadata(TimelineExamples.Metadata)
            .Produces<TimelineResult>(200, JsonType, MarkdownType, SvgType)
            .ProducesProblem(400)
            .ProducesProblem(406)
            .ProducesProblem(413)
            .ProducesProblem(422);

    static async Task<IResult> Run(
        TimelineRunner runner,
        SimulationDesk desk,
        JsonElement plan,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        // A form that is not on offer is refused before any work is done for it.
        if (Accepts.Best(request, JsonType, MarkdownType, SvgType) is not { } form)
            return Problem.NotAcceptable(JsonType, MarkdownType, SvgType);
        var run = await desk.InTurn(() => runner.Run(plan, "", cancellationToken), cancellationToken);
        return run.ToResult(result =>
            form switch
            {
                MarkdownType => TypedResults.Text(result.ToMarkdown(), MarkdownType, Encoding.UTF8),
                SvgType => TypedResults.Text(result.ToChart().ToSvg(), SvgType, Encoding.UTF8),
                _ => TypedResults.Json(result, Json.Options),
            }
        );
    }
}
