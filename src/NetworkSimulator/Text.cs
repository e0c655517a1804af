using NetworkSimulator.Objects;

namespace NetworkSimulator;

/// <summary>Common wording of addresses in hops and backends.</summary>
internal static class Text
{
    /// <summary><c>IP:PORT</c>, an IPv6 address in brackets.</summary>
    public static string Address(IpAddress address, int port) =>
        address.IsV6 ? $"[{address}]:{port}" : $"{address}:{port}";
}
