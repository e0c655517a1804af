using System.Globalization;
using NetworkSimulator.Dns;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Flows;

/// <summary>An absolute <c>http</c> or <c>https</c> URL, taken apart once.</summary>
/// <param name="IsHttps">Whether the scheme is https.</param>
/// <param name="Host">Host in lower case, without brackets; a trailing dot is kept.</param>
/// <param name="Address">The address where the host is one; none where it is a name.</param>
/// <param name="Port">Port; the scheme's own where the URL names none.</param>
/// <param name="Path">Path from its slash on, as written.</param>
/// <param name="Query">Query without its question mark; empty where there is none.</param>
public sealed record HttpUrl(bool IsHttps, string Host, IpAddress Address, int Port, string Path, string Query)
{
    /// <summary>Host in lower case, without brackets; a trailing dot is kept.</summary>
    public string Host
    {
        get;
        init => (field, Name) = (value, QueryName.Of(value));
    } = Host;

    /// <summary>The host as resolvers read it.</summary>
    internal QueryName Name { get; private init; } = QueryName.Of(Host);

    /// <summary>Longest URL that is read, in characters.</summary>
    public const int MaxLength = 8192;

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme => IsHttps ? "https" : "http";

    /// <summary>Reads a URL; the error says what was expected.</summary>
    public static bool TryParse(string text, out HttpUrl url, out string error)
    {
        url = null!;
        error = "an absolute URL such as http://web.shop/cart";
        if (text.Length > MaxLength)
            return Fail($"at most {MaxLength} characters", out error);
        var https = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!https && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return Fail("a URL that starts with http:// or https://", out error);
        var rest = text.AsSpan(https ? 8 : 7);
        var fragment = rest.IndexOf('#');
        if (fragment >= 0)
            rest = rest[..fragment];
        var end = rest.IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        var tail = end < 0 ? "" : rest[end..];
        if (authority.Contains('@'))
            return Fail("a URL without user information", out error);
        if (!TryReadAuthority(authority, https ? 443 : 80, out var host, out var address, out var port))
            return Fail("host or host:port after the scheme, the port from 1 to 65535", out error);
        var question = tail.IndexOf('?');
        var path = question < 0 ? tail : tail[..question];
        var query = question < 0 ? "" : tail[(question + 1)..];
        url = new(https, host, address, port, path.Length == 0 ? "/" : path.ToString(), query.ToString());
        error = "";
        return true;
    }

    private static bool TryReadAuthority(
        ReadOnlySpan<char> text,
        int defaultPort,
        out string host,
        out IpAddress address,
        out int port
    )
    {
        (host, address, port) = ("", default, defaultPort);
        ReadOnlySpan<char> name;
        ReadOnlySpan<char> digits;
        if (text.StartsWith("["))
        {
            var close = text.IndexOf(']');
            if (close < 0 || !IpAddress.TryParse(text[1..close], out address) || !address.IsV6)
                return false;
            name = text[1..close];
            digits = text[(close + 1)..];
            if (digits.Length > 0 && digits[0] != ':')
                return false;
        }
        else
        {
            var colon = text.IndexOf(':');
            name = colon < 0 ? text : text[..colon];
            digits = colon < 0 ? "" : text[colon..];
            if (!IpAddress.TryParse(name, out address) && !IsHostName(name))
                return false;
        }
        host = name.ToString().ToLowerInvariant();
        if (digits.Length <= 1)
            return true;
        return int.TryParse(digits[1..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= 65535;
    }

    private static bool IsHostName(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > 254)
            return false;
        foreach (var c in name)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))
                return false;
        return name[0] != '.' && !name.Contains("..", StringComparison.Ordinal);
    }

    private static bool Fail(string message, out string error)
    {
        error = message;
        return false;
    }

    /// <summary>The URL; the port is left out where it is the scheme's own.</summary>
    public override string ToString()
    {
        var host = Address.IsV6 ? $"[{Host}]" : Host;
        var port = Port == (IsHttps ? 443 : 80) ? "" : $":{Port.ToString(CultureInfo.InvariantCulture)}";
        return $"{Scheme}://{host}{port}{Path}{(Query.Length == 0 ? "" : "?" + Query)}";
    }
}
