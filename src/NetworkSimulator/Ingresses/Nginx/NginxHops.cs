using System.Globalization;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>Words for what ingress-nginx did.</summary>
internal static class NginxHops
{
    /// <summary>ingress-nginx never turns a handshake away, so no line of the manifests decides it.</summary>
    public static Hop Handshake(string serverName, CertificateEntry? entry) =>
        new(
            "TLS",
            "",
            0,
            0,
            "terminated",
            entry is null
                    ? $"No Ingress lists {serverName} under tls, so ingress-nginx ends TLS with its own default certificate, which a browser warns of."
                : WhyDefault(entry, serverName) is { } why
                    ? $"ingress-nginx ends TLS for {serverName} with its own default certificate, which a browser warns of: {why}"
                : $"ingress-nginx ends TLS for {serverName} with the certificate in Secret {entry.Secret!.Key}."
        );

    /// <summary>Why the default certificate stands in; null where the Secret's own is shown.</summary>
    private static string? WhyDefault(CertificateEntry entry, string serverName) =>
        !entry.IsUsable ? TlsHops.FaultText(entry)
        : entry.Secret is null ? $"Ingress {entry.Ingress.Key} lists the host under tls without a Secret."
        : entry.IsForOthersThan(serverName) ? $"{TlsHops.NamesText(entry)}."
        : null;

    public static Hop NoServer(Cluster cluster, NginxRules rules, string className, in IngressRequest request)
    {
        var start = $"No rule of {className} names host {request.Host}";
        foreach (var annotations in rules.Annotations)
        foreach (var rule in annotations.Ingress.Rules)
            if (annotations.Canary is not null && rule.Host == request.Host)
                return Of(
                    annotations,
                    "canary",
                    "404",
                    $"{start} but Ingress {annotations.Ingress.Key}, which is a canary: it only takes requests from another Ingress of the same host."
                );
        return rules.Servers.WildcardOfOtherDepth(request.Host) is { } wildcard
            ? IngressHops.At(
                wildcard.Locations[0].Annotations.Ingress,
                wildcard.Locations[0].Annotations.Ingress.Source.LineOf("spec.rules"),
                "404",
                $"{start}: {wildcard.Host} stands for exactly one label in place of the asterisk, not for none and not for two."
            )
            : NearMisses.UnknownHost(cluster, className, request, start);
    }

    /// <summary>Every server has a root that takes what no other location takes, so only the bound on work leaves nothing.</summary>
    public static Hop NoLocation(NginxServer server) =>
        new(
            IngressHops.Component,
            "",
            0,
            0,
            "404",
            $"The regular expressions of {IngressHops.HostText(server.Host)} could take more than {PatternBudget.StepsPerRequest:N0} steps for this path, and the simulation stops there as if none matched."
        );

    public static Hop NoPath(NginxServer server, NginxLocation root, in IngressRequest request)
    {
        var path = request.Path;
        var nearest =
            Array.Find(server.Locations, l => l.Entry is not null && IsNear(l, path))
            ?? Array.Find(server.Locations, l => l.Entry is not null)
            ?? root;
        var invalid = Array.Find(server.Locations, l => !l.IsValid);
        return IngressHops.At(
            (invalid ?? nearest).Annotations.Ingress,
            (invalid ?? nearest).Line,
            "404",
            $"No path of {IngressHops.HostText(server.Host)} matches {request.Path}, so ingress-nginx answers from its own default backend"
                + (
                    invalid is not null
                        ? $": {invalid.Path} is no regular expression that can be used, so it never matches."
                    : nearest.Entry is null ? "."
                    : $": nearest is {nearest.Entry.Path} ({nearest.Entry.PathType}{(nearest.IsRegex ? ", read as a regular expression without regard to case" : "")})."
                )
        );
    }

    public static Hop Matched(NginxServer server, NginxLocation location, in IngressRequest request) =>
        IngressHops.At(
            location.Annotations.Ingress,
            location.Entry is null ? location.Annotations.Ingress.Source.LineOf("spec.defaultBackend") : location.Line,
            "routed",
            location.Entry is null
                ? $"No path of {IngressHops.HostText(server.Host)} matches {request.Path}, so the default backend of Ingress {location.Annotations.Ingress.Key} gets it: {IngressHops.TargetText(location.Target!)}."
                : $"{request.Host}{request.Path} matches path {location.Entry.Path} of {IngressHops.HostText(server.Host)} in Ingress {location.Annotations.Ingress.Key}{How(location)}, which leads to {IngressHops.TargetText(location.Target!)}."
        );

