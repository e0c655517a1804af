namespace NetworkSimulator.Capacity;

/// <summary>
/// The most Pods with an address of their own that a model can carry at all: every address goes where it carries most,
/// and none is kept warm. What really runs is never more.
/// </summary>
internal static class MostPods
{
    private const int PerPrefix = InstanceType.AddressesPerPrefix;

    public static int Of(VpcModel model)
    {
        var subnets = model.Subnets.Select(subnet => new SubnetPool(subnet)).ToArray();
        var started = model.Nodes.Where(node => subnets[node.Subnet].TryTake(1, 0)).ToArray();
        if (model.Mode == AddressMode.Ipv6)
            return started.Sum(Room);
        return started
            .GroupBy(node => node.PodSubnet)
            .Sum(nodes =>
                model.Mode == AddressMode.SecondaryIp
                    ? WithAddresses(subnets[nodes.Key], [.. nodes])
                    : WithPrefixes(subnets[nodes.Key], [.. nodes])
            );
    }

    /// <summary>Pods with an address of their own that max-pods leaves room for.</summary>
    private static int Room(VpcNode node) => Math.Max(node.MaxPods - node.HostNetworkPods, 0);

    private static int WithAddresses(SubnetPool subnet, VpcNode[] nodes)
    {
        var (free, added) = Interfaces(nodes, perSlot: 1);
        var pods = Math.Min(subnet.Free, free.Sum());
        var left = subnet.Free - pods;
        // A further interface costs one address of its own, so the largest come first.
        foreach (var room in added.OrderDescending())
        {
            if (left < 2)
                break;
            var gain = Math.Min(room, left - 1);
            pods += gain;
            left -= gain + 1;
        }
        return pods;
    }

    private static int WithPrefixes(SubnetPool subnet, VpcNode[] nodes)
    {
        var (free, added) = Interfaces(nodes, PerPrefix);
        var order = added.OrderDescending().ToArray();
        // prefixes[r] counts the prefixes that r Pods can use: 16, or fewer for the last one of a node.
        var prefixes = new int[PerPrefix + 1];
        foreach (var room in free)
            Count(prefixes, room);
        var best = 0;
        for (var interfaces = 0; ; interfaces++)
        {
            var broken = Math.Max(interfaces - subnet.Loose + PerPrefix - 1, 0) / PerPrefix;
            if (broken > subnet.FreeBlocks)
                return best;
            best = Math.Max(best, Fullest(prefixes, subnet.FreeBlocks - broken));
            if (interfaces == order.Length)
                return best;
            Count(prefixes, order[interfaces]);
        }
    }

    private static void Count(int[] prefixes, int room)
    {
        prefixes[PerPrefix] += room / PerPrefix;
        if (room % PerPrefix > 0)
            prefixes[room % PerPrefix]++;
    }

    private static int Fullest(int[] prefixes, int blocks)
    {
        var pods = 0;
        for (var used = PerPrefix; used > 0 && blocks > 0; used--)
        {
            var taken = Math.Min(prefixes[used], blocks);
            pods += taken * used;
            blocks -= taken;
        }
        return pods;
    }

    /// <summary>Pods for each interface: those that are there when the node starts, and those to be added.</summary>
    private static (List<int> Free, List<int> Added) Interfaces(VpcNode[] nodes, int perSlot)
    {
        var (free, added) = (new List<int>(), new List<int>());
        foreach (var node in nodes)
        {
            var room = Room(node);
            for (var eni = 0; eni < node.PodEnis && room > 0; eni++)
            {
                var carried = Math.Min(room, node.Type.SlotsPerEni * perSlot);
                (eni == 0 && node.PodEnis == node.Type.Enis ? free : added).Add(carried);
                room -= carried;
            }
        }
        return (free, added);
    }
}
