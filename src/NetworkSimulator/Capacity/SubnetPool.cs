namespace NetworkSimulator.Capacity;

/// <summary>The free addresses of a subnet during a run: whole free /28 blocks, and loose addresses beside them.</summary>
/// <remarks>
/// Single addresses come from blocks that are broken already, and a whole block is broken only when none is left: the
/// kindest case for prefixes. <see cref="Subnet.Fragmentation"/> makes it less kind.
/// </remarks>
internal sealed class SubnetPool
{
    private const int BlockSize = InstanceType.AddressesPerPrefix;
    private const int Reserved = 5;

    public SubnetPool(VpcSubnet subnet)
    {
        // The first four addresses and the last are AWS': they break the first block and the last.
        FreeBlocks = Math.Max(subnet.Size / BlockSize - 2, 0);
        Loose = subnet.Size - Reserved - FreeBlocks * BlockSize;
        TakeLoose(subnet.Taken);
        var broken = (int)Math.Ceiling(FreeBlocks * subnet.Fragmentation);
        FreeBlocks -= broken;
        Loose += broken * BlockSize;
    }

    /// <summary>/28 blocks of which no address is in use.</summary>
    public int FreeBlocks { get; private set; }

    /// <summary>Free addresses outside such blocks.</summary>
    public int Loose { get; private set; }

    public int Free => Loose + FreeBlocks * BlockSize;

    /// <summary>Addresses of a subnet that AWS leaves to its owner.</summary>
    public static int Usable(int prefixLength) => (1 << (32 - prefixLength)) - Reserved;

    /// <summary>Takes single addresses and prefixes, all or none, as one EC2 call does.</summary>
    public bool TryTake(int singles, int prefixes)
    {
        var broken = Math.Max(singles - Loose + BlockSize - 1, 0) / BlockSize;
        if (prefixes + broken > FreeBlocks)
            return false;
        FreeBlocks -= prefixes;
        TakeLoose(singles);
        return true;
    }

    private void TakeLoose(int singles)
    {
        while (singles > Loose && FreeBlocks > 0)
        {
            FreeBlocks--;
            Loose += BlockSize;
        }
        Loose -= singles;
    }
}
