using System.Collections.Immutable;
using NetworkSimulator;
using NetworkSimulator.Findings;
using NetworkSimulator.Flows;
using NetworkSimulator.Tls;

namespace KnowledgeApi.Simulations;

/// <summary>What the simulator says of manifests and requests.</summary>
/// <param name="Results">One for each request, in their order.</param>
/// <param name="Findings">What the manifests get wrong, whether or not a request shows it.</param>
/// <param name="NotSimulated">Objects of kinds that have no effect here, as <c>Kind NS/NAME</c>.</param>
public sealed record SimulationReport(
    ImmutableArray<SimulationResult> Results,
    ImmutableArray<FindingView> Findings,
    ImmutableArray<string>? NotSimulated
);

/// <summary>How one request ends, and the way there; what does not apply is left out.</summary>
public sealed record SimulationResult
{
    public Verdict? Verdict { get; init; }

    /// <summary>HTTP status, where something answered itself or a rule sets it.</summary>
    public int? Status { get; init; }

    /// <summary>Pods as <c>NS/NAME</c>, or <c>IP:PORT</c> where no Pod is known.</summary>
    public ImmutableArray<string>? Backends { get; init; }

    /// <summary>Shares of requests, summing to 1: by Service where a route splits among several, else by backend.</summary>
    public Dictionary<string, double>? Weights { get; init; }

    /// <summary>The Service that a route chose.</summary>
    public string? Service { get; init; }

    /// <summary>Whether the backend sees the node's address in place of the client's.</summary>
    public bool? Masquerade { get; init; }

    public string? Location { get; init; }

    public RequestSeen? Request { get; init; }

    /// <summary>Response code of a lookup, such as <c>NXDOMAIN</c>.</summary>
    public string? Rcode { get; init; }

    /// <summary>Records of a lookup, as <c>TYPE value</c>.</summary>
    public ImmutableArray<string>? Answers { get; init; }

    public required string Explanation { get; init; }

    public required ImmutableArray<HopView> Hops { get; init; }

    /// <summary>For a delivered HTTP request: how each leg of the way is protected, and where TLS ends.</summary>
    public ImmutableArray<TlsLegView>? Tls { get; init; }

    public static SimulationResult Of(Cluster cluster, Flow flow, Trace trace)
    {
        var legs = TlsWay.Of(cluster, flow, trace);
        return new()
        {
            Verdict = trace.Verdict,
            Status = trace.Status,
            Backends = trace.Backends.IsEmpty ? null : [.. trace.Backends.Select(b => b.Name)],
            Weights = Shares(trace.ServiceShares.IsEmpty ? trace.Backends : trace.ServiceShares),
            Service = trace.Service,
            Masquerade = trace.Masquerade,
            Location = trace.Location,
            Request = trace.Request is null ? null : RequestSeen.Of(trace.Request),
            Rcode = trace.Rcode?.ToString().ToUpperInvariant(),
            Answers = trace.Rcode is null || trace.Answers.IsDefault ? null : trace.Answers,
            Explanation = trace.Explanation,
            Hops = [.. trace.Hops.Select(HopView.Of)],
            Tls = legs.IsEmpty ? null : [.. legs.Select(TlsLegView.Of)],
        };
    }

    // Cut where the noise of floating point begins, so that shares still add up to 1.
    static Dictionary<string, double>? Shares(ImmutableArray<Backend> shares) =>
        shares.IsEmpty ? null : shares.ToDictionary(s => s.Name, s => Math.Round(s.Share, 12));
}

/// <summary>The HTTP request as the backend sees it.</summary>
public sealed record RequestSeen(string Host, string Path, string? Query, Dictionary<string, string>? Headers)
{
    public static RequestSeen Of(HttpRequestSeen request) =>
        new(
            request.Host,
            request.Path,
            request.Query.Length == 0 ? null : request.Query,
            request.Headers.IsDefaultOrEmpty
                ? null
                : request
                    .Headers.GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(g => g.Key, g => g.Last().Value)
        );
}

/// <summary>One step on the way.</summary>
/// <param name="Component">What acted, such as <c>kube-proxy</c>.</param>
/// <param name="Object">The object that decided, as <c>Kind NS/NAME</c>.</param>
/// <param name="Document">Number of its document, from 1.</param>
/// <param name="Line">The line that decided, from 1: change it and the decision changes.</param>
/// <param name="Decision">The decision in a word or two.</param>
/// <param name="Reason">Why, in plain sentences.</param>
public sealed record HopView(string Component, string? Object, int? Document, int? Line, string Decision, string Reason)
{
    public static HopView Of(Hop hop) =>
        new(
            hop.Component,
            hop.Object.Length == 0 ? null : hop.Object,
            hop.Document == 0 ? null : hop.Document,
            hop.Line == 0 ? null : hop.Line,
            hop.Decision,
            hop.Reason
        );
}

/// <summary>One leg of the way, between two ends that see the request in clear.</summary>
/// <param name="To">Who receives; where the leg is encrypted, TLS ends there.</param>
/// <param name="Object">The object that decides, as <c>Kind NS/NAME</c>.</param>
/// <param name="Line">The line that decides, from 1.</param>
public sealed record TlsLegView(string From, string To, Encryption Encryption, string Reason, string? Object, int? Line)
{
    public static TlsLegView Of(TlsLeg leg) =>
        new(
            leg.From,
            leg.To,
            leg.Encryption,
            leg.Reason,
            leg.Object.Length == 0 ? null : leg.Object,
            leg.Line == 0 ? null : leg.Line
        );
}

/// <summary>Something the manifests get wrong.</summary>
public sealed record FindingView(
    FindingSeverity Severity,
    string Code,
    string Object,
    int? Document,
    int? Line,
    string Message,
    string Fix
)
{
    public static FindingView Of(Finding finding) =>
        new(
            finding.Severity,
            finding.Code,
            finding.Object,
            finding.Document == 0 ? null : finding.Document,
            finding.Line == 0 ? null : finding.Line,
            finding.Message,
            finding.Fix
        );
}
