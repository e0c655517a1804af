using KnowledgeApi.Hosting.Problems;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace KnowledgeApi.Hosting;

/// <summary>
/// Keeps a page of another site from reaching this service under that site's name (DNS rebinding). The framework's own
/// filter cannot let a probe by IP address through, so it is left open and this one stands in its place.
/// </summary>
public sealed class HostFilter
{
    private readonly RequestDelegate next;
    private readonly StringSegment[]? allowed;

    public HostFilter(RequestDelegate next, IConfiguration configuration, IOptions<PublicOptions> seen)
    {
        this.next = next;
        var hosts = OptionsSetup.Split(configuration["AllowedHosts"]);
        if (hosts.Length == 0)
            hosts = ["localhost", "127.0.0.1", "[::1]"];
        if (seen.Value.BaseUrl is { } url)
            hosts = [.. hosts, new Uri(url).Host];
        allowed = hosts.Contains("*") ? null : [.. hosts.Select(h => new StringSegment(HostOnly(h)))];
    }

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host;
        if (
            allowed is null
            || !host.HasValue
            || context.Request.Path.StartsWithSegments("/health")
            || HostString.MatchesAny(host.Host, allowed)
        )
            return next(context);
        return Problem
            .BadRequest(
                $"The host '{Shown.Text(host.Host)}' is not served here. Name it in AllowedHosts, or in Public:BaseUrl."
            )
            .ExecuteAsync(context);
    }

    public static void OpenFrameworkFilter(HostFilteringOptions options) => options.AllowedHosts = ["*"];

    // AllowedHosts entries may carry a port, which HostString.MatchesAny does not compare.
    private static string HostOnly(string entry) => new HostString(entry).Host is { Length: > 0 } host ? host : entry;
}
