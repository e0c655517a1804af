using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.KubeProxy;

namespace NetworkSimulator.Ingresses;

/// <summary>Routes an HTTP request by the rules of the Ingresses that a controller serves.</summary>
internal static class IngressStage
{
    public static IngressRoute Route<TRecorder>(Cluster cluster, int controller, ToUrl request, ref TRecorder recorder)
        where TRecorder : struct, IHopRecorder => new(Verdict.Unreachable, []);
}

/// <summary>Where an Ingress controller sends a request.</summary>
/// <param name="Verdict">The verdict where the controller ends the request itself.</param>
/// <param name="Backends">The Services it is spread over; empty where the controller ends it.</param>
internal readonly record struct IngressRoute(Verdict Verdict, ImmutableArray<RouteBackend> Backends)
{
    /// <summary>HTTP status of the controller's own answer.</summary>
    public int? Status { get; init; }

    /// <summary>Location of a redirect.</summary>
    public string? Location { get; init; }

    /// <summary>The request as the backend sees it; null where nothing changed.</summary>
    public HttpRequestSeen? Request { get; init; }
}

/// <summary>A Service that a route sends a share of requests to.</summary>
/// <param name="Service">The Service's number.</param>
/// <param name="Endpoints">Its endpoints.</param>
/// <param name="Share">Share of requests, 0 to 1.</param>
internal readonly record struct RouteBackend(int Service, Endpoint[] Endpoints, double Share);
