using System.Runtime.InteropServices;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Completion;

/// <summary>A set of blocks that is asked whether an address lies in one of them: a look-up for each prefix length.</summary>
internal sealed class CidrSet
{
    private readonly HashSet<Cidr> _blocks = [];
    private readonly HashSet<(bool IsV6, int Length)> _lengths = [];

    public bool IsEmpty => _blocks.Count == 0;

    public bool Add(Cidr block)
    {
        _lengths.Add((block.IsV6, block.PrefixLength));
        return _blocks.Add(block);
    }

    public bool Contains(IpAddress address)
    {
        foreach (var (isV6, length) in _lengths)
            if (isV6 == address.IsV6 && _blocks.Contains(BlockOf(address, length)))
                return true;
        return false;
    }

    /// <summary>The block of a length that an address lies in.</summary>
    public static Cidr BlockOf(IpAddress address, int length) => Cidr.Parse($"{address}/{length}");

    /// <summary>The fewest blocks that hold the same addresses: halves of a block are joined, contained ones dropped.</summary>
    public static List<Cidr> Join(IEnumerable<Cidr> blocks)
    {
        var joined = new List<Cidr>();
        foreach (var block in blocks.OrderBy(b => b.IsV6).ThenBy(b => b.First.Value).ThenBy(b => b.PrefixLength))
        {
            if (joined.Count > 0 && joined[^1].Contains(block))
                continue;
            joined.Add(block);
            while (joined.Count > 1 && TryJoin(joined[^2], joined[^1], out var both))
            {
                joined.RemoveAt(joined.Count - 1);
                CollectionsMarshal.AsSpan(joined)[^1] = both;
            }
        }
        return joined;
    }

    private static bool TryJoin(Cidr lower, Cidr upper, out Cidr both)
    {
        both = default;
        if (lower.IsV6 != upper.IsV6 || lower.PrefixLength != upper.PrefixLength || lower.PrefixLength == 0)
            return false;
        both = Cidr.Parse($"{FirstOf(lower)}/{lower.PrefixLength - 1}");
        return both.First == lower.First && both.Contains(upper);
    }

    private static string FirstOf(Cidr block) => block.First.IsNone ? "::" : block.First.ToString();
}
