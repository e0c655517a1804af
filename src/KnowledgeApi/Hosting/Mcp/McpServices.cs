using System.Text.Json.Nodes;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Mcp.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

public static class McpServices
{
    private const string Instructions = """
        Knowledge of Kubernetes networking, and a simulator that computes where requests go.
        To answer a question: answer_question, or search_knowledge and then read_section; cite the url.
        To say what happens in given manifests: simulate_requests, never by guessing; each hop names the line that decided. Why something does not connect, and a proven fix: diagnose_request.
        To say what a set of policies allows: analyze_reachability. Examples to run: list_scenarios, then run_scenario.
        To practise: practice for a session with a report, get_questions and check_answer for single questions. Never tell a key before the user has answered.
        An answer that ends in a cursor goes on with the same arguments and that cursor.
        """;

    /// <summary>Tools, prompts and resources, whatever they are reached by.</summary>
    public static IMcpServerBuilder AddKnowledgeMcp(this IServiceCollection services)
    {
        services.AddScoped<McpRequest>();
        services.AddScoped<McpCaller>();
        services.AddPerContent<KeptAnswers>();
        services.AddPerContent<KnowledgeResources>();
        services.AddPerContent<KnowledgeCompletions>();
        // Before the library's own setup, which adds what others register to what it finds.
        services
            .AddSingleton<KnowledgeToolset>()
            .AddSingleton<IOptionsFactory<McpServerOptions>, SharedServerOptions>()
            .AddOptions<McpServerOptions>()
            .Configure<KnowledgeToolset>(
                (options, set) => (options.ToolCollection, options.PromptCollection) = (set.Tools, set.Prompts)
            );
        return services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation
                {
                    Name = "knowledge-api",
                    Title = "Knowledge API",
                    Version = typeof(McpServices).Assembly.GetName().Version!.ToString(3),
                };
                options.ServerInstructions = Instructions;
                options.Capabilities = new ServerCapabilities
                {
                    Extensions = new Dictionary<string, object> { [AppViews.Extension] = new JsonObject() },
                };
            })
            .WithListResourcesHandler(
                (request, _) => ValueTask.FromResult(Resources(request.Services!).List(request.Params?.Cursor))
            )
            .WithListResourceTemplatesHandler(
                (_, _) =>
                    ValueTask.FromResult(
                        new ListResourceTemplatesResult { ResourceTemplates = [.. KnowledgeResources.Templates] }
                    )
            )
            .WithReadResourceHandler(
                (request, _) =>
                    ValueTask.FromResult(
                        Resources(request.Services!).Read(request.Params?.Uri ?? "", Missing(request.Server))
                    )
            )
            .WithCompleteHandler((request, _) => ValueTask.FromResult(Complete(request)))
            .WithKnowledgeFilters();
    }

    public static void AddMcpOverHttp(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddKnowledgeMcp()
            .WithHttpTransport(options => options.SessionMode = HttpServerSessionMode.Stateless);
        if (McpAuthorization.IsRequired(builder.Configuration))
            builder.Services.AddMcpAuthorization();
    }

    public static void MapMcpOverHttp(this WebApplication app)
    {
        var endpoint = app.MapMcp("/mcp").RequireCors(McpOrigins.Policy).WithMetadata(new ManifestBody());
        if (McpAuthorization.IsRequired(app.Configuration))
            endpoint.RequireAuthorization(McpAuthorization.Policy);
        else
            // The protocol's library tells what is wrong in a body of its own.
            endpoint.WithMetadata(new SkipStatusCodePagesAttribute());
    }

    private static KnowledgeResources Resources(IServiceProvider services) =>
        services.GetRequiredService<KnowledgeResources>();

    private static CompleteResult Complete(RequestContext<CompleteRequestParams> request)
    {
        var asked = request.Params ?? throw new McpProtocolException("'ref' is missing.", McpErrorCode.InvalidParams);
        var completions = request.Services!.GetRequiredService<KnowledgeCompletions>();
        return new()
        {
            Completion = completions.Complete(asked.Ref, asked.Argument.Name, asked.Argument.Value, asked.Context),
        };
    }

    // Revisions from 2026-07-28 on, written as dates, have no code of its own for a resource that does not exist.
    private static McpErrorCode Missing(McpServer server) =>
        string.CompareOrdinal(server.NegotiatedProtocolVersion, "2026-07-28") >= 0
            ? McpErrorCode.InvalidParams
            : McpErrorCode.ResourceNotFound;
}
