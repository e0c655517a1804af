using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Problems;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>What the protocol's library leaves to the server.</summary>
internal static partial class McpFilters
{
    // Lists change with a release or the content only; a client that keeps them a while asks less.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public static IMcpServerBuilder WithKnowledgeFilters(this IMcpServerBuilder server) =>
        server
            .WithRequestFilters(filters =>
            {
                filters.AddCallToolFilter(CallTool);
                filters.AddListToolsFilter(next =>
                    async (request, ct) => Sorted(await next(request, ct), r => r.Tools, tool => tool.Name)
                );
                filters.AddListPromptsFilter(next =>
                    async (request, ct) => Sorted(await next(request, ct), r => r.Prompts, prompt => prompt.Name)
                );
                filters.AddListResourcesFilter(next => async (request, ct) => Cacheable(await next(request, ct)));
                filters.AddListResourceTemplatesFilter(next =>
                    async (request, ct) => Cacheable(await next(request, ct))
                );
                filters.AddReadResourceFilter(next =>
                    async (request, ct) => Cacheable(await GuardAsync(next, request, request.Params?.Uri, ct))
                );
                filters.AddGetPromptFilter(CheckPrompt);
                filters.AddCompleteFilter(next =>
                    (request, ct) => GuardAsync(next, request, request.Params?.Argument.Name, ct)
                );
            })
            .WithMessageFilters(filters => filters.AddOutgoingFilter(Send));

    private static McpRequestHandler<CallToolRequestParams, CallToolResult> CallTool(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next
    ) =>
        (request, cancellationToken) =>
        {
            if (request.MatchedPrimitive is not McpServerTool tool)
                throw Unknown("tool", request.Params?.Name, Options(request.Services!).ToolCollection?.PrimitiveNames);
            // What was answered once had nothing wrong in its arguments.
            return tool is KnowledgeTool { IsKept: true } && Kept(request) is { Ready: not null }
                ? ValueTask.FromResult(new CallToolResult())
                : CheckedAsync(tool, next, request, cancellationToken);
        };

    // The answer itself takes its place when it is sent; other transports than HTTP run one after the other in one scope.
    private static KeptCall? Kept(RequestContext<CallToolRequestParams> request)
    {
        var services = request.Services!;
        var over = services.GetRequiredService<McpRequest>();
        if (
            over.Http is null
            || KeptAnswers.Key(request.Server.NegotiatedProtocolVersion, request.Params!.Name, request.Params.Arguments)
                is not { } key
        )
            return null;
        return over.Kept = new(services.GetRequiredService<KeptAnswers>(), key);
    }

    private static async ValueTask<CallToolResult> CheckedAsync(
        McpServerTool tool,
        McpRequestHandler<CallToolRequestParams, CallToolResult> next,
        RequestContext<CallToolRequestParams> request,
        CancellationToken cancellationToken
    )
    {
        DropNulls(request.Params?.Arguments);
        if (ToolArguments.Of(tool.ProtocolTool).Faults(request.Params?.Arguments) is { } faults)
            return ToolResults.Refused(faults);
        try
        {
            return await next(request, cancellationToken);
        }
        catch (Exception e) when (IsFault(e))
        {
            return ToolResults.Refused(Logged(e, request.Services!, tool.ProtocolTool.Name));
        }
    }

    private static McpRequestHandler<GetPromptRequestParams, GetPromptResult> CheckPrompt(
        McpRequestHandler<GetPromptRequestParams, GetPromptResult> next
    ) =>
        async (request, cancellationToken) =>
        {
            if (request.MatchedPrimitive is not McpServerPrompt prompt)
                throw Unknown(
                    "prompt",
                    request.Params?.Name,
                    Options(request.Services!).PromptCollection?.PrimitiveNames
                );
            if (PromptArguments.Faults(prompt.ProtocolPrompt, request.Params?.Arguments) is { } faults)
                throw new McpProtocolException(faults, McpErrorCode.InvalidParams);
            return await GuardAsync(next, request, prompt.ProtocolPrompt.Name, cancellationToken);
        };

    // The library tells a caller nothing of a fault of ours, and its own log is for faults of the protocol.
    private static async ValueTask<TResult> GuardAsync<TParams, TResult>(
        McpRequestHandler<TParams, TResult> next,
        RequestContext<TParams> request,
        string? name,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await next(request, cancellationToken);
        }
        catch (Exception e) when (IsFault(e))
        {
            throw new McpProtocolException(Logged(e, request.Services!, Shown.Text(name)), McpErrorCode.InternalError);
        }
    }

    /// <summary>What a caller is told of a fault of ours.</summary>
    private static string Logged(Exception e, IServiceProvider services, string name)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? "none";
        LogFault(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(McpFilters)), e, name, traceId);
        return $"Something went wrong here, not with your call. Report the trace id {traceId}.";
    }

    private static bool IsFault(Exception e) =>
        e is not (OperationCanceledException or McpException or InputRequiredException);

    // A model that fills in every argument writes null for what it leaves out.
    private static void DropNulls(IDictionary<string, JsonElement>? arguments)
    {
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
            if (value.ValueKind == JsonValueKind.Null)
                arguments!.Remove(name);
    }

    private static McpProtocolException Unknown(string what, string? name, IEnumerable<string>? known)
    {
        var nearest = Nearest.Of(name ?? "", known ?? []);
        var hint = nearest.IsEmpty ? "" : $" Nearest: {string.Join(", ", nearest.Select(near => $"'{near}'"))}.";
        return new($"There is no {what} '{Shown.Text(name)}'.{hint}", McpErrorCode.InvalidParams);
    }

    private static McpServerOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<McpServerOptions>>().Value;

    // The library keeps tools and prompts in an order that differs from process to process.
    private static TResult Sorted<TResult, T>(TResult result, Func<TResult, IList<T>> list, Func<T, string> name)
        where TResult : ICacheableResult
    {
        var items = list(result);
        var sorted = items.OrderBy(name, StringComparer.Ordinal).ToList();
        for (var i = 0; i < sorted.Count; i++)
            items[i] = sorted[i];
        return Cacheable(result);
    }

    private static T Cacheable<T>(T result)
        where T : ICacheableResult
    {
        result.TimeToLive = Fresh;
        result.CacheScope = CacheScope.Public;
        return result;
    }

    private static McpMessageHandler Send(McpMessageHandler next) =>
        (message, cancellationToken) =>
        {
            if (message.JsonRpcMessage is JsonRpcResponse { Result: JsonObject result } response)
            {
                // Discovery has no filter of its own.
                if (result.ContainsKey("supportedVersions"))
                {
                    result["ttlMs"] = (long)Fresh.TotalMilliseconds;
                    result["cacheScope"] = "public";
                }
                if (message.Server.Services?.GetService<McpRequest>()?.Kept is { } kept)
                    if (kept.Ready is { } ready)
                        response.Result = ready;
                    else
                        kept.Answers.Keep(kept.Key, result);
            }
            return next(message, cancellationToken);
        };

    [LoggerMessage(LogLevel.Error, "{Name} failed, trace {TraceId}")]
    private static partial void LogFault(ILogger logger, Exception exception, string name, string traceId);
}
