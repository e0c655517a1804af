namespace NetworkSimulator.Capacity;

/// <summary>How large a plan may be.</summary>
public sealed record CapacityLimits
{
    /// <summary>Subnets.</summary>
    public int Subnets { get; init; } = 100;

    /// <summary>Node groups.</summary>
    public int NodeGroups { get; init; } = 100;

    /// <summary>Nodes of all groups.</summary>
    public int Nodes { get; init; } = 1_000;

    /// <summary>Kinds of Pods.</summary>
    public int PodGroups { get; init; } = 5_000;

    /// <summary>Pods of all kinds.</summary>
    public int Pods { get; init; } = 100_000;

    /// <summary>Characters of a name; a workload's kind, namespace and name fit.</summary>
    public int NameLength { get; init; } = 400;
}
