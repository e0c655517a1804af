using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting;

/// <summary>Nothing here runs scripts; only the pages under <c>/embed</c> may be framed, by those the option names.</summary>
public sealed class SecurityHeaders(RequestDelegate next, IOptions<EmbeddingOptions> embedding)
{
    private const string Swagger =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    private static readonly string Page =
        $"default-src 'none'; style-src {HtmlPage.StyleSource}; img-src * data:; base-uri 'none'";

    private static readonly string Unframed = $"{Page}; form-action 'none'; frame-ancestors 'none'";

    private readonly string embedded =
        $"{Page}; form-action 'self'; frame-ancestors {string.Join(' ', OptionsSetup.Split(embedding.Value.FrameAncestors))}";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentSecurityPolicy =
            path.StartsWithSegments("/embed") ? embedded
            : path.StartsWithSegments("/swagger") ? Swagger
            : Unframed;
        return next(context);
    }
}
