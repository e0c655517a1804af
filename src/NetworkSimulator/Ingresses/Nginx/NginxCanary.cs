using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>Which requests a canary Ingress takes from the main one: by header, then by cookie, then by weight.</summary>
/// <remarks>Follows <c>route_to_alternative_balancer</c> in <c>rootfs/etc/nginx/lua/balancer.lua</c>.</remarks>
internal sealed class NginxCanary
{
    private readonly string _header;
    private readonly string _headerValue;
    private readonly Pattern? _headerPattern;
    private readonly string _cookie;
    private readonly string _otherwise;

    public NginxCanary(NginxAnnotations annotations, PatternBudget budget)
    {
        Ingress = annotations.Ingress;
        _header = annotations.Text("canary-by-header");
        _headerValue = annotations.Text("canary-by-header-value");
        _headerPattern = annotations.Text("canary-by-header-pattern") is { Length: > 0 } pattern
            ? new(pattern, isAnchored: false, ignoreCase: false, budget)
            : null;
        _cookie = annotations.Text("canary-by-cookie");
        var total = Math.Max(annotations.Number("canary-weight-total", 100), 100);
        _otherwise =
            annotations.Text("canary-weight").Length > 0 ? "canary-weight"
            : _header.Length == 0 ? ""
            : _headerValue.Length > 0 ? "canary-by-header-value"
            : _headerPattern is not null ? "canary-by-header-pattern"
            : "";
        Weight = Math.Clamp((double)annotations.Number("canary-weight", 0) / total, 0, 1);
    }

    public Ingress Ingress { get; }

    /// <summary>Share of requests by weight, 0 to 1.</summary>
    public double Weight { get; }

    public Pattern? HeaderPattern => _headerPattern;

    public CanaryChoice Choose(in IngressRequest request)
    {
        if (_header.Length > 0 && request.Header(_header) is { } value)
        {
            if (_headerValue.Length > 0)
            {
                if (value == _headerValue)
                    return new(1, "canary-by-header-value");
            }
            else if (_headerPattern is not null)
            {
                if (_headerPattern.IsMatch(value))
                    return new(1, "canary-by-header-pattern");
            }
            else if (value is "always" or "never")
                return new(value == "always" ? 1 : 0, "canary-by-header");
        }
        if (_cookie.Length > 0 && request.Cookie(_cookie) is ("always" or "never") and var cookie)
            return new(cookie is "always" ? 1 : 0, "canary-by-cookie");
        return new(Weight, _otherwise);
    }
}

/// <summary>What a canary takes of a request.</summary>
/// <param name="Share">0 for none, 1 for all.</param>
/// <param name="Key">The annotation that decided, without prefix; empty where none of them takes the request.</param>
internal readonly record struct CanaryChoice(double Share, string Key);
