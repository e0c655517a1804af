using System.Collections.Immutable;

namespace NetworkSimulator.Reachability;

/// <summary>Why some pairs of ends are connected as they are: the same policies decide for all of them.</summary>
/// <param name="Ports">The ports that are open; none where the connection is denied.</param>
/// <param name="Pairs">The pairs, or the first of them.</param>
/// <param name="TotalPairs">How many pairs there are.</param>
/// <param name="Egress">What the source may call.</param>
/// <param name="Ingress">Whom the destination lets in.</param>
/// <param name="ClosedByMesh">The ports that the destination's proxy closes to the source; none where there is no such proxy.</param>
public sealed record ReachabilityExplanation(
    PortSet Ports,
    ImmutableArray<ReachabilityPair> Pairs,
    long TotalPairs,
    ReachabilityReason Egress,
    ReachabilityReason Ingress,
    PortSet ClosedByMesh
);

/// <summary>Two ends.</summary>
/// <param name="From">Who opens a connection.</param>
/// <param name="To">Who is called.</param>
public sealed record ReachabilityPair(ReachabilityPeer From, ReachabilityPeer To);

/// <summary>What the policies of one end say.</summary>
/// <param name="Ports">The ports that they leave open.</param>
/// <param name="Summary">What they come to, in a sentence.</param>
/// <param name="Policies">The policies that isolate the end; none where nothing does.</param>
/// <param name="Rules">The rules among them that let the connection through.</param>
public sealed record ReachabilityReason(
    PortSet Ports,
    string Summary,
    ImmutableArray<PolicyPlace> Policies,
    ImmutableArray<PolicyPlace> Rules
);

/// <summary>A policy or one of its rules, and where it stands.</summary>
/// <param name="Object">The policy, as <c>Kind NS/NAME</c>.</param>
/// <param name="Document">Number of its document, from 1; 0 where it stands in no text.</param>
/// <param name="Line">The line of the selector, or of the peer that matches, from 1; 0 where it stands in no text.</param>
/// <param name="Ports">The ports that a rule opens; null for a policy.</param>
/// <param name="Text">What it says, in words.</param>
public sealed record PolicyPlace(string Object, int Document, int Line, PortSet? Ports, string Text);
