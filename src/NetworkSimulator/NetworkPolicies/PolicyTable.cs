using NetworkSimulator.Objects;

namespace NetworkSimulator.NetworkPolicies;

/// <summary>NetworkPolicies compiled for each Pod that they select.</summary>
internal sealed class PolicyTable
{
    public PolicyTable(ClusterIndex index) => Index = index;

    public ClusterIndex Index { get; }
}
