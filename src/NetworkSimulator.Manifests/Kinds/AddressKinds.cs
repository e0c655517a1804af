using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Addresses that no endpoint or external IP may have (the API's <c>ValidateNonSpecialIP</c>).</summary>
internal static class AddressKinds
{
    private static readonly (Cidr Range, string Name)[] _special =
    [
        (Cidr.Parse("0.0.0.0/32"), "the unspecified address"),
        (Cidr.Parse("127.0.0.0/8"), "a loopback address"),
        (Cidr.Parse("::1/128"), "the loopback address"),
        (Cidr.Parse("169.254.0.0/16"), "a link-local address"),
        (Cidr.Parse("fe80::/10"), "a link-local address"),
        (Cidr.Parse("224.0.0.0/24"), "a link-local multicast address"),
        (Cidr.Parse("ff02::/16"), "a link-local multicast address"),
    ];

    public static bool IsSpecial(IpAddress address) => Describe(address) is not null;

    public static string? Describe(IpAddress address)
    {
        foreach (var (range, name) in _special)
            if (range.Contains(address))
                return name;
        return null;
    }
}
