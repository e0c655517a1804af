namespace NetworkSimulator.Capacity;

/// <summary>What EC2 lets an instance type have on its network, and how many Pods follow from it.</summary>
/// <param name="Name">Such as <c>m5.large</c>.</param>
/// <param name="Enis">Network interfaces; for types with several network cards those of card 0, the only one the VPC CNI uses.</param>
/// <param name="AddressesPerEni">IPv4 addresses of an interface, its own primary address included.</param>
/// <param name="VCpus">Processors, which decide the recommended cap on Pods.</param>
/// <param name="IsNitro">Whether prefixes can be assigned to its interfaces: Nitro and bare metal, not Xen.</param>
public sealed record InstanceType(string Name, int Enis, int AddressesPerEni, int VCpus, bool IsNitro)
{
    /// <summary>Addresses in a delegated IPv4 prefix, a /28.</summary>
    internal const int AddressesPerPrefix = 16;

    /// <summary>What an interface can carry beside its primary address: single addresses or prefixes.</summary>
    public int SlotsPerEni => AddressesPerEni - 1;

    /// <summary>
    /// The number of Pods that AWS publishes for the type: addresses for Pods, and 2 for the host-network Pods aws-node
    /// and kube-proxy. With custom networking the primary interface carries no Pods.
    /// </summary>
    public int MaxPods(AddressMode mode, bool customNetworking = false) =>
        (Enis - (customNetworking ? 1 : 0)) * SlotsPerEni * (mode == AddressMode.SecondaryIp ? 1 : AddressesPerPrefix)
        + 2;

    /// <summary>
    /// The kubelet's <c>maxPods</c> that EKS recommends and managed node groups enforce: the formula, capped at 110 Pods,
    /// or 250 with more than 30 vCPUs.
    /// </summary>
    public int RecommendedMaxPods(AddressMode mode, bool customNetworking = false) =>
        Math.Min(MaxPods(mode, customNetworking), VCpus > 30 ? 250 : 110);
}

/// <summary>Where the VPC CNI takes Pod addresses from.</summary>
public enum AddressMode
{
    /// <summary>Single secondary IPv4 addresses on the interfaces, the default.</summary>
    SecondaryIp,

    /// <summary>Prefixes of 16 addresses (/28) on the interfaces, <c>ENABLE_PREFIX_DELEGATION</c>.</summary>
    PrefixDelegation,

    /// <summary>One IPv6 prefix (/80) on each node; Pods take no IPv4 addresses.</summary>
    Ipv6,
}
