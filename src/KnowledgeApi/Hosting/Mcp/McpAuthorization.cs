using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore.Authentication;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>
/// With <c>Mcp:RequireAuthorization</c>, only tokens of the identity provider that are meant for this service open
/// <c>/mcp</c>; protected-resource metadata (RFC 9728) tell a client where to get one.
/// </summary>
internal static class McpAuthorization
{
    public const string Policy = "mcp";

    public static bool IsRequired(IConfiguration settings) => settings.GetValue<bool>("Mcp:RequireAuthorization");

    public static void AddMcpAuthorization(this IServiceCollection services)
    {
        services.AddAuthentication().AddMcp();
        services
            .AddOptions<McpAuthenticationOptions>(McpAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<OidcOptions>, PublicUrl>(
                (mcp, oidc, url) =>
                {
                    mcp.ForwardAuthenticate = JwtBearerDefaults.AuthenticationScheme;
                    mcp.ResourceMetadata = new()
                    {
                        Resource = $"{url.Base}/mcp",
                        ResourceName = "Knowledge API",
                        AuthorizationServers = { oidc.Value.Authority! },
                        BearerMethodsSupported = { "header" },
                    };
                }
            );
        services
            .AddAuthorizationBuilder()
            .AddPolicy(
                Policy,
                policy =>
                    policy
                        .AddAuthenticationSchemes(McpAuthenticationDefaults.AuthenticationScheme)
                        .RequireAuthenticatedUser()
            );
    }
}
