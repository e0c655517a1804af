namespace NetworkSimulator.Objects;

/// <summary>A block of addresses of one family, such as <c>10.244.0.0/16</c>; host bits are masked off.</summary>
public readonly record struct Cidr
{
    private readonly UInt128 _mask;

    private Cidr(UInt128 first, UInt128 mask, int length, bool isV6)
    {
        First = IpAddress.FromValue(first);
        _mask = mask;
        PrefixLength = length;
        IsV6 = isV6;
    }

    /// <summary>The first address of the block.</summary>
    public IpAddress First { get; }

    /// <summary>The last address of the block.</summary>
    public IpAddress Last => IpAddress.FromValue(First.Value | ~_mask);

    /// <summary>Prefix length as written: 0 to 32 for IPv4, 0 to 128 for IPv6.</summary>
    public int PrefixLength { get; }

    /// <summary>Whether the block is of the IPv6 family.</summary>
    public bool IsV6 { get; }

    /// <summary>Whether the address lies in the block; an address of the other family never does.</summary>
    public bool Contains(IpAddress address) =>
        (address.Value & _mask) == First.Value && !address.IsNone && address.IsV6 == IsV6;

    /// <summary>Whether every address of the other block lies in this one.</summary>
    public bool Contains(Cidr other) =>
        other.IsV6 == IsV6 && other.PrefixLength >= PrefixLength && (other.First.Value & _mask) == First.Value;

    /// <summary>Reads <c>address/length</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cidr cidr)
    {
        cidr = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || !IpAddress.TryParse(text[..slash], out var address))
            return false;
        var digits = text[(slash + 1)..];
        if (
            digits.Length is 0 or > 3
            || digits.ContainsAnyExceptInRange('0', '9')
            || (digits.Length > 1 && digits[0] == '0')
        )
            return false;
        var length = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        // The address :: counts as none, yet ::/0 is the block of all IPv6 addresses.
        var isV6 = address.IsV6 || address.IsNone;
        if (length > (isV6 ? 128 : 32))
            return false;
        var bits = isV6 ? length : length + 96;
        var mask = bits == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - bits);
        cidr = new(address.Value & mask, mask, length, isV6);
        return true;
    }

    /// <summary>Reads a block; throws on text that is none. For constants and tests.</summary>
    /// <exception cref="FormatException">The text is no CIDR block.</exception>
    public static Cidr Parse(string text) =>
        TryParse(text, out var cidr) ? cidr : throw new FormatException($"'{text}' is no CIDR block.");

    /// <summary>The block in <c>address/length</c> form.</summary>
    public override string ToString() => First.IsNone ? $"::/{PrefixLength}" : $"{First}/{PrefixLength}";
}
