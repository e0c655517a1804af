namespace KnowledgeApi.Hosting;

/// <summary>Nothing here runs scripts or may be framed unless its own endpoint says so.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger")
            ? "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; frame-ancestors 'none'"
            : $"default-src 'none'; style-src {HtmlPage.StyleSource}; img-src * data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return next(context);
    }
}
