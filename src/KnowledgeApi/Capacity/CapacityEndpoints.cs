using System.Text;
using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Problems;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;

namespace KnowledgeApi.Capacity;

public static class CapacityEndpoints
{
    private const string JsonType = "application/json";
    private const string MarkdownType = "text/markdown";
    private const string SvgType = "image/svg+xml";

    public static void AddCapacity(this IServiceCollection services) => services.AddSingleton<CapacityRunner>();

    public static void MapCapacity(this IEndpointRouteBuilder api) =>
        api.MapPost("/capacity", Run)
            .WithTags("Simulator")
            .WithSummary(
                "How many Pods subnets, nodes and the AWS VPC CNI carry and what stops the next; what load balancers cost and consolidation saves"
            )
            .TakesManifests()
            .WithMetadata(new RequestSchema(typeof(CapacityRequest)))
            .WithMetadata(CapacityExamples.Metadata)
            .Produces<CapacityAnswer>(200, JsonType, MarkdownType, SvgType)
            .ProducesProblem(400)
            .ProducesProblem(406)
            .ProducesProblem(413)
            .ProducesProblem(422);

    private static async Task<IResult> Run(
        CapacityRunner runner,
        SimulationDesk desk,
        JsonElement plan,
        string? chart,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        // What is not on offer is refused before any work is done for it.
        if (Accepts.Best(request, JsonType, MarkdownType, SvgType) is not { } form)
            return Problem.NotAcceptable(JsonType, MarkdownType, SvgType);
        var arguments = new Arguments();
        var name = arguments.Choice<CapacityChartName>("chart", chart);
        if (arguments.Fault is { } fault)
            return fault.ToProblem();
        var run = await desk.InTurn(() => runner.Run(plan, "", null, cancellationToken), cancellationToken);
        return run.ToResult(answer =>
            form switch
            {
                MarkdownType => TypedResults.Text(answer.ToMarkdown(), MarkdownType, Encoding.UTF8),
                SvgType => Chart(answer, name),
                _ => TypedResults.Json(answer, Json.Options),
            }
        );
    }

    private static IResult Chart(CapacityAnswer answer, CapacityChartName? name) =>
        answer.ToChart(name) is { } chart
            ? TypedResults.Text(chart.ToSvg(), SvgType, Encoding.UTF8)
            : Fault
                .BadArgument(
                    "chart",
                    EnumNames<CapacityChartName>.Of(name!.Value),
                    $"{(answer.Capacity is null ? "cost" : "capacity")}, as nothing else was asked for"
                )
                .ToProblem();
}
