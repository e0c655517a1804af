using NetworkSimulator.Objects;

namespace NetworkSimulator.Reachability;

/// <summary>One end of connections: a workload, a range of addresses outside, or the Ingress controllers.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">
/// <c>NS/NAME[Kind]</c>, <c>A.B.C.D-E.F.G.H[External]</c> or <c>{ingress-controller}</c>; a Pod without a workload is
/// <c>NS/NAME[Pod]</c>.
/// </param>
/// <param name="Namespace">Namespace of a workload; else empty.</param>
public sealed record ReachabilityPeer(ReachabilityPeerKind Kind, string Name, string Namespace)
{
    /// <summary>The Ingress controllers, whether or not the manifests hold one.</summary>
    public static ReachabilityPeer IngressController { get; } =
        new(ReachabilityPeerKind.IngressController, "{ingress-controller}", "");

    internal UInt128 FirstAddress { get; private init; }

    internal UInt128 LastAddress { get; private init; }

    internal bool IsV6 { get; private init; }

    /// <summary>A range of addresses, IPv4 as mapped numbers.</summary>
    internal static ReachabilityPeer External(UInt128 first, UInt128 last, bool v6) =>
        new(ReachabilityPeerKind.External, $"{Written(first)}-{Written(last)}[External]", "")
        {
            FirstAddress = first,
            LastAddress = last,
            IsV6 = v6,
        };

    private static string Written(UInt128 address) =>
        address == UInt128.Zero ? "::" : IpAddress.FromValue(address).ToString();

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>Kinds of ends.</summary>
public enum ReachabilityPeerKind
{
    /// <summary>A workload, or a Pod that no workload made.</summary>
    Workload,

    /// <summary>Addresses outside the cluster.</summary>
    External,

    /// <summary>The Ingress controllers.</summary>
    IngressController,
}

/// <summary>A connection that is possible.</summary>
/// <param name="From">Who opens it.</param>
/// <param name="To">Who is called.</param>
/// <param name="Ports">The ports on which it is possible, those of the Pod that is called.</param>
public sealed record ReachabilityConnection(ReachabilityPeer From, ReachabilityPeer To, PortSet Ports)
{
    /// <summary><c>SRC => DST : CONNS</c>.</summary>
    public override string ToString() => $"{From} => {To} : {Ports}";
}
