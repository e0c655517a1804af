using NetworkSimulator.Objects;

namespace NetworkSimulator.Ingresses;

/// <summary>A backend of an Ingress, resolved to the endpoints that a controller connects to.</summary>
/// <param name="Ingress">The Ingress that names it.</param>
/// <param name="Name">Service as <c>NS/NAME</c>, or kind and name of a resource.</param>
/// <param name="Line">The line that names it.</param>
/// <param name="Fault">What is wrong with it.</param>
internal sealed record IngressTarget(Ingress Ingress, string Name, int Line, TargetFault Fault)
{
    /// <summary>The Service; null where there is none.</summary>
    public Service? Service { get; init; }

    /// <summary>The Service's port; null where it has none such.</summary>
    public ServicePort? Port { get; init; }

    /// <summary>The port as the backend names it.</summary>
    public PortReference Reference { get; init; }

    /// <summary>The target as the only backend of a route.</summary>
    public required RouteBackend[] Alone { get; init; }

    /// <summary>Whether there is something to connect to.</summary>
    public bool IsUsable => Fault == TargetFault.None;
}

/// <summary>Why a backend cannot be reached.</summary>
internal enum TargetFault
{
    None,
    Resource,
    NoService,
    NoPort,
    NoEndpoints,

    /// <summary>The AWS Load Balancer Controller registers nodes, and the Service has no node port.</summary>
    NoNodePort,
}
