using System.Text.Json;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting;
using KnowledgeApi.Scenarios;

namespace KnowledgeApi.Simulations;

public static class SimulationEndpoints
{
    public static void AddSimulations(this IServiceCollection services) =>
        services.AddSingleton<SimulationDesk>().AddPerContent<ScenarioRunner>();

    public static void MapSimulations(this IEndpointRouteBuilder api) =>
        api.MapPost("/simulations", Run)
            .WithTags("Simulator")
            .WithSummary(
                "Run requests in a cluster of your own manifests: verdict, backends and each hop with the line that decided"
            )
            .TakesManifests()
            .WithMetadata(SimulationExamples.Metadata)
            .Produces<SimulationReport>()
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(422);

    /// <summary>Lets the endpoint's body be as large as manifests may be.</summary>
    public static RouteHandlerBuilder TakesManifests(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new ManifestBody());

    private static async Task<IResult> Run(
        SimulationDesk desk,
        SimulationSubmission submission,
        CancellationToken cancellationToken
    ) => (await desk.Run(submission.Manifests, submission.Requests, cancellationToken)).ToResult();
}

/// <param name="Manifests">YAML documents, or JSON, as <c>kubectl</c> takes and prints them.</param>
/// <param name="Requests">A list of <c>{from, to}</c>.</param>
public sealed record SimulationSubmission(string Manifests, JsonElement Requests);
