using NetworkSimulator.Manifests.Kinds;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>
/// Gives out addresses of a range. The place follows from the owner's name, so that one object more or less leaves
/// the addresses of the others alone, unless two names fall on one place.
/// </summary>
/// <param name="range">The range.</param>
/// <param name="reserved">How many addresses from the first on are never given out (network and gateway).</param>
/// <param name="taken">Addresses in use anywhere; those given out are added.</param>
/// <param name="isExcluded">Parts of the range that are not for this pool, or null.</param>
internal sealed class AddressPool(
    Cidr range,
    int reserved,
    HashSet<IpAddress> taken,
    Func<IpAddress, bool>? isExcluded = null
)
{
    private const int Attempts = 32;
    private const int LargestCount = 1 << 30;

    private readonly uint _first = SizeOf(range) > reserved + 1 ? (uint)reserved : 0;
    private uint _scanned;

    public bool IsV6 => range.IsV6;

    public bool TryAllocate(string owner, out IpAddress address)
    {
        // The last address of an IPv4 range is its broadcast address.
        var count = (uint)(SizeOf(range) - _first - (_first > 0 && !range.IsV6 ? 1 : 0));
        var hash = GeneratedNames.Fnv(owner);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryTake(hash % count, out address))
                return true;
            hash = GeneratedNames.Fnv("/", hash);
        }
        // The range is nearly full: from here on each address is tried once, over all calls.
        while (_scanned < count)
            if (TryTake(_scanned++, out address))
                return true;
        address = default;
        return false;
    }

    private bool TryTake(uint offset, out IpAddress address)
    {
        address = IpAddress.FromValue(range.First.Value + _first + offset);
        return isExcluded?.Invoke(address) != true && taken.Add(address);
    }

    private static long SizeOf(Cidr range)
    {
        var bits = (range.IsV6 ? 128 : 32) - range.PrefixLength;
        return bits >= 30 ? LargestCount : 1L << bits;
    }
}
