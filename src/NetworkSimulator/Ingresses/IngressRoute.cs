using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>Where a controller sends a request.</summary>
/// <param name="Verdict">The verdict where the controller ends the request itself.</param>
/// <param name="Backends">What it is spread over; empty where the controller ends it.</param>
internal readonly record struct IngressRoute(Verdict Verdict, RouteBackend[] Backends)
{
    /// <summary>HTTP status where the controller answers itself, also for want of endpoints.</summary>
    public int? Status { get; init; }

    /// <summary>Location of a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>The request as the backend sees it; null where nothing changed.</summary>
    public HttpRequestSeen? Request { get; init; }

    /// <summary>Whether the route names several backends, even where one of them gets every request.</summary>
    public bool IsSplit { get; init; }

    /// <summary>The controller answers by itself.</summary>
    public static IngressRoute Answer(int status, string? location = null) =>
        new(Verdict.Answered, []) { Status = status, Location = location };
}

/// <summary>One of the backends of a route.</summary>
/// <param name="Name">The Service as <c>NS/NAME</c>, or what else the backend is called.</param>
/// <param name="Endpoints">Where the controller connects to; empty where the backend has no endpoint.</param>
/// <param name="Share">Share of requests, 0 to 1.</param>
internal sealed record RouteBackend(string Name, Endpoint[] Endpoints, double Share)
{
    /// <summary>Whether the name is that of a Service.</summary>
    public bool IsService { get; init; } = true;

    /// <summary>What becomes of the source on the way to the endpoints.</summary>
    public Translation Translation { get; init; }

    /// <summary>The cluster IP where the controller connects to it instead of to endpoints; none elsewhere.</summary>
    public IpAddress ClusterIP { get; init; }

    /// <summary>The port that goes with <see cref="ClusterIP"/>.</summary>
    public int Port { get; init; }

    /// <summary>What lies outside the cluster and is taken to answer, as <c>HOST:PORT</c>; empty elsewhere.</summary>
    public string Foreign { get; init; } = "";
}
