namespace NetworkSimulator.KubeProxy;

/// <summary>What kube-proxy does with a packet.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Endpoints">The endpoints it spreads over; empty unless the outcome is <see cref="RouteOutcome.Translated"/>.</param>
/// <param name="Masquerade">Whether the source becomes the node's address.</param>
/// <param name="EntryNode">The node that translates, whose address a masqueraded source takes; -1 where it is any.</param>
/// <param name="ByLoadBalancer">Whether the source becomes the address of a load balancer, which the manifests don't hold.</param>
/// <param name="Served">The Service port that the endpoints are of; told for traces only.</param>
internal readonly record struct ServiceRoute(
    RouteOutcome Outcome,
    Endpoint[] Endpoints,
    bool Masquerade,
    int EntryNode,
    bool ByLoadBalancer = false,
    PortEndpoints? Served = null
);

/// <summary>Outcomes of kube-proxy.</summary>
internal enum RouteOutcome
{
    /// <summary>The address is none of a Service: the packet goes on as it is.</summary>
    NotAService,

    /// <summary>The packet goes to one of the endpoints.</summary>
    Translated,

    /// <summary>Rejected: no endpoint, or an unknown port of a cluster IP.</summary>
    Rejected,

    /// <summary>Dropped by a traffic policy or a source range.</summary>
    Dropped,

    /// <summary>Not served from where the packet comes.</summary>
    NotServed,
}
