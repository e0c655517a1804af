using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>What the protocol's library leaves to the server.</summary>
internal static partial class McpFilters
{
    // Lists change with a release only; a client that keeps them a while asks less.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public static IMcpServerBuilder WithKnowledgeFilters(this IMcpServerBuilder server) =>
        server
            .WithRequestFilters(filters =>
            {
                filters.AddCallToolFilter(CheckArguments);
                filters.AddListToolsFilter(next => async (request, ct) => Cacheable(await next(request, ct)));
                filters.AddListPromptsFilter(next => async (request, ct) => Cacheable(await next(request, ct)));
                filters.AddListResourcesFilter(next => async (request, ct) => Cacheable(await next(request, ct)));
                filters.AddListResourceTemplatesFilter(next =>
                    async (request, ct) => Cacheable(await next(request, ct))
                );
                filters.AddReadResourceFilter(next => async (request, ct) => Cacheable(await next(request, ct)));
            })
            .WithMessageFilters(filters => filters.AddOutgoingFilter(CacheDiscovery));

    private static McpRequestHandler<CallToolRequestParams, CallToolResult> CheckArguments(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next
    ) =>
        async (request, cancellationToken) =>
        {
            if (request.MatchedPrimitive is not McpServerTool tool)
                return await next(request, cancellationToken);
            var faults = ArgumentSchema.Faults(tool.ProtocolTool.InputSchema, request.Params?.Arguments).ToList();
            if (faults.Count > 0)
                return ToolResults.Refused(string.Join('\n', faults));
            try
            {
                return await next(request, cancellationToken);
            }
            catch (Exception e) when (e is not (OperationCanceledException or McpException))
            {
                var traceId = Activity.Current?.TraceId.ToString() ?? "none";
                var logger = request.Services!.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(McpFilters));
                LogFault(logger, e, tool.ProtocolTool.Name, traceId);
                return ToolResults.Refused(
                    $"Something went wrong here, not with your call. Report the trace id {traceId}."
                );
            }
        };

    private static T Cacheable<T>(T result)
        where T : ICacheableResult
    {
        result.TimeToLive = Fresh;
        result.CacheScope = CacheScope.Public;
        return result;
    }

    // Discovery has no filter of its own.
    private static McpMessageHandler CacheDiscovery(McpMessageHandler next) =>
        async (message, cancellationToken) =>
        {
            if (
                message.JsonRpcMessage is JsonRpcResponse { Result: JsonObject result }
                && result.ContainsKey("supportedVersions")
            )
            {
                result["ttlMs"] = (long)Fresh.TotalMilliseconds;
                result["cacheScope"] = "public";
            }
            await next(message, cancellationToken);
        };

    [LoggerMessage(LogLevel.Error, "The tool {Tool} failed, trace {TraceId}")]
    private static partial void LogFault(ILogger logger, Exception exception, string tool, string traceId);
}
