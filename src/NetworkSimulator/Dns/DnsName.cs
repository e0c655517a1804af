using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Names as DNS compares them: in lower case and, once read, without the final dot.</summary>
internal static class DnsName
{
    /// <summary>Longest name in characters, without the final dot (RFC 1035, 255 octets on the wire).</summary>
    public const int MaxLength = 253;

    private const int MaxLabel = 63;

    /// <summary>Lower-cases a name into the buffer; false for what is no name at all: an empty or overlong label, a blank.</summary>
    /// <param name="text">The name as given.</param>
    /// <param name="buffer">Takes the name; at least <see cref="MaxLength"/> long.</param>
    /// <param name="length">Its length.</param>
    /// <param name="absolute">Whether it ended in a dot.</param>
    /// <param name="dots">The dots in it, the final one not counted.</param>
    public static bool TryRead(
        ReadOnlySpan<char> text,
        Span<char> buffer,
        out int length,
        out bool absolute,
        out int dots
    )
    {
        absolute = text.EndsWith(".");
        if (absolute)
            text = text[..^1];
        (length, dots) = (text.Length, 0);
        if (length is 0 or > MaxLength)
            return false;
        var label = 0;
        for (var i = 0; i < length; i++)
        {
            var c = text[i];
            if (c == '.')
            {
                if (label == 0)
                    return false;
                dots++;
                label = 0;
            }
            else if (c is <= ' ' or > '~' || ++label > MaxLabel)
                return false;
            buffer[i] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
        }
        return label > 0;
    }

    /// <summary>Puts a search domain behind the name that the buffer starts with; the length of both, or 0 where that is too long for a name.</summary>
    public static int Append(Span<char> buffer, int length, string search)
    {
        if (search.Length == 0)
            return length;
        if (!Fits(length, search))
            return 0;
        buffer[length] = '.';
        search.CopyTo(buffer[(length + 1)..]);
        return length + 1 + search.Length;
    }

    /// <summary>Whether a name of that length and the search domain make a name that is not too long.</summary>
    public static bool Fits(int length, string search) => search.Length == 0 || length + 1 + search.Length <= MaxLength;

    /// <summary>Whether the name is the zone or lies below it; the empty zone is the root.</summary>
    public static bool IsIn(ReadOnlySpan<char> name, ReadOnlySpan<char> zone) =>
        zone.Length == 0
        || (
            name.EndsWith(zone, StringComparison.Ordinal)
            && (name.Length == zone.Length || name[name.Length - zone.Length - 1] == '.')
        );

    /// <summary>The zone that is longest among those the name is in; false where it is in none.</summary>
    public static bool TryFindZone(ReadOnlySpan<char> name, string[] zones, out string zone)
    {
        zone = "";
        var found = false;
        foreach (var candidate in zones)
            if ((!found || candidate.Length > zone.Length) && IsIn(name, candidate))
                (zone, found) = (candidate, true);
        return found;
    }

    /// <summary>The last label of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="rest">What stands before it; empty where nothing does.</param>
    public static ReadOnlySpan<char> LastLabel(ReadOnlySpan<char> name, out ReadOnlySpan<char> rest)
    {
        var dot = name.LastIndexOf('.');
        rest = dot < 0 ? [] : name[..dot];
        return name[(dot + 1)..];
    }

    /// <summary>Reads the address behind a reverse name such as <c>10.0.96.10.in-addr.arpa</c>; false for a partial one.</summary>
    public static bool TryReadReverse(ReadOnlySpan<char> name, out IpAddress address)
    {
        address = default;
        if (name.EndsWith(".in-addr.arpa"))
            return TryReadOctets(name[..^13], out address);
        return name.EndsWith(".ip6.arpa") && TryReadNibbles(name[..^9], out address);
    }

    private static bool TryReadOctets(ReadOnlySpan<char> labels, out IpAddress address)
    {
        Span<char> forward = stackalloc char[15];
        address = default;
        var written = 0;
        if (labels.Length > forward.Length)
            return false;
        for (var end = labels.Length; end >= 0; )
        {
            var octet = labels[..end];
            var dot = octet.LastIndexOf('.');
            octet = octet[(dot + 1)..];
            octet.CopyTo(forward[written..]);
            written += octet.Length;
            if (dot >= 0)
                forward[written++] = '.';
            end = dot;
        }
        return IpAddress.TryParse(forward[..written], out address) && address.IsV4;
    }

    private static bool TryReadNibbles(ReadOnlySpan<char> labels, out IpAddress address)
    {
        address = default;
        if (labels.Length != 63)
            return false;
        var value = UInt128.Zero;
        for (var i = 62; i >= 0; i -= 2)
        {
            if (!char.IsAsciiHexDigit(labels[i]) || (i > 0 && labels[i - 1] != '.'))
                return false;
            value = (value << 4) | (uint)(labels[i] <= '9' ? labels[i] - '0' : labels[i] - 'a' + 10);
        }
        address = IpAddress.FromValue(value);
        return true;
    }

    /// <summary>Reads an address written with dashes, as in Pod names: <c>10-244-1-5</c>, <c>fd00--1</c>.</summary>
    public static bool TryReadDashed(ReadOnlySpan<char> label, out IpAddress address)
    {
        Span<char> text = stackalloc char[MaxLabel];
        address = default;
        if (label.Length > text.Length)
            return false;
        var v4 = label.Count('-') == 3 && !label.Contains("--", StringComparison.Ordinal);
        label.Replace(text, '-', v4 ? '.' : ':');
        return IpAddress.TryParse(text[..label.Length], out address);
    }

    /// <summary>An address written with dashes.</summary>
    public static string Dashed(IpAddress address) => address.ToString().Replace(address.IsV4 ? '.' : ':', '-');
}
