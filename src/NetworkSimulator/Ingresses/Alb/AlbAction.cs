using System.Globalization;
using System.Text.Json;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Alb;

/// <summary>What a listener rule does with a request.</summary>
internal abstract record AlbAction
{
    /// <summary>Sends it on to one target or, by weight, to several.</summary>
    /// <param name="Targets">The Services named.</param>
    /// <param name="Backends">What gets a share of the requests.</param>
    /// <param name="IsSplit">Whether the action names several targets, with or without a share.</param>
    public sealed record Forward(IngressTarget[] Targets, RouteBackend[] Backends, bool IsSplit = false) : AlbAction;

    /// <summary>Answers with a fixed status.</summary>
    /// <param name="Why">Why, as the end of a sentence.</param>
    /// <param name="IsMistake">Whether the answer stands for an action that cannot be made.</param>
    public sealed record FixedResponse(int Status, string Why, bool IsMistake = false) : AlbAction;

    /// <summary>Redirects; a part may hold <c>#{protocol}</c>, <c>#{host}</c>, <c>#{port}</c>, <c>#{path}</c> and <c>#{query}</c>.</summary>
    public sealed record Redirect(int Status, string Protocol, string Host, string Port, string Path, string Query)
        : AlbAction
    {
        /// <summary>Every http listener's answer under ssl-redirect.</summary>
        public static Redirect ToHttps(string port) => new(301, "HTTPS", "#{host}", port, "/#{path}", "#{query}");

        /// <summary>Whether the redirect would lead back to the same listener for ever; the controller leaves such a rule out.</summary>
        public bool LeadsBack(in IngressRequest request, AlbConditions conditions) =>
            (Host == "#{host}" || conditions.Hosts.Contains(Host))
            && (Path == "/#{path}" || conditions.Paths.Contains(Path))
            && Query == "#{query}"
            && (Protocol == "#{protocol}" || Protocol == (request.IsHttps ? "HTTPS" : "HTTP"))
            && (
                Port == "#{port}"
                || (
                    int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                    && port == request.To.Url.Port
                )
            );

        /// <summary>The Location; the scheme's own port is left out.</summary>
        public string Location(in IngressRequest request)
        {
            var scheme = Fill(Protocol, request).ToLowerInvariant();
            var port = Fill(Port, request);
            var query = Fill(Query, request);
            return $"{scheme}://{Fill(Host, request)}{(port == (scheme == "https" ? "443" : "80") ? "" : ":" + port)}{Fill(Path, request)}{(query.Length == 0 ? "" : "?" + query)}";
        }

        private static string Fill(string part, in IngressRequest request) =>
            part.Contains("#{", StringComparison.Ordinal)
                ? part.Replace("#{protocol}", request.IsHttps ? "HTTPS" : "HTTP", StringComparison.Ordinal)
                    .Replace("#{host}", request.Host, StringComparison.Ordinal)
                    .Replace(
                        "#{port}",
                        request.To.Url.Port.ToString(CultureInfo.InvariantCulture),
                        StringComparison.Ordinal
                    )
                    .Replace("#{path}", request.Path[1..], StringComparison.Ordinal)
                    .Replace("#{query}", request.Query, StringComparison.Ordinal)
                : part;
    }

    /// <summary>Reads annotation <c>actions.NAME</c>; what cannot be read answers 503.</summary>
    public static AlbAction Parse(string json, Func<string, PortReference, IngressTarget> resolve)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 8 });
            return Parse(document.RootElement, resolve);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new FixedResponse(
                503,
                "the action annotation is no JSON that the controller can read",
                IsMistake: true
            );
        }
    }

    private static AlbAction Parse(JsonElement action, Func<string, PortReference, IngressTarget> resolve) =>
        AlbJson.Text(action, "type") switch
        {
            "fixed-response" => new FixedResponse(
                AlbJson.Number(AlbJson.Property(action, "fixedResponseConfig"), "statusCode") ?? 503,
                "the action is a fixed response"
            ),
            "redirect" => ParseRedirect(AlbJson.Property(action, "redirectConfig")),
            "forward" => ParseForward(action, resolve),
            _ => new FixedResponse(
                503,
                "the action's type is none of fixed-response, redirect and forward",
                IsMistake: true
            ),
        };

    private static Redirect ParseRedirect(JsonElement config) =>
        new(
            AlbJson.Text(config, "statusCode") == "HTTP_301" ? 301 : 302,
            AlbJson.Text(config, "protocol") ?? "#{protocol}",
            AlbJson.Text(config, "host") ?? "#{host}",
            AlbJson.Text(config, "port") ?? "#{port}",
            AlbJson.Text(config, "path") ?? "/#{path}",
            AlbJson.Text(config, "query") ?? "#{query}"
        );

    private static Forward ParseForward(JsonElement action, Func<string, PortReference, IngressTarget> resolve)
    {
        if (AlbJson.Text(action, "targetGroupARN") is { } single)
            return new([], [Foreign(single, 1)]);
        var groups = AlbJson
            .Property(AlbJson.Property(action, "forwardConfig"), "targetGroups")
            .EnumerateArray()
            .ToList();
        var total = groups.Sum(g => Weight(g, groups.Count));
        var targets = new List<IngressTarget>();
        var backends = new List<RouteBackend>();
        foreach (var group in groups)
        {
            var share = total == 0 ? 0 : Weight(group, groups.Count) / total;
            if (AlbJson.Text(group, "targetGroupARN") is { } arn)
            {
                backends.Add(Foreign(arn, share));
                continue;
            }
            var port = AlbJson.Text(group, "servicePort") ?? "";
            var target = resolve(
                AlbJson.Text(group, "serviceName") ?? "",
                int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? new(number, "")
                    : new(0, port)
            );
            targets.Add(target);
            backends.Add(target.Alone[0] with { Share = share });
        }
        return new([.. targets], [.. backends.Where(b => b.Share > 0)], backends.Count > 1);
    }

    private static double Weight(JsonElement group, int groups) =>
        groups == 1 ? 1 : Math.Clamp(AlbJson.Number(group, "weight") ?? 1, 0, 999);

    private static RouteBackend Foreign(string arn, double share) =>
        new(arn, [], share) { IsService = false, Foreign = arn };
}
