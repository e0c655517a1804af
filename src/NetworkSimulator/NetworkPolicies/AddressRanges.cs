using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>The addresses of a rule's <c>ipBlock</c>s, less what each cuts out, as sorted ranges that do not touch.</summary>
internal sealed class AddressRanges
{
    // IPv4 is kept in its mapped form, which lies inside ::/0: a block of IPv6 must leave it out.
    private static readonly UInt128 FirstV4 = IpAddress.FromV4(0).Value;
    private static readonly UInt128 LastV4 = IpAddress.FromV4(uint.MaxValue).Value;

    private readonly UInt128[] _first;
    private readonly UInt128[] _last;

    private AddressRanges(UInt128[] first, UInt128[] last) => (_first, _last) = (first, last);

    /// <summary>Whether an address is in one of the blocks.</summary>
    public bool Contains(IpAddress address) => !address.IsNone && Covers(address.Value, address.Value);

    /// <summary>Whether the blocks leave out no address of the family.</summary>
    public bool CoversFamily(bool v6) =>
        v6
            ? Covers(UInt128.Zero, FirstV4 - UInt128.One) && Covers(LastV4 + UInt128.One, UInt128.MaxValue)
            : Covers(FirstV4, LastV4);

    /// <summary>Compiles the blocks among the peers; null where there is none.</summary>
    public static AddressRanges? Of(ImmutableArray<NetworkPolicyPeer> peers)
    {
        var pieces = new List<(UInt128 First, UInt128 Last)>();
        var any = false;
        foreach (var peer in peers)
            if (peer.IPBlock is { } block)
            {
                any = true;
                AddPieces(pieces, block);
            }
        if (!any)
            return null;
        pieces.Sort();
        var merged = new List<(UInt128 First, UInt128 Last)>(pieces.Count);
        foreach (var piece in pieces)
            if (merged.Count > 0 && Touches(merged[^1].Last, piece.First))
                merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, piece.Last));
            else
                merged.Add(piece);
        return new([.. merged.Select(m => m.First)], [.. merged.Select(m => m.Last)]);
    }

    private static void AddPieces(List<(UInt128 First, UInt128 Last)> pieces, IPBlock block)
    {
        var cuts = new List<(UInt128 First, UInt128 Last)>(block.Except.Length + 1);
        foreach (var except in block.Except)
            cuts.Add((except.First.Value, except.Last.Value));
        if (block.Cidr.IsV6)
            cuts.Add((FirstV4, LastV4));
        cuts.Sort();
        var (next, last) = (block.Cidr.First.Value, block.Cidr.Last.Value);
        foreach (var cut in cuts)
        {
            if (cut.Last < next)
                continue;
            if (cut.First > last)
                break;
            if (cut.First > next)
                pieces.Add((next, cut.First - UInt128.One));
            if (cut.Last >= last)
                return;
            next = cut.Last + UInt128.One;
        }
        pieces.Add((next, last));
    }

    private static bool Touches(UInt128 last, UInt128 first) => first <= last || first - last == UInt128.One;

    private bool Covers(UInt128 first, UInt128 last)
    {
        var (low, high) = (0, _first.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_first[middle] <= first)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high >= 0 && last <= _last[high];
    }
}
