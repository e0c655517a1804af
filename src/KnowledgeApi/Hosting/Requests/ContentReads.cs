using System.Security.Cryptography;
using System.Text;
using KnowledgeApi.Content;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>
/// What is read from content changes only with the content, the build or the public address: a caller who has that
/// version is told so instead of being sent it again.
/// </summary>
public sealed class ContentReads(PublicUrl url) : IEndpointFilter
{
    private Held last = new("", "");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var http = context.HttpContext;
        if (
            !HttpMethods.IsGet(http.Request.Method) || result is IStatusCodeHttpResult { StatusCode: not (null or 200) }
        )
            return result;
        var form = (result as IContentTypeHttpResult)?.ContentType is { } type
            ? type.Split(';')[0].Split('/')[^1]
            : "json";
        var tag = new EntityTagHeaderValue($"\"{Version(http)}-{form}\"", isWeak: true);
        http.Response.Headers.ETag = tag.ToString();
        http.Response.Headers.CacheControl = "no-cache";
        return Has(http.Request.Headers.IfNoneMatch, tag) ? TypedResults.StatusCode(304) : result;
    }

    private string Version(HttpContext http)
    {
        var revision = http.RequestServices.GetRequiredService<Library>().Revision;
        var known = last;
        if (known.Revision == revision)
            return known.Version;
        var version = Hash($"{revision} {url.Base} {typeof(ContentReads).Assembly.ManifestModule.ModuleVersionId}");
        last = new(revision, version);
        return version;
    }

    private static bool Has(StringValues held, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(held, out var tags)
        && tags.Any(t => t == EntityTagHeaderValue.Any || t.Compare(tag, useStrongComparison: false));

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];

    private sealed record Held(string Revision, string Version);
}
