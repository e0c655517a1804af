using System.Collections.Frozen;
using System.Text.Json;
using KnowledgeApi.Hosting.OpenApi;
using Microsoft.OpenApi;
using NetworkSimulator.Timelines;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KnowledgeApi.Timelines;

/// <summary>What the types of a plan cannot say of themselves: defaults, what is required, and how events are told apart.</summary>
internal sealed class TimelineSchemas : ISchemaFilter
{
    static readonly Type[] Events =
    [
        .. typeof(TimelineEvent)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(TimelineEvent)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    static readonly FrozenDictionary<Type, object> Defaults = new object[]
    {
        new TimelinePlan
        {
            DurationSeconds = 1,
            Pods = new() { Replicas = 1 },
            Clients = [],
        },
        new PodPlan { Replicas = 1 },
        new ReadinessProbe(),
        new NetworkPlan(),
        new ClientPlan { Name = "", RequestsPerSecond = 1 },
        new PodRescheduled { At = 0 },
        new PodTerminated { At = 0 },
        new PodUnready { At = 0 },
        new PodReady { At = 0 },
        new Rollout { At = 0 },
        new Scale { At = 0, Replicas = 1 },
        new NodeDrained { At = 0, Node = 1 },
        new ServiceRecreated { At = 0 },
        new NetworkPolicyApplied { At = 0 },
    }.ToFrozenDictionary(value => value.GetType());

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema written || context.MemberInfo is not null)
            return;
        if (context.Type == typeof(IntOrPercent))
            Replace(written, new OpenApiSchema { Type = JsonSchemaType.Integer }, Percentage());
        else if (context.Type == typeof(TimelineEvent))
            Replace(
                written,
                [.. Events.Select(type => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository))]
            );
        else if (Defaults.TryGetValue(context.Type, out var usual))
            Complete(written, context.Type, usual);
    }

    static void Complete(OpenApiSchema schema, Type type, object usual)
    {
        SchemaDefaults.Complete(schema, usual);
        if (!type.IsSubclassOf(typeof(TimelineEvent)))
            return;
        schema.Required!.Add("type");
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["type"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [JsonNamingPolicy.CamelCase.ConvertName(type.Name)],
        };
    }

    static OpenApiSchema Percentage() => new() { Type = JsonSchemaType.String, Pattern = "^[0-9]+%$" };

    static void Replace(OpenApiSchema schema, params IOpenApiSchema[] either)
    {
        (schema.Type, schema.Properties, schema.Required, schema.AdditionalPropertiesAllowed) = (
            null,
            null,
            null,
            true
        );
        schema.OneOf = [.. either];
    }
}
