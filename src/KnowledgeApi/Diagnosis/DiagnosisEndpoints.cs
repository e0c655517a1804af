using System.Text.Json;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Simulations;

namespace KnowledgeApi.Diagnosis;

public static class DiagnosisEndpoints
{
    private const string Example = """
        {
          "manifests": "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\nspec: {containers: [{name: web, image: web}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: client, namespace: shop}\nspec: {containers: [{name: client, image: client}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {app: wbe}\n  ports: [{port: 80, targetPort: 8080}]\n",
          "intent": {"from": {"pod": "shop/client"}, "to": {"url": "http://web/"}, "expect": {"verdict": "delivered"}}
        }
        """;

    public static void AddDiagnoses(this IServiceCollection services) => services.AddSingleton<DiagnosisDesk>();

    public static void MapDiagnoses(this IEndpointRouteBuilder api) =>
        api.MapPost("/diagnoses", Diagnose)
            .WithTags("Simulator")
            .WithSummary(
                "Why a request does not do what was meant, and the smallest changes of the manifests that make it so, each proven by running it"
            )
            .TakesManifests()
            .WithMetadata(new RequestExample(Example))
            .Produces<DiagnosisReport>()
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(422);

    private static async Task<IResult> Diagnose(
        DiagnosisDesk desk,
        DiagnosisSubmission submission,
        CancellationToken cancellationToken
    ) => (await desk.Diagnose(submission.Manifests, submission.Intent, cancellationToken)).ToResult();
}

/// <param name="Manifests">YAML documents, or JSON, as <c>kubectl</c> takes and prints them.</param>
/// <param name="Intent">
/// A request <c>{from, to, expect}</c>; <c>expect</c> is what it should do, as a result of <c>simulations</c> says it:
/// <c>{verdict: delivered}</c> where absent, <c>{verdict: denied}</c> for what should be kept out.
/// </param>
public sealed record DiagnosisSubmission(string Manifests, JsonElement Intent);