    public static Hop AddsSlash(NginxLocation location, in IngressRequest request) =>
        IngressHops.At(
            location.Annotations.Ingress,
            location.Line,
            "redirected",
            $"The path is written {location.Path} with a slash at its end: nginx redirects {request.Path} there."
        );

    public static Hop Redirected(
        NginxAnnotations annotations,
        string key,
        int status,
        string to,
        in IngressRequest request
    ) =>
        Of(
            annotations,
            key,
            "redirected",
            $"{NginxAnnotations.Prefix}{key} answers {request.Host}{request.Path} with {status} to {to}."
        );

    public static Hop ToHttps(NginxAnnotations annotations, Objects.Ingress? tls, in IngressRequest request) =>
        annotations.ForceSslRedirect || tls is null
            ? Of(
                annotations,
                "force-ssl-redirect",
                "redirected",
                $"force-ssl-redirect answers http requests for {request.Host} with 308 to https."
            )
            : IngressHops.At(
                tls,
                tls.Source.LineOf("spec.tls"),
                "redirected",
                $"Ingress {tls.Key}, which has a rule for {request.Host}, has a tls section, so ingress-nginx answers http with 308 to https; the annotation {NginxAnnotations.Prefix}ssl-redirect: \"false\" on Ingress {annotations.Ingress.Key} would stop that."
            );

    public static Hop Forbidden(NginxAnnotations annotations, string key, in IngressRequest request) =>
        Of(
            annotations,
            key,
            "403",
            $"{key} {(key.StartsWith("deny", StringComparison.Ordinal) ? "holds" : "does not hold")} the address that ingress-nginx sees, {(request.Client.IsNone ? "which is not known" : request.Client)}."
        );

    public static Hop NeedsLogin(NginxAnnotations annotations, string key) =>
        Of(
            annotations,
            key,
            "401",
            "The Ingress asks for a user name and password, and the request brings no Authorization header."
        );

    public static Hop Preflight(NginxAnnotations annotations, string key) =>
        Of(annotations, key, "204", "enable-cors lets ingress-nginx answer the browser's OPTIONS request itself.");

    public static Hop Unreadable(NginxAnnotations annotations, string key) =>
        Of(
            annotations,
            key,
            "503",
            $"The annotation {NginxAnnotations.Prefix}{key} cannot be used ({annotations.Fault.Reason}), so ingress-nginx answers 503 for every path of Ingress {annotations.Ingress.Key}."
        );

    public static Hop TakenOver(NginxLocation location, IngressTarget fallback) =>
        Of(
            location.Annotations,
            "default-backend",
            "routed",
            $"{IngressHops.TargetText(location.Target!)} has no ready endpoint, so Service {fallback.Name} of the annotation default-backend takes over."
        );

    public static Hop Rewritten(NginxLocation location, in IngressRequest request, string uri) =>
        Of(location.Annotations, "rewrite-target", "rewritten", $"rewrite-target turns {request.Path} into {uri}.");

    public static Hop Canary(Cluster cluster, NginxLocation location, NginxCanary canary, CanaryChoice choice)
    {
        var target = location.CanaryTarget!;
        if (!target.IsUsable)
        {
            var why = TargetHops.Of(cluster, target);
            return why with { Decision = "passed over", Reason = $"The canary is passed over. {why.Reason}" };
        }
        var reason =
            choice.Key.Length == 0
                ? $"None of the canary's annotations takes this request, so Service {target.Name} does not get it."
            : choice.Share is 0 or 1
                ? $"{choice.Key} {(choice.Share == 1 ? "sends the request to" : "keeps the request from")} the canary, Service {target.Name}."
            : $"Of all requests {choice.Share.ToString("P0", CultureInfo.InvariantCulture)} go to the canary, Service {target.Name}, by canary-weight.";
        return IngressHops.AtAnnotation(canary.Ingress, NginxAnnotations.Prefix + choice.Key, "canary", reason);
    }

    private static Hop Of(NginxAnnotations annotations, string key, string decision, string reason) =>
        IngressHops.AtAnnotation(annotations.Ingress, NginxAnnotations.Prefix + key, decision, reason);

    private static string How(NginxLocation location) =>
        location.IsRegex ? " (a regular expression, without regard to case)"
        : location.IsExact ? ""
        : " (the longest prefix)";

    private static bool IsNear(NginxLocation location, string path) =>
        path.StartsWith(location.Path.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || location.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase);
}
