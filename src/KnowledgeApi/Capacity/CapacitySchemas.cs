using System.Collections.Frozen;
using KnowledgeApi.Hosting.OpenApi;
using Microsoft.OpenApi;
using NetworkSimulator.Capacity;
using NetworkSimulator.Capacity.Cost;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KnowledgeApi.Capacity;

/// <summary>Defaults and required fields of what a request holds.</summary>
internal sealed class CapacitySchemas : ISchemaFilter
{
    private static readonly FrozenDictionary<Type, object> Defaults = new object[]
    {
        new CapacityRequest(),
        new Subnet("", ""),
        new NodeGroup("", "", 1),
        new WarmTargets(),
        new PodGroup("", 0),
        new CostPlan(),
        new Traffic(),
        new ObjectTraffic("", new()),
        PriceTable.Example,
    }.ToFrozenDictionary(value => value.GetType());

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (
            schema is OpenApiSchema written
            && context.MemberInfo is null
            && Defaults.TryGetValue(context.Type, out var usual)
        )
            SchemaDefaults.Complete(written, usual);
    }
}
