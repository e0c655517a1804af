namespace NetworkSimulator.Tests;

/// <summary>For tests that measure memory, which is the process': nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
