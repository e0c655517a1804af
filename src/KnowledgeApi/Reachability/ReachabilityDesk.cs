using System.Collections.Immutable;
using System.Globalization;
using KnowledgeApi.Content;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using NetworkSimulator;
using NetworkSimulator.Reachability;

namespace KnowledgeApi.Reachability;

/// <summary>Says who can reach whom in the caller's own manifests, and what a change of them does to that.</summary>
public sealed class ReachabilityDesk(SimulationDesk desk)
{
    public const int UsualLimit = 10_000;
    public const int LargestLimit = 50_000;
    public const int MostChanges = 10_000;
    private const int MostExplanations = 200;

    public Task<Outcome<ReachabilityAnswer>> List(ReachabilitySubmission asked, CancellationToken cancellationToken) =>
        desk.InTurn(
            () => Read("manifests", asked.Manifests, cancellationToken).Then(c => List(c, asked, cancellationToken)),
            cancellationToken
        );

    public Task<Outcome<ReachabilityDiff>> Compare(
        ReachabilityDiffSubmission asked,
        CancellationToken cancellationToken
    ) =>
        desk.InTurn(
            () =>
                Read("before", asked.Before, cancellationToken)
                    .Then(before =>
                        Read("after", asked.After, cancellationToken)
                            .Then<ReachabilityDiff>(after =>
                                ReachabilityDiff.Of(before, after, MostChanges, cancellationToken) is { } diff
                                    ? diff
                                    : TooLarge("before and after")
                            )
                    ),
            cancellationToken
        );

    private Outcome<Cluster> Read(string field, string manifests, CancellationToken cancellationToken)
    {
        var read = desk.Read(manifests, cancellationToken);
        return read.IsValid
            ? Cluster.Compile(read.Objects)
            : SimulationDesk.Refused($"'{field}' cannot be analysed as it is", read.Errors);
    }

    private static Outcome<ReachabilityAnswer> List(
        Cluster cluster,
        ReachabilitySubmission asked,
        CancellationToken cancellationToken
    )
    {
        if (asked.Limit is < 1 or > LargestLimit)
            return Fault.BadArgument(
                "limit",
                asked.Limit.Value.ToString(CultureInfo.InvariantCulture),
                $"a whole number from 1 to {LargestLimit}"
            );
        if (SkipOf(asked.Cursor) is not { } skip)
            return Cursor.Fault(asked.Cursor!);
        var analysis = ReachabilityAnalysis.Of(cluster);
        if (analysis.IsTooMuch)
            return TooLarge("manifests");
        var focus = string.IsNullOrEmpty(asked.Focus) ? null : ReachabilityFocus.Find(analysis, asked.Focus);
        if (focus is null && !string.IsNullOrEmpty(asked.Focus))
            return UnknownFocus(analysis, asked.Focus);
        if (asked.Explain && ReachabilityExplainer.IsTooMuch(analysis, focus))
            return new Fault(
                StatusCodes.Status422UnprocessableEntity,
                "There are too many pairs to explain at once: set 'focus' to one workload."
            );
        var listing = ReachabilityListing.Of(analysis, focus, skip, asked.Limit ?? UsualLimit, cancellationToken);
        return new ReachabilityAnswer(
            listing,
            asked.Explain ? ReachabilityExplainer.Explain(analysis, focus, MostExplanations, cancellationToken) : null
        );
    }

    private static long? SkipOf(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return 0;
        return long.TryParse(Cursor.Read(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
            ? skip
            : null;
    }

    private static Fault UnknownFocus(ReachabilityAnalysis analysis, string focus)
    {
        var names = analysis.Peers.Select(peer => peer.Name).ToList();
        // Names are compared as far as the caller wrote one: with a namespace or without, and without the kind.
        string AsFar(string name) => name[(focus.Contains('/') ? 0 : name.IndexOf('/') + 1)..].Split('[')[0];
        var alike = Nearest.Of(focus, names.Select(AsFar).Distinct());
        ImmutableArray<string> near = [.. alike.SelectMany(like => names.Where(n => AsFar(n) == like)).Take(3)];
        return new(
            StatusCodes.Status422UnprocessableEntity,
            $"'focus' names nothing in the manifests. It takes NAME, NS/NAME or NS/NAME[Kind] of a workload"
                + $"{(near.IsEmpty ? "" : $"; the nearest: {string.Join(", ", near)}")}.",
            near,
            [
                new ManifestErrorView(
                    null,
                    null,
                    null,
                    "focus",
                    "There is no such workload.",
                    near.IsEmpty ? "manifests with Pods" : $"one of {names.Count} names such as {near[0]}"
                ),
            ]
        );
    }

    private static Fault TooLarge(string what) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            $"The policies and Pods in {what} are too many to be compared in one call: send the namespaces that matter."
        );
}

/// <summary>Who can reach whom.</summary>
/// <param name="Listing">The connections asked for, and a summary of all.</param>
/// <param name="Explanations">Why, where that was asked for.</param>
public sealed record ReachabilityAnswer(
    ReachabilityListing Listing,
    ImmutableArray<ReachabilityExplanation>? Explanations
)
{
    public string? NextCursor =>
        Listing.HasMore
            ? Cursor.Write((Listing.Skipped + Listing.Connections.Length).ToString(CultureInfo.InvariantCulture))
            : null;
}

/// <param name="Manifests">YAML documents, or JSON, as <c>kubectl</c> takes and prints them.</param>
/// <param name="Focus">Only connections of this workload: <c>NAME</c>, <c>NS/NAME</c>, <c>NS/NAME[Kind]</c> or <c>ingress-controller</c>.</param>
/// <param name="Explain">Whether to say which policies and lines decide.</param>
/// <param name="Limit">How many connections at most, 1 to 50000; 10000 where absent.</param>
/// <param name="Cursor">The <c>nextCursor</c> of the answer before.</param>
public sealed record ReachabilitySubmission(
    string Manifests,
    string? Focus = null,
    bool Explain = false,
    int? Limit = null,
    string? Cursor = null
);

/// <param name="Before">The manifests as they were.</param>
/// <param name="After">The manifests as they are meant to be.</param>
public sealed record ReachabilityDiffSubmission(string Before, string After);
