using System.Collections.Immutable;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>The content phase: canary, rewrite, and the connection to a backend.</summary>
internal static class NginxContent
{
    public static IngressRoute Serve<TRecorder>(
        Cluster cluster,
        NginxServer server,
        NginxLocation location,
        string path,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        if (location.Target is null)
        {
            if (TRecorder.Records)
                recorder.Add(NginxHops.NoPath(server, location, request));
            return IngressRoute.Answer(404);
        }
        if (TRecorder.Records)
            recorder.Add(NginxHops.Matched(server, location, request));
        if (!location.Target.IsUsable && location.Fallback is { } fallback)
        {
            if (TRecorder.Records)
                recorder.Add(NginxHops.TakenOver(location, fallback));
            return IngressStage.To(cluster, fallback, request, ref recorder);
        }
        if (TRecorder.Records)
            recorder.Add(TargetHops.Of(cluster, location.Target));
        var rewritesToUrl = location.Rewrites && IsUrl(location.Annotations.RewriteTarget);
        if (rewritesToUrl && !TRecorder.Records)
            return IngressRoute.Answer(302);
        var route = new IngressRoute(Verdict.Answered, Backends(cluster, location, request, ref recorder))
        {
            Status = 503,
            IsSplit = location.Canary is not null,
        };
        if (!TRecorder.Records)
            return route;
        var (uri, match) = Rewrite(location, path, request);
        if (rewritesToUrl)
        {
            recorder.Add(NginxHops.Redirected(location.Annotations, "rewrite-target", 302, uri, request));
            return IngressRoute.Answer(302, uri);
        }
        if (location.Rewrites)
            recorder.Add(NginxHops.Rewritten(location, request, uri));
        var question = uri.IndexOf('?');
        return route with
        {
            Request = new(
                location.Annotations.UpstreamVhost.Length > 0
                    ? NginxVariables.Expand(location.Annotations.UpstreamVhost, request)
                    : request.Host,
                question < 0 ? uri : uri[..question],
                question < 0 ? request.Query : uri[(question + 1)..],
                Headers(location, request, match)
            ),
        };
    }

    private static RouteBackend[] Backends<TRecorder>(
        Cluster cluster,
        NginxLocation location,
        in IngressRequest request,
        ref TRecorder recorder
    )
        where TRecorder : struct, IHopRecorder
    {
        // Without endpoints the main backend has no balancer, and its canary is never asked.
        if (location.Canary is not { } canary || !location.Target!.IsUsable)
            return location.Main;
        var choice = canary.Choose(request);
        if (TRecorder.Records)
            recorder.Add(NginxHops.Canary(cluster, location, canary, choice));
        if (!location.CanaryTarget!.IsUsable || choice.Share == 0)
            return location.Main;
        if (choice.Share < 1)
            return location.Split;
        if (TRecorder.Records)
            recorder.Add(TargetHops.Of(cluster, location.CanaryTarget));
        return location.CanaryTarget.Alone;
    }

    private static bool IsUrl(string target) =>
        target.StartsWith("http://", StringComparison.Ordinal)
        || target.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>Path and query after rewrite-target, which replaces the whole path.</summary>
    private static (string Uri, System.Text.RegularExpressions.Match? Match) Rewrite(
        NginxLocation location,
        string path,
        in IngressRequest request
    )
    {
        if (!location.Rewrites)
            return (request.Uri, null);
        var match = location.Captures(path);
        var uri = NginxVariables.Expand(location.Annotations.RewriteTarget, request, match);
        if (uri.EndsWith('?'))
            return (uri[..^1] + "?", match);
        if (request.Query.Length > 0)
            uri = uri.Contains('?') ? $"{uri}&{request.Query}" : $"{uri}?{request.Query}";
        return (uri, match);
    }

    private static ImmutableArray<KeyValuePair<string, string>> Headers(
        NginxLocation location,
        in IngressRequest request,
        System.Text.RegularExpressions.Match? match
    )
    {
        var headers = request.To.Headers.ToBuilder();
        Set("X-Real-IP", request.Client.ToString());
        Set("X-Forwarded-For", request.Client.ToString());
        Set("X-Forwarded-Host", request.Host);
        Set("X-Forwarded-Port", request.To.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set("X-Forwarded-Proto", request.To.Url.Scheme);
        Set("X-Forwarded-Scheme", request.To.Url.Scheme);
        Set("X-Scheme", request.To.Url.Scheme);
        if (location.Rewrites && location.Annotations.ForwardedPrefix.Length > 0)
            Set("X-Forwarded-Prefix", NginxVariables.Expand(location.Annotations.ForwardedPrefix, request, match));
        return headers.ToImmutable();

        void Set(string name, string value)
        {
            headers.RemoveAll(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase));
            if (value.Length > 0)
                headers.Add(new(name, value));
        }
    }
}
