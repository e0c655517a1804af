using System.Collections.Immutable;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>
/// Splits the addresses of a family where the <c>ipBlock</c>s of policies begin and end: no rule tells two addresses of
/// one piece apart.
/// </summary>
internal sealed class AddressSplit
{
    private static readonly UInt128 FirstV4 = IpAddress.FromV4(0).Value;
    private static readonly UInt128 LastV4 = IpAddress.FromV4(uint.MaxValue).Value;

    private readonly UInt128[] _starts;
    private readonly bool _v6;

    private AddressSplit(SortedSet<UInt128> starts, bool v6) => (_starts, _v6) = ([.. starts], v6);

    /// <summary>How many pieces there are.</summary>
    public int Count => _starts.Length;

    /// <summary>Splits by the blocks of the rules of both directions, or of one.</summary>
    public static AddressSplit Of(IEnumerable<NetworkPolicy> policies, bool v6, bool ingress, bool egress)
    {
        var starts = new SortedSet<UInt128> { v6 ? UInt128.Zero : FirstV4 };
        foreach (var policy in policies)
        {
            if (ingress && policy.IsolatesIngress)
                Add(policy.Ingress);
            if (egress && policy.IsolatesEgress)
                Add(policy.Egress);
        }
        return new(starts, v6);

        void Add(ImmutableArray<NetworkPolicyRule> rules)
        {
            foreach (var rule in rules)
            foreach (var peer in rule.Peers)
                if (peer.IPBlock is { } block && block.Cidr.IsV6 == v6)
                {
                    AddBlock(block.Cidr);
                    foreach (var except in block.Except)
                        AddBlock(except);
                }
        }

        void AddBlock(Cidr block)
        {
            starts.Add(block.First.Value);
            if (block.Last.Value != (v6 ? UInt128.MaxValue : LastV4))
                starts.Add(block.Last.Value + UInt128.One);
        }
    }

    /// <summary>Number of the piece that an address is in; -1 for none.</summary>
    public int PieceOf(IpAddress address)
    {
        if (address.IsNone)
            return -1;
        var at = Array.BinarySearch(_starts, address.Value);
        return at < 0 ? ~at - 1 : at;
    }

    /// <summary>The pieces as ends of connections, each with an address of its own that stands for all.</summary>
    public IEnumerable<(ReachabilityPeer Peer, IpAddress Address)> Pieces()
    {
        for (var i = 0; i < _starts.Length; i++)
        {
            var first = _starts[i];
            var last =
                i + 1 < _starts.Length ? _starts[i + 1] - UInt128.One
                : _v6 ? UInt128.MaxValue
                : LastV4;
            // The address :: counts as none, so its neighbour stands for a piece that begins there.
            var address = first == UInt128.Zero && last > first ? UInt128.One : first;
            yield return (ReachabilityPeer.External(first, last, _v6), IpAddress.FromValue(address));
        }
    }
}
