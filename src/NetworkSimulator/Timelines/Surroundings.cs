namespace NetworkSimulator.Timelines;

/// <summary>What all clients of a run share.</summary>
internal sealed class Surroundings
{
    /// <summary>A field, since the generator is a value that changes with each use.</summary>
    public SplitMix64 Random;

    public required List<SimulatedPod> Pods { get; init; }

    public required ServiceProxy Proxy { get; init; }

    public required ClusterDns Dns { get; init; }

    public required Tally Tally { get; init; }

    /// <summary>In the order in which responses are due, since every response takes the same time.</summary>
    public Queue<InFlight> InFlight { get; } = [];

    public required int Response { get; init; }
}
