using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KnowledgeApi.Hosting.OpenApi;

/// <summary>A body that the endpoint takes, ready to be tried; where there are several, each has its name.</summary>
public sealed record RequestExample(string Json, string Name = "example", string? Summary = null);

/// <summary>What a body holds that the endpoint reads by itself, to tell all of its faults at once.</summary>
public sealed record RequestSchema(Type Type);

/// <summary>What comes out of the <see cref="RequestExample"/> of that name.</summary>
public sealed record ResultExample(string Name, string? Summary, Func<JsonNode?> Result);

internal sealed class RequestExamples : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var examples = metadata.OfType<RequestExample>().ToList();
        foreach (var body in operation.RequestBody?.Content?.Values.OfType<OpenApiMediaType>() ?? [])
        {
            if (metadata.OfType<RequestSchema>().FirstOrDefault() is { } known)
                body.Schema = context.SchemaGenerator.GenerateSchema(known.Type, context.SchemaRepository);
            if (examples is [var only])
                body.Example = JsonNode.Parse(only.Json);
            else if (examples.Count > 1)
                body.Examples = examples.ToDictionary(
                    e => e.Name,
                    IOpenApiExample (e) => Shown(e.Summary, JsonNode.Parse(e.Json))
                );
        }
        if (operation.Responses?.GetValueOrDefault("200")?.Content is { } results)
            Describe(results, [.. metadata.OfType<ResultExample>()]);
    }

    private static void Describe(IDictionary<string, IOpenApiMediaType> results, List<ResultExample> examples)
    {
        foreach (var (type, written) in results)
        {
            var result = (OpenApiMediaType)written;
            if (!type.Contains("json", StringComparison.Ordinal))
                result.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            else if (examples.Count > 0)
                result.Examples = examples.ToDictionary(
                    e => e.Name,
                    IOpenApiExample (e) => Shown(e.Summary, e.Result())
                );
        }
    }

    private static OpenApiExample Shown(string? summary, JsonNode? value) => new() { Summary = summary, Value = value };
}
