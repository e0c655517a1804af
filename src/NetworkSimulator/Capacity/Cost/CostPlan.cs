using System.Collections.Immutable;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>What the cost of load balancers depends on beside the manifests.</summary>
public sealed record CostPlan
{
    /// <summary>The prices.</summary>
    public PriceTable Prices { get; init; } = PriceTable.Example;

    /// <summary>Availability Zones of each load balancer; a public one has an address in each.</summary>
    public int Zones { get; init; } = 3;

    /// <summary>Who serves LoadBalancer Services that name nobody.</summary>
    public ServiceController ServiceController { get; init; }

    /// <summary>Traffic of each exposed Service and Ingress.</summary>
    public Traffic Traffic { get; init; } = new();

    /// <summary>Traffic of single ones, in place of the above.</summary>
    public ImmutableArray<ObjectTraffic> TrafficOf { get; init; } = [];
}

/// <summary>Average traffic of an exposed object.</summary>
public sealed record Traffic
{
    /// <summary>New connections, or UDP flows, a second.</summary>
    public double NewConnectionsPerSecond { get; init; }

    /// <summary>Connections open at a time.</summary>
    public double ActiveConnections { get; init; }

    /// <summary>Gigabytes an hour, requests and responses.</summary>
    public double GigabytesPerHour { get; init; }

    /// <summary>HTTP requests a second, for rule evaluations.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>The traffic of both.</summary>
    public static Traffic Add(Traffic left, Traffic right) =>
        new()
        {
            NewConnectionsPerSecond = left.NewConnectionsPerSecond + right.NewConnectionsPerSecond,
            ActiveConnections = left.ActiveConnections + right.ActiveConnections,
            GigabytesPerHour = left.GigabytesPerHour + right.GigabytesPerHour,
            RequestsPerSecond = left.RequestsPerSecond + right.RequestsPerSecond,
        };
}

/// <summary>Traffic of one object.</summary>
/// <param name="Object">The object, as <c>Service NS/NAME</c> or <c>Ingress NS/NAME</c>.</param>
/// <param name="Traffic">Its traffic.</param>
public sealed record ObjectTraffic(string Object, Traffic Traffic);

/// <summary>Who provisions for LoadBalancer Services without <c>loadBalancerClass</c> and type annotation.</summary>
public enum ServiceController
{
    /// <summary>
    /// The AWS Load Balancer Controller, whose webhook has set the class of new Services since v2.5: an NLB, internal
    /// unless annotated. EKS Auto Mode does the same.
    /// </summary>
    AwsLoadBalancerController,

    /// <summary>The legacy cloud provider alone: a CLB, public unless annotated.</summary>
    CloudProvider,
}

/// <summary>Prices in one currency.</summary>
public sealed record PriceTable
{
    /// <summary>
    /// On-demand prices of US East (N. Virginia), as in the examples of https://aws.amazon.com/elasticloadbalancing/pricing/
    /// and, for public IPv4 addresses, of https://aws.amazon.com/vpc/pricing/, read in November 2026.
    /// </summary>
    public static PriceTable Example { get; } =
        new()
        {
            Region = "us-east-1",
            Currency = "USD",
            Source =
                "https://aws.amazon.com/elasticloadbalancing/pricing/ and https://aws.amazon.com/vpc/pricing/, on-demand examples",
            Date = "2026-11",
            AlbHour = 0.0225m,
            LcuHour = 0.008m,
            NlbHour = 0.0225m,
            NlcuHour = 0.006m,
            ClbHour = 0.025m,
            ClbGigabyte = 0.008m,
            PublicIpv4Hour = 0.005m,
        };

    /// <summary>Region they hold for.</summary>
    public required string Region { get; init; }

    /// <summary>Currency code.</summary>
    public required string Currency { get; init; }

    /// <summary>Where they come from.</summary>
    public required string Source { get; init; }

    /// <summary>When they were read.</summary>
    public required string Date { get; init; }

    /// <summary>An Application Load Balancer, an hour.</summary>
    public required decimal AlbHour { get; init; }

    /// <summary>A load balancer capacity unit of it, an hour.</summary>
    public required decimal LcuHour { get; init; }

    /// <summary>A Network Load Balancer, an hour.</summary>
    public required decimal NlbHour { get; init; }

    /// <summary>A capacity unit of it, an hour.</summary>
    public required decimal NlcuHour { get; init; }

    /// <summary>A Classic Load Balancer, an hour.</summary>
    public required decimal ClbHour { get; init; }

    /// <summary>A gigabyte through it.</summary>
    public required decimal ClbGigabyte { get; init; }

    /// <summary>A public IPv4 address, an hour.</summary>
    public required decimal PublicIpv4Hour { get; init; }
}
