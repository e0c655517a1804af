namespace NetworkSimulator.Flows;

/// <summary>How a flow ends.</summary>
public enum Verdict
{
    /// <summary>It reaches a Pod or another backend.</summary>
    Delivered,

    /// <summary>A policy drops it; the caller times out.</summary>
    Denied,

    /// <summary>It is rejected at once: no ready endpoint, nothing listens, a failed handshake.</summary>
    Refused,

    /// <summary>The name leads to no address: DNS does not know it, or cannot tell.</summary>
    Unresolved,

    /// <summary>There is no route, no such address, or the address is not served from there.</summary>
    Unreachable,

    /// <summary>A load balancer, Ingress controller or Gateway answers itself: a redirect, a 404, a 503.</summary>
    Answered,
}

/// <summary>DNS response codes.</summary>
public enum Rcode
{
    /// <summary>The name exists, perhaps without a record of the type asked for.</summary>
    NoError,

    /// <summary>The name does not exist.</summary>
    NxDomain,

    /// <summary>The resolver has no answer, such as when no DNS Pod is ready.</summary>
    ServFail,

    /// <summary>The server does not serve the zone.</summary>
    Refused,
}

/// <summary>DNS record types that can be asked for.</summary>
public enum DnsRecordType
{
    /// <summary>IPv4 addresses.</summary>
    A,

    /// <summary>IPv6 addresses.</summary>
    AAAA,

    /// <summary>Ports and targets.</summary>
    SRV,

    /// <summary>An alias.</summary>
    CNAME,

    /// <summary>The name of an address.</summary>
    PTR,

    /// <summary>Text.</summary>
    TXT,
}
