namespace NetworkSimulator.Capacity;

/// <summary>What can keep a Pod from running.</summary>
public enum Limit
{
    /// <summary>The subnet has no address, or no whole prefix, left.</summary>
    SubnetAddresses,

    /// <summary>The instance type's interfaces and their addresses.</summary>
    EniLimits,

    /// <summary>The kubelet's <c>maxPods</c>, set by hand or capped at the recommended 110 or 250.</summary>
    MaxPods,
}
