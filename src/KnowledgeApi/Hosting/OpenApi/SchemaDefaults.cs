using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.OpenApi;

namespace KnowledgeApi.Hosting.OpenApi;

/// <summary>What a type that a body is read into cannot say of itself: which fields are required, and what the others default to.</summary>
internal static class SchemaDefaults
{
    /// <param name="usual">The value of the type that an absent field's default is taken from.</param>
    public static void Complete(OpenApiSchema schema, object usual)
    {
        var type = usual.GetType();
        schema.Required = new HashSet<string>();
        foreach (var property in type.GetProperties())
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var shown = schema.Properties?.TryGetValue(name, out var found) == true ? found as OpenApiSchema : null;
            if (IsRequired(type, property))
            {
                schema.Required.Add(name);
                shown?.Type &= ~JsonSchemaType.Null;
            }
            else if (shown is not null && property.GetValue(usual) is { } value)
                shown.Default = JsonSerializer.SerializeToNode(value, Json.Options);
        }
    }

    private static bool IsRequired(Type type, PropertyInfo property) =>
        property.GetCustomAttribute<RequiredMemberAttribute>() is not null
        || type.GetConstructors().Any(c => c.GetParameters().Any(p => p.Name == property.Name && !p.HasDefaultValue));
}
