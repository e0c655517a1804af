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
    public int PodGroups { get; init; } = 100;

    /// <summary>Pods of all kinds.</summary>
    public int Pods { get; init; } = 100_000;

    /// <summary>Characters of a name.</summary>
    public int NameLength { get; init; } = 100;
}

/// <summary>One thing wrong with what was submitted.</summary>
/// <param name="Field">Path of the field, such as <c>subnets[1].cidr</c>.</param>
/// <param name="Message">What is wrong, with the value.</param>
/// <param name="Expected">What would be right.</param>
public sealed record CapacityProblem(string Field, string Message, string Expected);
