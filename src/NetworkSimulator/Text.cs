using NetworkSimulator.Objects;

namespace NetworkSimulator;

/// <summary>Common wording of addresses and ports in hops, backends and findings.</summary>
internal static class Text
{
    private const int MostPorts = 6;

    /// <summary>The ports that a Pod declares, or the first of them, such as <c>http 8080/TCP</c>.</summary>
    public static string Ports(Pod pod) =>
        pod.Ports.IsEmpty
            ? "no port"
            : string.Join(
                ", ",
                pod.Ports.Take(MostPorts)
                    .Select(p => $"{(p.Name.Length == 0 ? "" : p.Name + " ")}{p.Number}/{p.Protocol}")
            );

    /// <summary><c>IP:PORT</c>, an IPv6 address in brackets.</summary>
    public static string Address(IpAddress address, int port) =>
        address.IsV6 ? $"[{address}]:{port}" : $"{address}:{port}";
}
