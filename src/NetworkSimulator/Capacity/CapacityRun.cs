namespace NetworkSimulator.Capacity;

/// <summary>
/// One run of a model: the nodes start, ipamd fills their pools, then one Pod after the other is bound to the node with
/// the fewest Pods, which gives it an address if it can.
/// </summary>
internal sealed class CapacityRun
{
    private readonly Limit _limitOfFullNodes;
    private readonly PriorityQueue<NodePool, (int Pods, int Order)> _withRoom = new();
    private readonly Dictionary<NodePool, int> _order = [];

    public CapacityRun(VpcModel model)
    {
        Subnets = [.. model.Subnets.Select(subnet => new SubnetPool(subnet))];
        Nodes = [];
        foreach (var node in model.Nodes)
            if (Subnets[node.Subnet].TryTake(1, 0))
                Nodes.Add(new(node, Subnets[node.PodSubnet], model.Mode, model.Plan.Warm));
        // A maxPods that is only the ENI formula is the ENI limit in disguise.
        _limitOfFullNodes = Nodes.All(node =>
            node.Node.MaxPods >= node.Node.Type.MaxPods(model.Mode, model.HasCustomNetworking)
        )
            ? Limit.EniLimits
            : Limit.MaxPods;
        for (var i = 0; i < Nodes.Count; i++)
        {
            Nodes[i].Refill();
            _order.Add(Nodes[i], i);
            Offer(Nodes[i]);
        }
    }

    public SubnetPool[] Subnets { get; }

    /// <summary>Nodes that run: a node whose subnet has no address for its primary interface doesn't.</summary>
    public List<NodePool> Nodes { get; }

    public int Running { get; private set; }

    /// <summary>Binds a Pod and gives it an address; where it stays Pending, says why.</summary>
    public Obstacle? Add(bool hostNetwork)
    {
        if (!_withRoom.TryDequeue(out var node, out _))
            return new(Nodes.Count == 0 ? Limit.SubnetAddresses : _limitOfFullNodes, null);
        node.Pods++;
        Offer(node);
        if (!hostNetwork && !node.TryAssign())
            return new(node.IsFull ? Limit.EniLimits : Limit.SubnetAddresses, node);
        node.Running++;
        Running++;
        return null;
    }

    private void Offer(NodePool node)
    {
        if (node.HasRoomForPod)
            _withRoom.Enqueue(node, (node.Pods, _order[node]));
    }
}

/// <summary>Why a Pod is Pending.</summary>
/// <param name="Limit">The limit met.</param>
/// <param name="Node">The node it is bound to; null where the scheduler found none.</param>
internal readonly record struct Obstacle(Limit Limit, NodePool? Node);
