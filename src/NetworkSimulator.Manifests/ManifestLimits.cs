namespace NetworkSimulator.Manifests;

/// <summary>How much a submission may hold; what goes beyond is refused with a message that names the limit.</summary>
public sealed record ManifestLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static ManifestLimits Default { get; } = new();

    /// <summary>Longest text in bytes of UTF-8.</summary>
    public int MaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Most objects, items of Lists and Pods made by workloads included; also the most documents.</summary>
    public int MaxObjects { get; init; } = 100_000;

    /// <summary>Deepest nesting of mappings and sequences, aliases followed.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most values that a document may grow to when its aliases are followed.</summary>
    public int MaxExpandedValues { get; init; } = 20_000_000;

    /// <summary>
    /// How many times its own size a document may grow to when its aliases are followed. Small documents may always
    /// grow to 10,000 values.
    /// </summary>
    public int MaxAliasGrowth { get; init; } = 20;

    /// <summary>Most errors that are listed; one more entry says how many there were beyond.</summary>
    public int MaxErrors { get; init; } = 100;
}
