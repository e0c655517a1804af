using System.Collections.Immutable;
using NetworkSimulator.Charts;

namespace NetworkSimulator.Timelines;

/// <summary>What became of the requests.</summary>
public sealed record TimelineResult
{
    /// <summary>The one sentence that explains the result.</summary>
    public required string Why { get; init; }

    /// <summary>The whole run.</summary>
    public required Outcomes Totals { get; init; }

    /// <summary>The first request that failed.</summary>
    public FailureMoment? FirstFailure { get; init; }

    /// <summary>The last request that failed.</summary>
    public FailureMoment? LastFailure { get; init; }

    /// <summary>How unevenly the endpoints of the end were used.</summary>
    public Imbalance? Imbalance { get; init; }

    /// <summary>Requests that Pods served after kube-proxy had stopped choosing them.</summary>
    public required int ServedAfterRemoval { get; init; }

    /// <summary>The same by client.</summary>
    public required ImmutableArray<ClientOutcome> Clients { get; init; }

    /// <summary>Which Pods served, by stretch of time; at most 60 stretches.</summary>
    public required ImmutableArray<ShareBucket> Shares { get; init; }

    /// <summary>Every Pod that existed, in the order of creation.</summary>
    public required ImmutableArray<PodLife> Pods { get; init; }

    /// <summary>What happened, in the order of time.</summary>
    public required ImmutableArray<EventMoment> Events { get; init; }

    /// <summary>Each second of the run, by the second in which the request was sent.</summary>
    public required ImmutableArray<SecondOutcome> Seconds { get; init; }

    /// <summary>The result as Markdown: the sentence, and tables of events, by client, by stretch of time and by Pod.</summary>
    public string ToMarkdown() => TimelineReport.Markdown(this);

    /// <summary>The outcomes over time as a chart.</summary>
    public BarChart ToChart() => TimelineReport.Chart(this);
}

/// <summary>An event of the plan.</summary>
/// <param name="At">When, in seconds.</param>
/// <param name="What">What, in a few words.</param>
public sealed record EventMoment(double At, string What);

/// <summary>Counts of requests; <c>Sent</c> is <c>Succeeded</c> plus <c>Failed.Total</c>.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="Succeeded">Requests answered well.</param>
/// <param name="Failed">The others, by cause.</param>
public sealed record Outcomes(int Sent, int Succeeded, Failures Failed);

/// <summary>The requests sent in one second.</summary>
/// <param name="Second">From 0.</param>
/// <param name="Sent">Requests sent.</param>
/// <param name="Succeeded">Requests answered well, then or later.</param>
/// <param name="Failed">The others, by cause.</param>
/// <param name="ServedAfterRemoval">Those that Pods served after kube-proxy had stopped choosing them.</param>
public sealed record SecondOutcome(int Second, int Sent, int Succeeded, Failures Failed, int ServedAfterRemoval);

/// <summary>Why requests fail.</summary>
public enum FailureCause
{
    /// <summary>The address belongs to nobody any more: a Pod that is gone, a cluster IP that was replaced. The caller times out.</summary>
    StaleAddress,

    /// <summary>The connection broke while the request was under way.</summary>
    ConnectionReset,

    /// <summary>Nothing accepts connections there: the Pod is shutting down, or the Service has no endpoint.</summary>
    Refused,

    /// <summary>The Pod's application was still starting, or answered 503.</summary>
    NotReady,

    /// <summary>A NetworkPolicy dropped it. The caller times out.</summary>
    Denied,

    /// <summary>The name had no address, as a headless one without ready Pods.</summary>
    Unresolved,
}

/// <summary>Failed requests by <see cref="FailureCause"/>.</summary>
public sealed record Failures(
    int StaleAddress,
    int ConnectionReset,
    int Refused,
    int NotReady,
    int Denied,
    int Unresolved
)
{
    /// <summary>None.</summary>
    public static readonly Failures None = new(0, 0, 0, 0, 0, 0);

    /// <summary>All of them.</summary>
    public int Total => StaleAddress + ConnectionReset + Refused + NotReady + Denied + Unresolved;

    /// <summary>Those of one cause.</summary>
    public int Of(FailureCause cause) =>
        cause switch
        {
            FailureCause.StaleAddress => StaleAddress,
            FailureCause.ConnectionReset => ConnectionReset,
            FailureCause.Refused => Refused,
            FailureCause.NotReady => NotReady,
            FailureCause.Denied => Denied,
            _ => Unresolved,
        };
}

/// <summary>A failed request.</summary>
/// <param name="At">When it was sent, in seconds.</param>
/// <param name="Cause">Why it failed.</param>
/// <param name="Client">Who sent it.</param>
public sealed record FailureMoment(double At, FailureCause Cause, string Client);

/// <summary>How unevenly the endpoints were used since the last change among them.</summary>
/// <param name="Ratio">The busiest Pod's requests by the average Pod's; 1 is even.</param>
/// <param name="IdlePods">Endpoints that served nothing.</param>
/// <param name="Pods">Endpoints.</param>
/// <param name="FromSecond">When the endpoints last changed.</param>
/// <param name="Requests">Requests served since.</param>
public sealed record Imbalance(double Ratio, int IdlePods, int Pods, double FromSecond, int Requests);

/// <summary>What became of one client's requests.</summary>
/// <param name="Name">The client's.</param>
/// <param name="Sent">Requests sent.</param>
/// <param name="Succeeded">Requests answered well.</param>
/// <param name="Failed">The others, by cause.</param>
/// <param name="Lookups">Questions to CoreDNS.</param>
/// <param name="Connections">Connections opened.</param>
/// <param name="LongestWaitSeconds">The longest time until a request got its connection, or its failure.</param>
/// <param name="ServedAfterRemoval">Requests served by Pods that kube-proxy no longer chose.</param>
/// <param name="Imbalance">How unevenly this client used the endpoints of the end.</param>
public sealed record ClientOutcome(
    string Name,
    int Sent,
    int Succeeded,
    Failures Failed,
    int Lookups,
    int Connections,
    double LongestWaitSeconds,
    int ServedAfterRemoval,
    Imbalance? Imbalance
);

/// <summary>Which Pods served in a stretch of time.</summary>
/// <param name="FromSecond">Its first second.</param>
/// <param name="ToSecond">The second after its last.</param>
/// <param name="Pods">The Pods that served; their shares add up to 1.</param>
public sealed record ShareBucket(int FromSecond, int ToSecond, ImmutableArray<PodShare> Pods);

/// <summary>A Pod's part in what was served.</summary>
/// <param name="Pod">Its name.</param>
/// <param name="Requests">Requests that it answered well.</param>
/// <param name="Share">Their part of all such, from 0 to 1.</param>
public sealed record PodShare(string Pod, int Requests, double Share);

/// <summary>A Pod's way, in seconds; what lies outside the run is absent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Revision">From 1, one more with each rollout.</param>
/// <param name="Node">Its node, from 1; absent while nothing can take it.</param>
/// <param name="Created">When it was created; absent for those of the start.</param>
/// <param name="Serves">When its application could first serve.</param>
/// <param name="Ready">When it was first ready.</param>
/// <param name="Deleted">When its deletion began.</param>
/// <param name="Removed">When kube-proxy stopped choosing it.</param>
/// <param name="Exited">When its process ended.</param>
/// <param name="Served">Requests that it answered well.</param>
public sealed record PodLife(
    string Name,
    int Revision,
    int? Node,
    double? Created,
    double? Serves,
    double? Ready,
    double? Deleted,
    double? Removed,
    double? Exited,
    int Served
);
