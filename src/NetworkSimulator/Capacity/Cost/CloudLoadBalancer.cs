using System.Collections.Immutable;

namespace NetworkSimulator.Capacity.Cost;

/// <summary>A load balancer that AWS provisions for Services or Ingresses.</summary>
public sealed record CloudLoadBalancer
{
    /// <summary>The type.</summary>
    public required LoadBalancerKind Kind { get; init; }

    /// <summary>What it is for: <c>Service NS/NAME</c>, <c>Ingress NS/NAME</c> or <c>group NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The objects it serves, as <c>Service NS/NAME</c> or <c>Ingress NS/NAME</c>.</summary>
    public required ImmutableArray<string> Objects { get; init; }

    /// <summary>Where it is reached from.</summary>
    public required LoadBalancerScheme Scheme { get; init; }

    /// <summary>The ports it listens on.</summary>
    public required ImmutableArray<Listener> Listeners { get; init; }

    /// <summary>Where it sends traffic.</summary>
    public required ImmutableArray<TargetGroup> TargetGroups { get; init; }

    /// <summary>Seconds after which it closes an idle connection.</summary>
    public required int IdleTimeoutSeconds { get; init; }

    /// <summary>Listener rules, beside the default ones; 0 for NLBs and CLBs, which have none.</summary>
    public int Rules { get; init; }

    /// <summary>Why this type: the field or annotation that decided, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The line that decided; null where the objects stand in no text.</summary>
    public int? Line
    {
        get;
        init => field = value is 0 ? null : value;
    }
}

/// <summary>A port that a load balancer listens on.</summary>
/// <param name="Port">The port.</param>
/// <param name="Protocol">TCP, UDP, TLS, HTTP, HTTPS or, for a CLB, SSL.</param>
/// <param name="Certificates">ARNs of ACM certificates; empty with HTTPS means that the controller looks them up by host.</param>
public sealed record Listener(int Port, string Protocol, ImmutableArray<string> Certificates)
{
    /// <summary>Whether TLS ends at the load balancer.</summary>
    public bool EndsTls => Protocol is "TLS" or "HTTPS" or "SSL";
}

/// <summary>Targets of a load balancer.</summary>
/// <param name="Service">The Service, as <c>NS/NAME</c>.</param>
/// <param name="Port">Number or name of its port.</param>
/// <param name="TargetType">What the targets are.</param>
/// <param name="Protocol">What is spoken to them.</param>
/// <param name="HealthCheck">How they are checked.</param>
public sealed record TargetGroup(
    string Service,
    string Port,
    TargetType TargetType,
    string Protocol,
    HealthCheck HealthCheck
);

/// <summary>How targets are checked.</summary>
/// <param name="Protocol">TCP, HTTP or HTTPS.</param>
/// <param name="Port">A port, or <c>traffic-port</c>.</param>
/// <param name="Path">The path; empty for TCP.</param>
/// <param name="IntervalSeconds">Between checks.</param>
/// <param name="TimeoutSeconds">Until a check fails.</param>
/// <param name="HealthyThreshold">Good checks in a row that make a target healthy.</param>
/// <param name="UnhealthyThreshold">Bad checks in a row that make it unhealthy.</param>
public sealed record HealthCheck(
    string Protocol,
    string Port,
    string Path,
    int IntervalSeconds,
    int TimeoutSeconds,
    int HealthyThreshold,
    int UnhealthyThreshold
);

/// <summary>Something about an object that the bill alone doesn't show.</summary>
/// <param name="Object">The object, as <c>Kind NS/NAME</c>.</param>
/// <param name="Line">Its line; null where there is none.</param>
/// <param name="Message">What, in a sentence.</param>
public sealed record CostNote(string Object, int? Line, string Message)
{
    /// <summary>Its line; null where there is none.</summary>
    public int? Line { get; } = Line is 0 ? null : Line;
}

/// <summary>Types of AWS load balancers.</summary>
public enum LoadBalancerKind
{
    /// <summary>Application Load Balancer, for HTTP.</summary>
    Alb,

    /// <summary>Network Load Balancer, for TCP, UDP and TLS.</summary>
    Nlb,

    /// <summary>Classic Load Balancer, of the legacy cloud provider.</summary>
    Clb,
}

/// <summary>Where a load balancer is reached from.</summary>
public enum LoadBalancerScheme
{
    /// <summary>From the VPC and networks connected to it.</summary>
    Internal,

    /// <summary>From the internet, at a public address in each zone.</summary>
    InternetFacing,
}

/// <summary>What a load balancer sends traffic to.</summary>
public enum TargetType
{
    /// <summary>The Service's node port on every node, a hop more.</summary>
    Instance,

    /// <summary>The addresses of Pods.</summary>
    Ip,
}
