namespace NetworkSimulator.Capacity;

/// <summary>
/// A running node during a run: its interfaces and the addresses that ipamd keeps on them. Follows
/// <c>isDatastorePoolTooLow</c>, <c>increaseDatastorePool</c> and <c>createENI</c> of amazon-vpc-cni-k8s.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="subnet">Where its Pods' addresses come from.</param>
/// <param name="mode">What its slots hold.</param>
/// <param name="warm">What it keeps ready.</param>
internal sealed class NodePool(VpcNode node, SubnetPool subnet, AddressMode mode, WarmTargets warm)
{
    // With custom networking the interface that the node started with carries no Pods.
    private int _enis = node.PodEnis == node.Type.Enis ? 1 : 0;

    public VpcNode Node => node;

    /// <summary>Pods bound to the node, those without an address too.</summary>
    public int Pods { get; set; } = node.HostNetworkPods;

    /// <summary>Pods of the plan that run here.</summary>
    public int Running { get; set; }

    /// <summary>Pods that have an address of their own.</summary>
    public int Assigned { get; private set; }

    /// <summary>Interfaces, the primary one included.</summary>
    public int Enis => _enis + node.Type.Enis - node.PodEnis;

    /// <summary>Interfaces whose primary address lies in the Pods' subnet, beyond the one the node started with.</summary>
    public int AddedEnis => Enis - 1;

    /// <summary>Slots in use: single addresses or prefixes.</summary>
    public int Slots { get; private set; }

    /// <summary>Addresses that Pods may get.</summary>
    public int Addresses => Slots * PerSlot;

    /// <summary>Addresses that the node holds and no Pod uses.</summary>
    public int Spare => Addresses - Assigned;

    /// <summary>Slots asked for and not given; 0 where the subnet gave all so far.</summary>
    public int Refused { get; private set; }

    /// <summary>Whether every slot of every interface is in use.</summary>
    public bool IsFull => Slots == node.PodEnis * node.Type.SlotsPerEni;

    public bool HasRoomForPod => Pods < node.MaxPods;

    private int PerSlot => mode == AddressMode.SecondaryIp ? 1 : InstanceType.AddressesPerPrefix;

    /// <summary>Gives a Pod an address; false where there is none.</summary>
    public bool TryAssign()
    {
        if (mode == AddressMode.Ipv6)
        {
            Assigned++;
            return true;
        }
        if (Spare == 0)
            Refill();
        if (Spare == 0)
            return false;
        Assigned++;
        Refill();
        return true;
    }

    /// <summary>Takes from the subnet until the warm targets are met, or the subnet, the interfaces or max-pods end it.</summary>
    public void Refill()
    {
        // A subnet never gets addresses back during a run: what it refused once it refuses again.
        if (Refused > 0)
            return;
        while (mode != AddressMode.Ipv6 && Addresses < node.MaxPods && !IsFull && Wanted() is > 0 and var wanted)
        {
            var room = _enis * node.Type.SlotsPerEni - Slots;
            // An interface is created with its addresses in one call, which gives all or nothing; an interface that is
            // there already gets what is left, one by one if need be.
            var given = room > 0 ? Fill(Math.Min(wanted, room)) : AddEni(Math.Min(wanted, node.Type.SlotsPerEni));
            if (given == 0)
            {
                Refused = wanted;
                return;
            }
            Slots += given;
        }
    }

    private int Fill(int wanted)
    {
        while (wanted > 0 && !Take(wanted, eni: 0))
            wanted--;
        return wanted;
    }

    private int AddEni(int wanted)
    {
        if (!Take(wanted, eni: 1))
            return 0;
        _enis++;
        return wanted;
    }

    private bool Take(int slots, int eni) =>
        mode == AddressMode.SecondaryIp ? subnet.TryTake(eni + slots, 0) : subnet.TryTake(eni, slots);

    /// <summary>Slots that are missing to meet the warm targets.</summary>
    private int Wanted()
    {
        if (warm.HasIpTargets)
        {
            var missing = Math.Max((warm.IpTarget ?? 0) - Spare, (warm.MinimumIpTarget ?? 0) - Addresses);
            return (Math.Max(missing, 0) + PerSlot - 1) / PerSlot;
        }
        if (mode == AddressMode.SecondaryIp)
            return Spare < node.Type.SlotsPerEni * warm.EniTarget || (warm.EniTarget == 0 && Spare == 0)
                ? node.Type.SlotsPerEni
                : 0;
        if (Spare >= PerSlot * warm.PrefixTarget && Spare > 0)
            return 0;
        var free = Slots - (Assigned + PerSlot - 1) / PerSlot;
        return Math.Max(warm.PrefixTarget - free, 1);
    }
}
