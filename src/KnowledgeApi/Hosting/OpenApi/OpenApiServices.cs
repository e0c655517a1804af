using KnowledgeApi.Capacity;
using KnowledgeApi.Timelines;
using Microsoft.OpenApi;
using NetworkSimulator.Timelines;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KnowledgeApi.Hosting.OpenApi;

public static class OpenApiServices
{
    private const string About = """
        Articles on Kubernetes networking, their questions and scenarios, and a simulator that computes where requests go.
        Errors are problem details (RFC 9457). Lists take `limit` and `cursor`. Reads carry ETags.
        """;

    public static void AddOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        // The generator would read MVC's options, which nothing here uses.
        services.AddTransient<ISerializerDataContractResolver>(_ => new JsonSerializerDataContractResolver(
            Json.Options
        ));
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(
                "v1",
                new OpenApiInfo
                {
                    Title = "Knowledge API",
                    Version = "v1",
                    Description = About,
                }
            );
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.IncludeXmlComments(typeof(OpenApiServices).Assembly);
            options.IncludeXmlComments(typeof(TimelinePlan).Assembly);
            options.SchemaFilter<TimelineSchemas>();
            options.SchemaFilter<CapacitySchemas>();
            options.OperationFilter<ParameterDescriptions>();
            options.OperationFilter<RequestExamples>();
        });
    }

    public static void UseOpenApi(this IApplicationBuilder app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(options =>
        {
            options.SwaggerEndpoint("v1/swagger.json", "Knowledge API v1");
            options.DocumentTitle = "Knowledge API";
        });
    }
}
