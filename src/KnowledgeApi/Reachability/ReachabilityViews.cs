using System.Collections.Immutable;
using NetworkSimulator.Reachability;

namespace KnowledgeApi.Reachability;

/// <summary>Who can reach whom, by workload.</summary>
/// <param name="Connections">The connections that are possible, by source and destination in the order of their names.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="NextCursor">Asks for what follows; absent at the end.</param>
/// <param name="Namespaces">How many there are between namespaces, where not all are listed.</param>
/// <param name="Explanations">Why, where that was asked for; pairs under the same rules together, pairs that are not connected too.</param>
public sealed record ReachabilityReport(
    ImmutableArray<ConnectionView> Connections,
    long Total,
    string? NextCursor = null,
    ImmutableArray<NamespaceConnections>? Namespaces = null,
    ImmutableArray<ExplanationView>? Explanations = null
)
{
    private const int MostNamespaces = 200;

    public static ReachabilityReport Of(ReachabilityAnswer answer)
    {
        var listing = answer.Listing;
        return new(
            [.. listing.Connections.Select(ConnectionView.Of)],
            listing.Total,
            answer.NextCursor,
            listing.Connections.Length == listing.Total ? null : [.. listing.Namespaces.Take(MostNamespaces)],
            answer.Explanations is { } explanations ? [.. explanations.Select(ExplanationView.Of)] : null
        );
    }
}

/// <param name="From">A workload as <c>NS/NAME[Kind]</c>, <c>A.B.C.D-E.F.G.H[External]</c> or <c>{ingress-controller}</c>.</param>
/// <param name="To">A workload or addresses outside.</param>
/// <param name="Ports"><c>All Connections</c>, or ports by protocol such as <c>SCTP 1-65535,TCP 80,443-445</c>.</param>
public sealed record ConnectionView(string From, string To, string Ports)
{
    public static ConnectionView Of(ReachabilityConnection connection) =>
        new(connection.From.Name, connection.To.Name, connection.Ports.ToString());
}

/// <param name="From">Who would open the connection.</param>
/// <param name="To">Who would be called.</param>
public sealed record PairView(string From, string To);

/// <summary>Why some pairs are connected as they are.</summary>
/// <param name="Ports">The ports that are open; <c>No Connections</c> where the pairs are not connected.</param>
/// <param name="Pairs">The pairs, at most 20.</param>
/// <param name="TotalPairs">How many pairs there are.</param>
/// <param name="ClosedByMesh">Ports that a proxy asking for mutual TLS closes.</param>
public sealed record ExplanationView(
    string Ports,
    ImmutableArray<PairView> Pairs,
    long TotalPairs,
    ReasonView Egress,
    ReasonView Ingress,
    string? ClosedByMesh
)
{
    public static ExplanationView Of(ReachabilityExplanation explanation) =>
        new(
            explanation.Ports.ToString(),
            [.. explanation.Pairs.Select(pair => new PairView(pair.From.Name, pair.To.Name))],
            explanation.TotalPairs,
            ReasonView.Of(explanation.Egress),
            ReasonView.Of(explanation.Ingress),
            explanation.ClosedByMesh.IsEmpty ? null : explanation.ClosedByMesh.ToString()
        );
}

/// <summary>What the policies of one end say.</summary>
/// <param name="Ports">The ports that they leave open.</param>
/// <param name="Summary">What they come to.</param>
/// <param name="Policies">The policies that isolate the end.</param>
/// <param name="Rules">The rules that let the connection through.</param>
public sealed record ReasonView(
    string Ports,
    string Summary,
    ImmutableArray<PlaceView> Policies,
    ImmutableArray<PlaceView> Rules
)
{
    public static ReasonView Of(ReachabilityReason reason) =>
        new(
            reason.Ports.ToString(),
            reason.Summary,
            [.. reason.Policies.Select(PlaceView.Of)],
            [.. reason.Rules.Select(PlaceView.Of)]
        );
}

/// <param name="Object">The policy, as <c>Kind NS/NAME</c>.</param>
/// <param name="Line">The line that decides, from 1.</param>
/// <param name="Ports">The ports that a rule opens.</param>
public sealed record PlaceView(string Object, int? Document, int? Line, string? Ports, string Text)
{
    public static PlaceView Of(PolicyPlace place) =>
        new(
            place.Object,
            place.Document == 0 ? null : place.Document,
            place.Line == 0 ? null : place.Line,
            place.Ports?.ToString(),
            place.Text
        );
}

/// <summary>What a change of manifests does to who can reach whom.</summary>
/// <param name="Changes">The changes: of ports first, then added, then removed connections.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record ReachabilityDiffReport(ImmutableArray<ChangeView> Changes, long Total)
{
    public static ReachabilityDiffReport Of(ReachabilityDiff diff) =>
        new([.. diff.Changes.Select(ChangeView.Of)], diff.Total);
}

/// <param name="Type">What the change does to the connection.</param>
/// <param name="Before">The ports as they were.</param>
/// <param name="After">The ports as they become.</param>
/// <param name="Info">Which of the two workloads is new or gone.</param>
public sealed record ChangeView(
    ReachabilityChangeType Type,
    string From,
    string To,
    string Before,
    string After,
    string? Info
)
{
    public static ChangeView Of(ReachabilityChange change) =>
        new(
            change.Type,
            change.From.Name,
            change.To.Name,
            change.Before.ToString(),
            change.After.ToString(),
            change.Workloads.Length == 0 ? null : change.Workloads
        );
}
