namespace NetworkSimulator.Timelines;

/// <summary>How large a plan may be. The defaults run in well under two seconds.</summary>
public sealed record TimelineLimits
{
    /// <summary>The defaults.</summary>
    public static readonly TimelineLimits Default = new();

    /// <summary>Only what the model itself can hold.</summary>
    internal static readonly TimelineLimits None = new()
    {
        DurationSeconds = 1_000_000,
        Pods = 1_000_000,
        RequestsPerSecond = 1_000_000,
        Clients = 1_000_000,
        Events = 1_000_000,
    };

    /// <summary>Simulated time, in seconds.</summary>
    public int DurationSeconds { get; init; } = 3_600;

    /// <summary>Pods at a time, a rollout's surge not counted.</summary>
    public int Pods { get; init; } = 1_000;

    /// <summary>Requests a second, of all clients together.</summary>
    public int RequestsPerSecond { get; init; } = 1_000;

    /// <summary>Clients, and client processes of all clients together.</summary>
    public int Clients { get; init; } = 1_000;

    /// <summary>Events.</summary>
    public int Events { get; init; } = 50;
}
