using System.Collections.Immutable;

namespace NetworkSimulator.Timelines;

/// <summary>An experiment: the Pods behind one Service, the clients that call it, and what happens to them meanwhile.</summary>
public sealed record TimelinePlan
{
    /// <summary>Simulated time in which requests are sent, in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Decides every choice among Pods and addresses; the same plan and seed give the same result.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The Deployment behind the Service, all of its Pods ready at the start.</summary>
    public required PodPlan Pods { get; init; }

    /// <summary>How long news takes to spread.</summary>
    public NetworkPlan Network { get; init; } = new();

    /// <summary>Who calls, and how.</summary>
    public required ImmutableArray<ClientPlan> Clients { get; init; }

    /// <summary>What happens, in any order.</summary>
    public ImmutableArray<TimelineEvent> Events { get; init; } = [];

    /// <summary>Everything wrong with the plan at once; empty when it can be run.</summary>
    /// <param name="limits">How large a plan may be.</param>
    public ImmutableArray<PlanError> Validate(TimelineLimits limits) => PlanValidation.Validate(this, limits);
}

/// <summary>The Pods of a Deployment.</summary>
public sealed record PodPlan
{
    /// <summary>The Deployment's name; its Pods are called name-1, name-2 and so on, in the order of creation.</summary>
    public string Name { get; init; } = "app";

    /// <summary>Pods wanted, until an event of type <c>scale</c> says otherwise.</summary>
    public required int Replicas { get; init; }

    /// <summary>Nodes; a Pod goes to the one with the fewest Pods.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>From a Pod's creation until its containers run: scheduling, image pull, container start.</summary>
    public double ScheduleSeconds { get; init; } = 1;

    /// <summary>From running containers until the application serves.</summary>
    public double StartupSeconds { get; init; } = 5;

    /// <summary>The readiness probe; without one a Pod is ready as soon as its containers run.</summary>
    public ReadinessProbe? ReadinessProbe { get; init; }

    /// <summary><c>terminationGracePeriodSeconds</c>: from deletion to SIGKILL, the preStop hook included.</summary>
    public double TerminationGracePeriodSeconds { get; init; } = 30;

    /// <summary>A <c>preStop</c> hook that sleeps, which delays SIGTERM.</summary>
    public double PreStopSeconds { get; init; }

    /// <summary>What the application does when it gets SIGTERM.</summary>
    public SigtermBehavior OnSigterm { get; init; } = SigtermBehavior.Drain;

    /// <summary>From request to response; rounded up to whole hundredths of a second.</summary>
    public int ResponseMilliseconds { get; init; } = 20;
}

/// <summary>A <c>readinessProbe</c>, with Kubernetes' defaults.</summary>
public sealed record ReadinessProbe
{
    /// <summary>From running containers to the first probe.</summary>
    public double InitialDelaySeconds { get; init; }

    /// <summary>Between probes.</summary>
    public double PeriodSeconds { get; init; } = 10;

    /// <summary>Failures in a row that make a ready Pod unready.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Successes in a row that make it ready.</summary>
    public int SuccessThreshold { get; init; } = 1;
}

/// <summary>What an application does on SIGTERM.</summary>
public enum SigtermBehavior
{
    /// <summary>Closes its listener and idle connections, finishes requests in flight, then exits (ASP.NET Core).</summary>
    Drain,

    /// <summary>Exits at once; its listener and all connections go with it.</summary>
    Exit,

    /// <summary>Serves on until SIGKILL, as a process does that never sees the signal behind a shell.</summary>
    Ignore,
}

/// <summary>How long news takes to spread.</summary>
public sealed record NetworkPlan
{
    /// <summary>From a Pod's change until kube-proxy's rules follow, through EndpointSlices, on every node.</summary>
    public double EndpointSliceDelaySeconds { get; init; } = 1;

    /// <summary>From a Pod's or Service's change until CoreDNS knows.</summary>
    public double DnsDelaySeconds { get; init; } = 1;

    /// <summary>How long CoreDNS repeats an answer from its cache, which is the record's TTL.</summary>
    public double DnsTtlSeconds { get; init; } = 30;

    /// <summary>The network plugin, which decides what a new policy does to open connections.</summary>
    public Cni Cni { get; init; } = Cni.Calico;
}

/// <summary>Network plugins that enforce NetworkPolicy, by what a policy does to connections already open.</summary>
public enum Cni
{
    /// <summary>Judges new connections only; open ones stay (conntrack).</summary>
    Calico,

    /// <summary>Judges every packet; open connections go silent.</summary>
    Cilium,

    /// <summary>Judges open connections again when the first policy comes to a Pod, later policies judge new ones only.</summary>
    AwsVpcCni,
}

/// <summary>Callers with the same settings.</summary>
public sealed record ClientPlan
{
    /// <summary>Unique in the plan.</summary>
    public required string Name { get; init; }

    /// <summary>How it treats names and connections.</summary>
    public ClientKind Kind { get; init; } = ClientKind.HttpClient;

    /// <summary>The name it calls.</summary>
    public ClientTarget Target { get; init; } = ClientTarget.ClusterIP;

    /// <summary>Of all replicas together, evenly spaced.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Processes, each with its own connection pool and DNS cache, taking turns.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary><c>SocketsHttpHandler.PooledConnectionLifetime</c>; null is infinite, .NET's default.</summary>
    public double? PooledConnectionLifetimeSeconds { get; init; }

    /// <summary><c>SocketsHttpHandler.PooledConnectionIdleTimeout</c>; .NET's default is one minute.</summary>
    public double PooledConnectionIdleTimeoutSeconds { get; init; } = 60;

    /// <summary><c>SocketsHttpHandler.ConnectTimeout</c>; null is infinite, .NET's default: the operating system gives up first.</summary>
    public double? ConnectTimeoutSeconds { get; init; }

    /// <summary><c>SocketsHttpHandler.MaxConnectionsPerServer</c>; null is unlimited, .NET's default.</summary>
    public int? MaxConnectionsPerServer { get; init; }

    /// <summary><c>HttpClient.Timeout</c>; .NET's default is 100 seconds.</summary>
    public double RequestTimeoutSeconds { get; init; } = 100;

    /// <summary>For the kind <c>dnsCache</c>: how long a look-up is reused, whatever its TTL; 30 unless told otherwise.</summary>
    public double? DnsCacheSeconds { get; init; }
}

/// <summary>How a client treats names and connections.</summary>
public enum ClientKind
{
    /// <summary>.NET's <c>HttpClient</c> on <c>SocketsHttpHandler</c>: pooled connections, a look-up for each new one.</summary>
    HttpClient,

    /// <summary>The same pool, but look-ups are reused for <c>dnsCacheSeconds</c>.</summary>
    DnsCache,

    /// <summary>A look-up and a connection for each request.</summary>
    ResolveEachTime,
}

/// <summary>The name a client calls.</summary>
public enum ClientTarget
{
    /// <summary>A Service with a cluster IP: kube-proxy chooses a Pod for each connection.</summary>
    ClusterIP,

    /// <summary>A headless Service: the name leads to the ready Pods' own addresses.</summary>
    Headless,
}
