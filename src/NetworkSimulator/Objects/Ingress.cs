using System.Collections.Immutable;

namespace NetworkSimulator.Objects;

/// <summary>A <c>networking.k8s.io/v1</c> Ingress.</summary>
public sealed record Ingress : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "Ingress";

    /// <summary><c>spec.ingressClassName</c>; empty where unset.</summary>
    public string IngressClassName { get; init; } = "";

    /// <summary><c>spec.defaultBackend</c>, or null.</summary>
    public IngressBackend? DefaultBackend { get; init; }

    /// <summary><c>spec.rules</c>.</summary>
    public ImmutableArray<IngressRule> Rules { get; init; } = [];

    /// <summary><c>spec.tls</c>.</summary>
    public ImmutableArray<IngressTls> Tls { get; init; } = [];

    /// <summary><c>status.loadBalancer.ingress</c>.</summary>
    public ImmutableArray<LoadBalancerAddress> LoadBalancer { get; init; } = [];
}

/// <summary>The paths of one host.</summary>
/// <param name="Host">Host, perhaps <c>*.</c> and a domain; empty is every host.</param>
/// <param name="Paths">The paths; empty where the rule has no <c>http</c>.</param>
/// <param name="Line">Line of the rule.</param>
public sealed record IngressRule(string Host, ImmutableArray<IngressPath> Paths, int Line);

/// <summary>A path and where it leads.</summary>
/// <param name="Path">The path; empty where unset.</param>
/// <param name="PathType">How it is compared.</param>
/// <param name="Backend">Where it leads.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record IngressPath(string Path, PathType PathType, IngressBackend Backend, int Line);

/// <summary>A backend: a Service of the Ingress' own namespace, or another resource.</summary>
/// <param name="ServiceName">Service name; empty where the backend is a resource.</param>
/// <param name="Port">Number or name of the Service's port.</param>
/// <param name="Resource">Kind and name of a resource backend; empty where the backend is a Service.</param>
/// <param name="Line">Line of the backend.</param>
public sealed record IngressBackend(string ServiceName, PortReference Port, string Resource, int Line);

/// <summary>Hosts that are served over TLS and the Secret with their certificate.</summary>
/// <param name="Hosts">Hosts; empty leaves the choice to the controller.</param>
/// <param name="SecretName">Secret of the Ingress' namespace; empty where unset.</param>
/// <param name="Line">Line of the entry.</param>
public sealed record IngressTls(ImmutableArray<string> Hosts, string SecretName, int Line);

/// <summary>An IngressClass: binds Ingresses to a controller.</summary>
public sealed record IngressClass : KubernetesObject
{
    /// <inheritdoc/>
    public override string Kind => "IngressClass";

    /// <summary><c>spec.controller</c>, such as <c>k8s.io/ingress-nginx</c>.</summary>
    public string Controller { get; init; } = "";

    /// <summary>Whether annotation <c>ingressclass.kubernetes.io/is-default-class</c> is <c>true</c>.</summary>
    public bool IsDefault => Metadata.Annotations["ingressclass.kubernetes.io/is-default-class"] == "true";
}

/// <summary>How an Ingress path is compared.</summary>
public enum PathType
{
    /// <summary>The whole path, with case.</summary>
    Exact,

    /// <summary>Path elements from the start.</summary>
    Prefix,

    /// <summary>As the controller sees fit.</summary>
    ImplementationSpecific,
}
