using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>Takes a request through a server, in the order of nginx' phases: rewrite, access, content.</summary>
/// <remarks>Follows <c>rootfs/etc/nginx/template/nginx.tmpl</c> and <c>lua/lua_ingress.lua</c> of kubernetes/ingress-nginx.</remarks>
internal static class NginxStage
{
    public static IngressRoute Route<TRecorder>(
        Cluster cluster,
        NginxServer server,
        string className,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var path = NginxPath.Normalize(request.Path);
        if (server.RedirectsFor is { } other)
        {
            var to = TRecorder.Records ? $"{request.To.Url.Scheme}://{server.Host}{WithoutLastSlash(request.Uri)}" : "";
            return Redirect(other, "from-to-www-redirect", 308, to, request, ref recorder);
        }
        if (path == "/" && server.AppRoot is { } root)
        {
            var to = TRecorder.Records ? $"{request.To.Url.Scheme}://{request.HostAndPort}{root.AppRoot}" : "";
            return Redirect(root, "app-root", 302, to, request, ref recorder);
        }
        var location = server.Find(path);
        if (server.WithSlash(path, location) is { } slashed)
        {
            if (!TRecorder.Records)
                return IngressRoute.Answer(301);
            recorder.Add(NginxHops.AddsSlash(slashed, request));
            var query = request.Query.Length == 0 ? "" : "?" + request.Query;
            return IngressRoute.Answer(301, $"{request.To.Url.Scheme}://{request.HostAndPort}{path}/{query}");
        }
        if (location is null)
        {
            if (TRecorder.Records)
                recorder.Add(NginxHops.NoLocation(server));
            return IngressRoute.Answer(404);
        }
        return Rewritten(server, location, request, ref recorder)
            ?? Refused(location, request, ref recorder)
            ?? NginxContent.Serve(cluster, server, location, path, request, ref recorder);
    }

    /// <summary>The rewrite phase, where redirects are answered; null where the request goes on.</summary>
    private static IngressRoute? Rewritten<TRecorder>(
        NginxServer server,
        NginxLocation location,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var annotations = location.Annotations;
        if (annotations.Fault.Key is { } fault)
            return Answer(annotations, fault, 503, NginxHops.Unreadable, ref recorder);
        if (annotations.EnableCors && request.To.Method == "OPTIONS" && AllowsOrigin(annotations, request))
            return Answer(annotations, "enable-cors", 204, NginxHops.Preflight, ref recorder);
        if (annotations.RedirectUrl.Length > 0)
        {
            var to = TRecorder.Records ? NginxVariables.Expand(annotations.RedirectUrl, request) : "";
            return Redirect(
                annotations,
                annotations.RedirectKey,
                annotations.RedirectStatus,
                to,
                request,
                ref recorder
            );
        }
        if (
            request.IsHttps
            || !(annotations.ForceSslRedirect || (server.TlsIngress is not null && annotations.SslRedirect))
        )
            return null;
        if (!TRecorder.Records)
            return IngressRoute.Answer(308);
        var uri = annotations.PreserveTrailingSlash ? request.Uri : WithoutLastSlash(request.Uri);
        recorder.Add(NginxHops.ToHttps(annotations, server.TlsIngress, request));
        return IngressRoute.Answer(308, $"https://{request.Host}{uri}");
    }

    /// <summary>The access phase: source ranges, then basic or digest authentication.</summary>
    private static IngressRoute? Refused<TRecorder>(
        NginxLocation location,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        var annotations = location.Annotations;
        if (Holds(annotations.Denied, request.Client))
            return Forbid("denylist-source-range", request, ref recorder);
        if (annotations.Allowed.Length > 0 && !Holds(annotations.Allowed, request.Client))
            return Forbid(annotations.AllowKey, request, ref recorder);
        if (annotations.RequiresLogin && request.Header("Authorization") is null)
            return Answer(annotations, "auth-type", 401, NginxHops.NeedsLogin, ref recorder);
        return null;

        IngressRoute Forbid(string key, in IngressRequest request, ref TRecorder recorder)
        {
            if (TRecorder.Records)
                recorder.Add(NginxHops.Forbidden(annotations, key, request));
            return IngressRoute.Answer(403);
        }
    }

    private static IngressRoute Redirect<TRecorder>(
        NginxAnnotations annotations,
        string key,
        int status,
        string location,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (TRecorder.Records)
            recorder.Add(NginxHops.Redirected(annotations, key, status, location, request));
        return IngressRoute.Answer(status, location);
    }

    private static IngressRoute Answer<TRecorder>(
        NginxAnnotations annotations,
        string key,
        int status,
        Func<NginxAnnotations, string, Hop> hop,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (TRecorder.Records)
            recorder.Add(hop(annotations, key));
        return IngressRoute.Answer(status);
    }

    private static bool Holds(Cidr[] ranges, IpAddress address)
    {
        foreach (var range in ranges)
            if (range.Contains(address))
                return true;
        return false;
    }

    private static bool AllowsOrigin(NginxAnnotations annotations, in IngressRequest request)
    {
        if (annotations.CorsOrigins is [] or ["*"])
            return true;
        var origin = request.Header("Origin") ?? "";
        foreach (var text in annotations.CorsOrigins)
        {
            var allowed = text.AsSpan();
            var star = allowed.IndexOf("*.");
            if (star < 0 ? allowed.SequenceEqual(origin) : IsSubdomain(origin, allowed[..star], allowed[(star + 1)..]))
                return true;
        }
        return false;
    }

    private static bool IsSubdomain(ReadOnlySpan<char> origin, ReadOnlySpan<char> start, ReadOnlySpan<char> end) =>
        origin.Length > start.Length + end.Length
        && origin.StartsWith(start, StringComparison.OrdinalIgnoreCase)
        && origin.EndsWith(end, StringComparison.OrdinalIgnoreCase)
        && !origin[start.Length..^end.Length].Contains('.');

    private static string WithoutLastSlash(string uri) => uri.EndsWith('/') ? uri[..^1] : uri;
}
