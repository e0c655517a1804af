using System.Reflection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>A tool that says more of itself than the protocol's library finds out.</summary>
internal sealed class KnowledgeTool : DelegatingMcpServerTool
{
    public KnowledgeTool(McpServerTool tool, MethodInfo method)
        : base(tool)
    {
        var found = tool.ProtocolTool;
        IsKept = method.GetCustomAttribute<KeptAttribute>() is not null;
        ProtocolTool = new()
        {
            Name = found.Name,
            Title = found.Title,
            Description = found.Description,
            InputSchema = SchemaTidy.WithExamples(SchemaTidy.WithoutNulls(found.InputSchema), method),
            OutputSchema = SchemaTidy.WithoutNulls(found.OutputSchema!.Value),
            Annotations = found.Annotations,
            Icons = McpIcons.Of(found.Name),
            Meta = found.Meta,
        };
        // Where it has one, the library makes structured content of whatever a method returns: of a whole result, too.
        found.OutputSchema = null;
    }

    public override Tool ProtocolTool { get; }

    public bool IsKept { get; }
}
