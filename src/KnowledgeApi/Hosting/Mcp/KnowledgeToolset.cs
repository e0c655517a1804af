using System.Reflection;
using KnowledgeApi.Content;
using KnowledgeApi.Diagnosis;
using KnowledgeApi.Flashcards;
using KnowledgeApi.Practice;
using KnowledgeApi.Questions;
using KnowledgeApi.Reachability;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Search;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// The tools and prompts, made once. Where they are registered one by one, the protocol's library collects them anew for
/// each request of a server without sessions.
/// </summary>
public sealed class KnowledgeToolset
{
    private static readonly Type[] ToolTypes =
    [
        typeof(SearchTools),
        typeof(ArticleTools),
        typeof(QuestionTools),
        typeof(PracticeTools),
        typeof(FlashcardTools),
        typeof(ScenarioTools),
        typeof(SimulationTools),
        typeof(ReachabilityTools),
        typeof(DiagnosisTools),
    ];

    public KnowledgeToolset()
    {
        foreach (var method in ToolTypes.SelectMany(Methods<McpServerToolAttribute>))
            Tools.Add(Tool(method));
        foreach (var method in Methods<McpServerPromptAttribute>(typeof(KnowledgePrompts)))
            Prompts.Add(Prompt(method));
    }

    public McpServerPrimitiveCollection<McpServerTool> Tools { get; } = [];

    public McpServerPrimitiveCollection<McpServerPrompt> Prompts { get; } = [];

    private static IEnumerable<MethodInfo> Methods<TAttribute>(Type type)
        where TAttribute : Attribute =>
        type.GetMethods().Where(method => method.GetCustomAttribute<TAttribute>() is not null);

    private static KnowledgeTool Tool(MethodInfo method)
    {
        var make = Factory<CallToolRequestParams>(method.DeclaringType!);
        return new KnowledgeTool(
            McpServerTool.Create(
                method,
                make,
                new() { SerializerOptions = Json.Options, SchemaCreateOptions = SchemaTidy.Creation }
            ),
            method
        );
    }

    private static KnowledgePrompt Prompt(MethodInfo method)
    {
        var options = new McpServerPromptCreateOptions { SerializerOptions = Json.Options };
        var prompt = method.IsStatic
            ? McpServerPrompt.Create(method, options: options)
            : McpServerPrompt.Create(method, Factory<GetPromptRequestParams>(method.DeclaringType!), options);
        prompt.ProtocolPrompt.Icons = McpIcons.Of(prompt.ProtocolPrompt.Name);
        return new(prompt);
    }

    private static Func<RequestContext<TParams>, object> Factory<TParams>(Type type)
    {
        var make = ActivatorUtilities.CreateFactory(type, []);
        return request => make(request.Services!, null);
    }

    // Unwrapped, the library would look through each prompt's schema for values to complete, for every request.
    private sealed class KnowledgePrompt(McpServerPrompt prompt) : DelegatingMcpServerPrompt(prompt);
}
