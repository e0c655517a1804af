using System.Net;
using KnowledgeApi.Hosting.Mcp;
using KnowledgeApi.Hosting.OpenApi;
using KnowledgeApi.Hosting.Problems;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace KnowledgeApi.Hosting;

/// <summary>What every request passes before it reaches a feature, in order.</summary>
public static class WebHosting
{
    private const int LongestRequestLine = 128 * 1024;

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Settings and pages lie beside the application wherever it is started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = Switches.Read(args), ContentRootPath = AppContext.BaseDirectory }
        );
        // What outlives a state of the content must not hold on to it.
        builder.Host.UseDefaultServiceProvider(o => (o.ValidateScopes, o.ValidateOnBuild) = (true, true));
        string[] listening = ["urls", "http_ports", "https_ports"];
        if (
            listening.All(key => string.IsNullOrEmpty(builder.Configuration[key]))
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists()
        )
            builder.WebHost.UseUrls(PublicUrl.Default);
        return builder;
    }

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddProblems();
        services.AddCallerRateLimits();
        services.AddMcpOrigins();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(o => Json.Apply(o.SerializerOptions));
        services
            .AddOptions<KestrelServerOptions>()
            .Configure(kestrel =>
            {
                kestrel.AddServerHeader = false;
                // BodyLimit stands in its place.
                kestrel.Limits.MaxRequestBodySize = null;
                // A question that is too long, each character of it escaped, is refused with a reason, not with a bare 414.
                kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            });
        services
            .AddOptions<ForwardedHeadersOptions>()
            .Configure<IOptions<PublicOptions>>(
                (forwarded, seen) =>
                {
                    forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                    forwarded.ForwardLimit = null;
                    foreach (var proxy in OptionsSetup.Split(seen.Value.TrustedProxies))
                        if (IPNetwork.TryParse(proxy, out var network))
                            forwarded.KnownIPNetworks.Add(network);
                        else
                            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
                }
            );
        services.AddResponseCompression(o =>
            o.MimeTypes = [
                .. ResponseCompressionDefaults.MimeTypes,
                "application/problem+json",
                "image/svg+xml",
                "text/markdown",
                "text/csv",
            ]
        );
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<HeadAsGet>();
        app.UseExceptionHandler();
        app.UseMiddleware<BodyLimit>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HostFilter>();
        app.UseResponseCompression();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger"), swagger => swagger.UseOpenApi());
        app.UseRouting();
        // Not passed at all where it is not wanted: each layer that waits for the next costs every call.
        app.UseWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<ISkipStatusCodePagesMetadata>() is null,
            rest => rest.UseStatusCodePages()
        );
        app.UseMiddleware<McpOriginFilter>();
        app.UseCors();
        app.UseRateLimiter();
        if (McpAuthorization.IsRequired(app.Configuration))
            app.UseAuthentication().UseAuthorization();
        else
            // Whoever wants to know a caller asks for their scheme; the framework would put its own question first.
            ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
    }
}
