using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.Problems;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

/// <summary>A browser page may call <c>/mcp</c> only from an allowed origin; other clients send none.</summary>
public sealed class McpOriginFilter(RequestDelegate next, McpOrigins origins)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/mcp"))
            return next(context);
        var origin = context.Request.Headers.Origin;
        if (origin.Count == 0 || (origin.Count == 1 && origins.Allow(origin.ToString())))
        {
            context.RequestServices.GetRequiredService<McpRequest>().Http = context;
            return next(context);
        }
        return Problem
            .Forbidden(
                $"Pages of the origin '{Shown.Text(origin.ToString())}' may not call /mcp. Name it in Mcp:AllowedOrigins."
            )
            .ExecuteAsync(context);
    }
}

/// <summary>The origins that may call <c>/mcp</c>.</summary>
public sealed class McpOrigins(IOptions<McpEndpointOptions> options, IOptions<PublicOptions> seen)
{
    public const string Policy = "mcp";

    private readonly string[] listed = [.. OptionsSetup.Split(options.Value.AllowedOrigins).Select(Normal)];
    private readonly string? own = seen.Value.BaseUrl is { } url ? Normal(url) : null;

    public bool Allow(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri))
            return listed.Contains("*");
        var normal = Normal(uri);
        return normal == own || (listed.Length == 0 ? uri.IsLoopback : listed.Contains("*") || listed.Contains(normal));
    }

    private static string Normal(string origin) => origin == "*" ? origin : Normal(new Uri(origin));

    private static string Normal(Uri uri) => uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant();
}

static class McpOriginServices
{
    public static void AddMcpOrigins(this IServiceCollection services)
    {
        services.AddSingleton<McpOrigins>();
        services.AddCors();
        services
            .AddOptions<CorsOptions>()
            .Configure<McpOrigins>(
                (cors, origins) =>
                    cors.AddPolicy(
                        McpOrigins.Policy,
                        policy =>
                            policy
                                .SetIsOriginAllowed(origins.Allow)
                                .WithMethods("POST")
                                .AllowAnyHeader()
                                .SetPreflightMaxAge(TimeSpan.FromHours(1))
                    )
            );
    }
}
