using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>A request as it stands at a controller's door.</summary>
internal readonly struct IngressRequest
{
    /// <param name="to">What the client asked for.</param>
    /// <param name="client">The client's address as the controller sees it; none where it is not known.</param>
    /// <param name="isFromOutside">Whether the client is outside the cluster and its network.</param>
    public IngressRequest(ToUrl to, IpAddress client, bool isFromOutside)
    {
        (To, Client, IsFromOutside) = (to, client, isFromOutside);
        Host = HostOf(to);
    }

    public ToUrl To { get; }

    public IpAddress Client { get; }

    public bool IsFromOutside { get; }

    /// <summary>The Host header in lower case, without port and trailing dot.</summary>
    public string Host { get; }

    public bool IsHttps => To.Url.IsHttps;

    public string Path => To.Url.Path;

    public string Query => To.Url.Query;

    /// <summary>Path and query as the request line has them.</summary>
    public string Uri => Query.Length == 0 ? Path : $"{Path}?{Query}";

    /// <summary>The Host header with its port, where that is not the scheme's own.</summary>
    public string HostAndPort => To.Url.Port == (IsHttps ? 443 : 80) ? Host : $"{Host}:{To.Url.Port}";

    /// <summary>The value of a request header, or null.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in To.Headers)
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return value;
        return null;
    }

    /// <summary>The value of a cookie, or empty.</summary>
    public ReadOnlySpan<char> Cookie(string name)
    {
        var header = Header("Cookie").AsSpan();
        foreach (var range in header.Split(';'))
        {
            var pair = header[range].Trim();
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals].SequenceEqual(name))
                return pair[(equals + 1)..];
        }
        return [];
    }

    /// <summary>The request as a backend sees it that nothing is rewritten for.</summary>
    public HttpRequestSeen Unchanged() => new(Host, Path, Query, To.Headers);

    private static string HostOf(ToUrl to)
    {
        var host = to.Url.Host;
        foreach (var (key, value) in to.Headers)
            if (string.Equals(key, "Host", StringComparison.OrdinalIgnoreCase))
                host = WithoutPort(value).ToLowerInvariant();
        return host.EndsWith('.') ? host[..^1] : host;
    }

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
