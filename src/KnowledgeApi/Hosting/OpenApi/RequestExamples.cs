using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KnowledgeApi.Hosting.OpenApi;

/// <summary>A body that the endpoint takes, ready to be tried.</summary>
public sealed record RequestExample(string Json);

internal sealed class RequestExamples : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var example = context
            .ApiDescription.ActionDescriptor.EndpointMetadata.OfType<RequestExample>()
            .FirstOrDefault();
        if (example is null || operation.RequestBody?.Content is not { } content)
            return;
        foreach (var type in content.Values.OfType<OpenApiMediaType>())
            type.Example = JsonNode.Parse(example.Json);
    }
}
