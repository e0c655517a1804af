using KnowledgeApi.Content;
using KnowledgeApi.Questions;
using KnowledgeApi.Scenarios;
using KnowledgeApi.Search;
using KnowledgeApi.Simulations;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

public static class McpServices
{
    private const string Instructions = """
        Knowledge of Kubernetes networking, and a simulator that computes where requests go.
        To answer a question: answer_question, or search_knowledge and then read_section; cite the url.
        To say what happens in given manifests: simulate_requests, never by guessing; each hop names the line that decided.
        To practise: get_questions, then check_answer. Examples to run: list_scenarios, then run_scenario.
        """;

    /// <summary>The tools, whatever they are reached by.</summary>
    public static IMcpServerBuilder AddKnowledgeMcp(this IServiceCollection services)
    {
        var server = services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation
                {
                    Name = "knowledge-api",
                    Title = "Knowledge API",
                    Version = typeof(McpServices).Assembly.GetName().Version!.ToString(3),
                };
                options.ServerInstructions = Instructions;
            })
            .WithTools<SearchTools>(Json.Options)
            .WithTools<ArticleTools>(Json.Options)
            .WithTools<QuestionTools>(Json.Options)
            .WithTools<ScenarioTools>(Json.Options)
            .WithTools<SimulationTools>(Json.Options)
            .WithKnowledgeFilters();
        services.PostConfigure<McpServerOptions>(TidySchemas);
        return server;
    }

    public static void AddMcpOverHttp(this IServiceCollection services) =>
        services.AddKnowledgeMcp().WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.Stateless);

    public static void MapMcpOverHttp(this IEndpointRouteBuilder routes) =>
        routes.MapMcp("/mcp").RequireCors(McpOrigins.Policy).WithMetadata(new ManifestBody());

    private static void TidySchemas(McpServerOptions options)
    {
        foreach (var tool in options.ToolCollection ?? [])
        {
            var description = tool.ProtocolTool;
            description.InputSchema = SchemaTidy.WithoutNulls(description.InputSchema);
            if (description.OutputSchema is { } output)
                description.OutputSchema = SchemaTidy.WithoutNulls(output);
        }
    }
}
