using NetworkSimulator.Objects;

namespace NetworkSimulator.Flows;

/// <summary>Every Pod and node as an end of connections, side by side in memory: what a flow looks at first.</summary>
internal sealed class PartyTable
{
    private readonly NamedParty[] _pods;
    private readonly Party[] _nodes;

    // Open addressing: the key's hash above, the Pod's number and 1 below, 0 where the slot is free. In a large cluster a
    // flow costs what it misses in the caches, and this way a Pod is found in three lines of memory.
    private readonly long[] _slots;

    public PartyTable(ClusterIndex index)
    {
        _nodes = new Party[index.Nodes.Length];
        for (var i = 0; i < _nodes.Length; i++)
            _nodes[i] = Node(index, i);
        _pods = new NamedParty[index.Pods.Length];
        _slots = new long[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * _pods.Length))];
        for (var i = 0; i < _pods.Length; i++)
        {
            _pods[i] = new(index.Pods[i].Key, Pod(index, i));
            _slots[FreeSlot(_pods[i].Key)] = ((long)Hash(_pods[i].Key) << 32) | (uint)(i + 1);
        }
    }

    /// <summary>The number of the Pod with the key <c>NS/NAME</c>.</summary>
    public bool TryFindPod(string key, out int number)
    {
        var hash = Hash(key);
        for (var i = hash & (_slots.Length - 1); _slots[i] != 0; i = (i + 1) & (_slots.Length - 1))
        {
            number = (int)_slots[i] - 1;
            if ((int)(_slots[i] >> 32) == hash && _pods[number].Key == key)
                return true;
        }
        number = -1;
        return false;
    }

    /// <summary>A Pod; a host-network Pod is its node. One that has ended, or has no address yet, has none.</summary>
    public ref readonly Party OfPod(int number) => ref _pods[number].Party;

    /// <summary>A process in the node's own network namespace.</summary>
    public ref readonly Party OfNode(int number) => ref _nodes[number];

    private int FreeSlot(string key)
    {
        var slot = Hash(key) & (_slots.Length - 1);
        while (_slots[slot] != 0)
            slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private static int Hash(string key) => key.GetHashCode(StringComparison.Ordinal);

    private Party Pod(ClusterIndex index, int number)
    {
        var pod = index.Pods[number];
        var node = index.NodeOfPod[number];
        if (pod.HostNetwork && node >= 0)
            return _nodes[node];
        if (pod.Phase is PodPhase.Succeeded or PodPhase.Failed)
            return default;
        var kind = pod.HostNetwork ? PartyKind.Node : PartyKind.Pod;
        var v6First = !pod.PodIPs.IsEmpty && pod.PodIPs[0].IsV6;
        return new(kind, number, node, pod.AddressOf(false), pod.AddressOf(true), v6First);
    }

    private static Party Node(ClusterIndex index, int number)
    {
        var addresses = index.Nodes[number].InternalIPs;
        IpAddress v4 = default;
        IpAddress v6 = default;
        foreach (var address in addresses)
            if (address.IsV6 ? v6.IsNone : v4.IsNone)
                (v4, v6) = address.IsV6 ? (v4, address) : (address, v6);
        return new(PartyKind.Node, -1, number, v4, v6, !addresses.IsEmpty && addresses[0].IsV6);
    }

    private readonly struct NamedParty(string key, in Party party)
    {
        public readonly string Key = key;
        public readonly Party Party = party;
    }
}
