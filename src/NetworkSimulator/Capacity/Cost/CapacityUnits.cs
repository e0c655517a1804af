namespace NetworkSimulator.Capacity.Cost;

/// <summary>Capacity units of a load balancer: the dimension that is used most decides.</summary>
/// <remarks>https://aws.amazon.com/elasticloadbalancing/pricing/, "LCU details" and "NLCU details".</remarks>
/// <param name="Units">Units, an hour.</param>
/// <param name="Dimension">The dimension that decides; empty without traffic.</param>
public sealed record CapacityUnits(double Units, string Dimension)
{
    private const int FreeRules = 10;

    /// <summary>LCUs of an ALB: 25 new and 3,000 active connections, 1 GB, 1,000 rule evaluations beyond the first 10 rules.</summary>
    public static CapacityUnits OfAlb(Traffic traffic, int rules) =>
        Most(
            (traffic.NewConnectionsPerSecond / 25, "new connections"),
            (traffic.ActiveConnections / 3_000, "active connections"),
            (traffic.GigabytesPerHour, "processed bytes"),
            (traffic.RequestsPerSecond * Math.Max(rules - FreeRules, 0) / 1_000, "rule evaluations")
        );

    /// <summary>
    /// NLCUs of an NLB. TCP: 800 new and 100,000 active flows; UDP: 400 and 50,000; TLS: 50 and 3,000; each 1 GB. All traffic
    /// counts as the listeners' costliest protocol.
    /// </summary>
    public static CapacityUnits OfNlb(Traffic traffic, IEnumerable<Listener> listeners)
    {
        var protocols = listeners.Select(listener => listener.Protocol).ToHashSet();
        var (fresh, active) =
            protocols.Contains("TLS") ? (50, 3_000)
            : protocols.Contains("UDP") ? (400, 50_000)
            : (800, 100_000);
        return Most(
            (traffic.NewConnectionsPerSecond / fresh, "new flows"),
            (traffic.ActiveConnections / active, "active flows"),
            (traffic.GigabytesPerHour, "processed bytes")
        );
    }

    private static CapacityUnits Most(params (double Units, string Name)[] dimensions)
    {
        var most = dimensions.MaxBy(dimension => dimension.Units);
        return new(most.Units, most.Units > 0 ? most.Name : "");
    }
}
