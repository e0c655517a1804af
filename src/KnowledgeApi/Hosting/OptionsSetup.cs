using System.Net;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

/// <summary>Binds every section and checks it before the service starts.</summary>
public static class OptionsSetup
{
    public static readonly char[] Separators = [' ', ',', ';', '\t'];

    public static IServiceCollection AddOptionSections(this IServiceCollection services)
    {
        services
            .Section<ContentOptions>("Content")
            .PostConfigure(o => o.Path = ContentFolder.Resolve(o.Path))
            .Validate(
                o => Directory.Exists(o.Path),
                "Content:Path: no such folder, neither from the working directory nor beside the application."
            );
        services
            .Section<StorageOptions>("Storage")
            .Validate<IConfiguration>(
                (o, settings) =>
                    o.Provider == StorageProvider.Sqlite
                    || !string.IsNullOrWhiteSpace(settings.GetConnectionString("Learners")),
                "ConnectionStrings:Learners: PostgreSql needs one, such as Host=db;Database=knowledge;Username=knowledge."
            );
        services
            .Section<OidcOptions>("Oidc")
            .Validate(
                o =>
                    o.Authority is null
                    || (
                        Uri.TryCreate(o.Authority, UriKind.Absolute, out var uri)
                        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
                    ),
                "Oidc:Authority: not an https URL."
            )
            .Validate(
                o => o.Authority is null || !string.IsNullOrWhiteSpace(o.Audience),
                "Oidc:Audience: needed with Oidc:Authority; tokens meant for other services must not open this one."
            );
        services.Section<AuthorOptions>("Authors");
        services
            .Section<PublicOptions>("Public")
            .Validate(o => o.BaseUrl is null || IsWebAddress(o.BaseUrl), "Public:BaseUrl: not an absolute http(s) URL.")
            .Validate(
                o => Split(o.TrustedProxies).All(p => IPNetwork.TryParse(p, out _) || IPAddress.TryParse(p, out _)),
                "Public:TrustedProxies: each must be an IP address or a CIDR such as 10.0.0.0/8."
            );
        services
            .Section<EmbeddingOptions>("Embedding")
            .Validate(
                o => o.FrameAncestors.All(c => c is > ' ' and <= '~' || c == ' '),
                "Embedding:FrameAncestors: sources such as https://wiki.example, 'self' or 'none', separated by spaces."
            );
        services
            .Section<McpEndpointOptions>("Mcp")
            .Validate<IOptions<OidcOptions>>(
                (o, oidc) => !o.RequireAuthorization || oidc.Value.Authority is not null,
                "Mcp:RequireAuthorization: needs Oidc:Authority and Oidc:Audience, whose tokens are taken."
            )
            .Validate(
                o => Split(o.AllowedOrigins).All(origin => origin == "*" || IsWebAddress(origin)),
                "Mcp:AllowedOrigins: each must be an origin such as https://chat.example, or *."
            );
        services.Section<RateLimitOptions>("RateLimits");
        services.Section<LimitOptions>("Limits");
        services.Section<TimelineOptions>("Timelines");
        services.Section<CapacityOptions>("Capacity");
        return services;
    }

    public static string[] Split(string? list) =>
        (list ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static OptionsBuilder<T> Section<T>(this IServiceCollection services, string name)
        where T : class => services.AddOptions<T>().BindConfiguration(name).ValidateDataAnnotations().ValidateOnStart();

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
