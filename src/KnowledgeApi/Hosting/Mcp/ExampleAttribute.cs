namespace KnowledgeApi.Hosting.Mcp;

/// <summary>An argument as a caller may write it, for the tool's input schema.</summary>
/// <param name="json">As JSON.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ExampleAttribute(string json) : Attribute
{
    public string Json { get; } = json;
}
