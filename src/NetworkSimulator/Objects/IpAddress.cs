using System.Net;
using System.Net.Sockets;

namespace NetworkSimulator.Objects;

/// <summary>An IPv4 or IPv6 address as one 128-bit number; IPv4 is kept in its mapped form (<c>::ffff:a.b.c.d</c>).</summary>
/// <remarks>
/// A value type, so that addresses are dictionary keys and are compared without allocation. The text form is
/// RFC 5952's, as Kubernetes prints addresses. <c>default</c> is "no address" (<see cref="IsNone"/>).
/// </remarks>
public readonly record struct IpAddress
{
    private const uint MappedPrefix = 0xFFFF;

    private IpAddress(UInt128 value) => Value = value;

    /// <summary>The address as a number, IPv4 in its mapped form.</summary>
    public UInt128 Value { get; }

    /// <summary>Whether this is no address at all (the value of an unset field).</summary>
    public bool IsNone => Value == UInt128.Zero;

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsV4 => (ulong)(Value >> 64) == 0 && (uint)((ulong)Value >> 32) == MappedPrefix;

    /// <summary>Whether this is an IPv6 address.</summary>
    public bool IsV6 => !IsNone && !IsV4;

    /// <summary>Makes an address of its 128-bit number (IPv4 mapped).</summary>
    public static IpAddress FromValue(UInt128 value) => new(value);

    /// <summary>Makes an IPv4 address of its 32-bit number in host order.</summary>
    public static IpAddress FromV4(uint value) => new(((UInt128)MappedPrefix << 32) | value);

    /// <summary>Reads an address as the Kubernetes API does: dotted IPv4 without leading zeros, or IPv6 without zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.Length is 0 or > 45)
            return false;
        if (text.Contains(':'))
            return TryParseV6(text, out address);
        uint value = 0;
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0'))
                return false;
            uint number = 0;
            foreach (var c in part)
            {
                if (!char.IsAsciiDigit(c))
                    return false;
                number = number * 10 + (uint)(c - '0');
            }
            if (number > 255)
                return false;
            value = (value << 8) | number;
        }
        address = FromV4(value);
        return parts == 4;
    }

    /// <summary>Reads an address; throws on text that is none. For constants and tests.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no IP address.");

    private static bool TryParseV6(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.ContainsAny('%', '[', ']') || !IPAddress.TryParse(text, out var parsed))
            return false;
        if (parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    /// <summary>The hash mixes the low and the high half; cluster addresses differ in few bits.</summary>
    public override int GetHashCode()
    {
        var mixed = ((ulong)Value ^ (ulong)(Value >> 64)) * 0x9E3779B97F4A7C15UL;
        return (int)(mixed >> 32);
    }

    /// <summary>The address as Kubernetes prints it; empty for "no address".</summary>
    public override string ToString()
    {
        if (IsNone)
            return "";
        if (IsV4)
            return $"{(byte)(Value >> 24)}.{(byte)(Value >> 16)}.{(byte)(Value >> 8)}.{(byte)Value}";
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(bytes).ToString();
    }
}
