using System.Globalization;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>What the annotations of an Ingress tell ingress-nginx, as far as they decide where a request goes.</summary>
/// <remarks>Follows <c>internal/ingress/annotations</c> of kubernetes/ingress-nginx.</remarks>
internal sealed class NginxAnnotations
{
    public const string Prefix = "nginx.ingress.kubernetes.io/";

    private readonly Labels _values;

    public NginxAnnotations(Ingress ingress, Func<string, Secret?> secrets, PatternBudget budget)
    {
        _values = ingress.Metadata.Annotations;
        Ingress = ingress;
        UseRegex = Flag("use-regex");
        RewriteTarget = Text("rewrite-target");
        AppRoot = Text("app-root");
        SslRedirect = Flag("ssl-redirect", true);
        ForceSslRedirect = Flag("force-ssl-redirect");
        PreserveTrailingSlash = Flag("preserve-trailing-slash");
        FromToWww = Flag("from-to-www-redirect");
        (RedirectUrl, RedirectStatus, RedirectKey) = ReadRedirect();
        DefaultBackend = Text("default-backend");
        ServerAliases = [.. List("server-alias").Select(a => a.ToLowerInvariant())];
        UpstreamVhost = Text("upstream-vhost");
        ForwardedPrefix = Text("x-forwarded-prefix");
        ServiceUpstream = Flag("service-upstream");
        EnableCors = Flag("enable-cors");
        CorsOrigins = List("cors-allow-origin");
        var allow = Text("whitelist-source-range").Length > 0 ? "whitelist-source-range" : "allowlist-source-range";
        (AllowKey, Allowed, var allowFault) = (allow, ReadCidrs(allow, out var fault), fault);
        (Denied, var denyFault) = (ReadCidrs("denylist-source-range", out fault), fault);
        RequiresLogin = Text("auth-type") is "basic" or "digest";
        Fault =
            allowFault.Length > 0 ? (allow, allowFault)
            : denyFault.Length > 0 ? ("denylist-source-range", denyFault)
            : RequiresLogin ? ReadLogin(secrets)
            : default;
        Canary = Flag("canary") ? new NginxCanary(this, budget) : null;
    }

    public Ingress Ingress { get; }

    public bool UseRegex { get; }

    public string RewriteTarget { get; }

    public string AppRoot { get; }

    public bool SslRedirect { get; }

    public bool ForceSslRedirect { get; }

    public bool PreserveTrailingSlash { get; }

    public bool FromToWww { get; }

    /// <summary>Where the whole location is redirected to; empty where it is not.</summary>
    public string RedirectUrl { get; }

    public int RedirectStatus { get; }

    public string RedirectKey { get; }

    /// <summary>Service that takes over where the backend has no endpoint.</summary>
    public string DefaultBackend { get; }

    public string[] ServerAliases { get; }

    public string UpstreamVhost { get; }

    public string ForwardedPrefix { get; }

    public bool ServiceUpstream { get; }

    public bool EnableCors { get; }

    public string[] CorsOrigins { get; }

    public string AllowKey { get; }

    public Cidr[] Allowed { get; }

    public Cidr[] Denied { get; }

    public bool RequiresLogin { get; }

    /// <summary>An annotation that cannot be read; ingress-nginx then answers 503 for the Ingress' paths.</summary>
    public (string Key, string Reason) Fault { get; }

    /// <summary>The canary rules; null where the Ingress is no canary.</summary>
    public NginxCanary? Canary { get; }

    public string Text(string name) => _values[Prefix + name]?.Trim() ?? "";

    public int Number(string name, int otherwise) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    /// <summary>The spellings that Go's <c>strconv.ParseBool</c> takes; anything else leaves the default.</summary>
    private bool Flag(string name, bool otherwise = false) =>
        Text(name) switch
        {
            "1" or "t" or "T" or "true" or "True" or "TRUE" => true,
            "0" or "f" or "F" or "false" or "False" or "FALSE" => false,
            _ => otherwise,
        };

    private string[] List(string name) =>
        Text(name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A temporal redirect goes before a permanent one.</summary>
    private (string Url, int Status, string Key) ReadRedirect()
    {
        foreach (var (key, standard) in ((string, int)[])[("temporal-redirect", 302), ("permanent-redirect", 301)])
            if (
                Text(key) is var url
                && (
                    url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                    || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                )
            )
                return (url, Number($"{key}-code", standard) is >= 300 and <= 308 and var code ? code : standard, key);
        return ("", 0, "");
    }

    private Cidr[] ReadCidrs(string name, out string fault)
    {
        fault = "";
        var ranges = new List<Cidr>();
        foreach (var text in List(name))
            if (Cidr.TryParse(text, out var range))
                ranges.Add(range);
            else if (IpAddress.TryParse(text, out var address))
                ranges.Add(Cidr.Parse($"{address}/{(address.IsV6 ? 128 : 32)}"));
            else
                fault = $"'{text}' is neither an address nor a CIDR block";
        return [.. ranges];
    }

    private (string, string) ReadLogin(Func<string, Secret?> secrets)
    {
        var name = Text("auth-secret");
        if (name.Length == 0)
            return ("auth-type", "auth-secret names no Secret");
        var key = name.Contains('/') ? name : $"{Ingress.Namespace}/{name}";
        return secrets(key) switch
        {
            null => ("auth-secret", $"Secret {key} does not exist"),
            { Keys: var keys } when Text("auth-secret-type") != "auth-map" && !keys.Contains("auth") => (
                "auth-secret",
                $"Secret {key} lacks the key auth"
            ),
            _ => default,
        };
    }
}
