using System.Globalization;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Dns;

/// <summary>Zones as a Corefile writes them: a domain, or a CIDR block that stands for the reverse zones covering it.</summary>
internal static class ReverseZones
{
    /// <summary>The zones, in lower case and without final dot; the root is empty.</summary>
    public static IEnumerable<string> Of(string text)
    {
        if (!Cidr.TryParse(text, out var cidr))
            return [text.ToLowerInvariant().TrimEnd('.')];
        return cidr.IsV6 ? Covering(cidr, 4, "ip6.arpa", "x") : Covering(cidr, 8, "in-addr.arpa", "d");
    }

    public static bool IsReverse(ReadOnlySpan<char> zone) =>
        DnsName.IsIn(zone, "in-addr.arpa") || DnsName.IsIn(zone, "ip6.arpa");

    /// <summary>A zone cut lies at whole labels only, so a block in between takes several zones, as CoreDNS splits it.</summary>
    private static IEnumerable<string> Covering(Cidr cidr, int labelBits, string suffix, string format)
    {
        var labels = (cidr.PrefixLength + labelBits - 1) / labelBits;
        var first = cidr.IsV6 ? cidr.First.Value : cidr.First.Value << 96;
        for (var i = 0; i < 1 << (labels * labelBits - cidr.PrefixLength); i++)
        {
            var block = first | (labels == 0 ? 0 : (UInt128)(uint)i << (128 - labels * labelBits));
            var zone = suffix;
            for (var label = 0; label < labels; label++)
            {
                var bits = (uint)(block >> (128 - (label + 1) * labelBits)) & ((1u << labelBits) - 1);
                zone = $"{bits.ToString(format, CultureInfo.InvariantCulture)}.{zone}";
            }
            yield return zone;
        }
    }
}
