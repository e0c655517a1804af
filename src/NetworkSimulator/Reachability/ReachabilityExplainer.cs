using System.Collections.Immutable;
using NetworkSimulator.NetworkPolicies;

namespace NetworkSimulator.Reachability;

/// <summary>Says which policies and lines decide about pairs of ends, pairs under the same rules together.</summary>
public static class ReachabilityExplainer
{
    private const int MostPairs = 20;
    private const int MostGroups = 20_000;
    private const long MostWork = 1 << 18;

    /// <summary>Whether explaining costs more than one call may: a focus makes it smaller.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="focus">Only pairs with these ends; null for all.</param>
    public static bool IsTooMuch(ReachabilityAnalysis analysis, ReachabilityFocus? focus = null)
    {
        var targets = analysis.Ends.To.Sum(end => InFocus(end, focus) > 0 ? (long)end.Members.Length : 0);
        return analysis.IsTooMuch
            || analysis.Ends.From.Sum(end =>
                end.Members.Length * (InFocus(end, focus) > 0 ? analysis.Ends.Targets.Length : targets)
            ) > MostWork;
    }

    /// <summary>Explains the pairs of an analysis, those that are not connected too.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="focus">Only pairs with these ends; null for all.</param>
    /// <param name="limit">How many explanations at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ImmutableArray<ReachabilityExplanation> Explain(
        ReachabilityAnalysis analysis,
        ReachabilityFocus? focus = null,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    )
    {
        var groups = new Dictionary<Key, (List<ReachabilityPair> Pairs, long Total, PodGroup From, int To)>();
        var order = new List<Key>();
        var isAsked = Array.ConvertAll(analysis.Ends.To, end => InFocus(end, focus) > 0);
        foreach (var from in analysis.Ends.From)
        {
            var isFocused = InFocus(from, focus) > 0;
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var source in from.Members)
                for (var target = 0; target < analysis.Ends.Targets.Length; target++)
                {
                    if (!isFocused && !isAsked[analysis.Ends.Targets[target].Class])
                        continue;
                    var to = analysis.Ends.To[analysis.Ends.Targets[target].Class];
                    if ((from.IsOutside && to.IsOutside) || analysis.Between(source, target) is not { } open)
                        continue;
                    var key = KeyOf(analysis, source, target, open);
                    if (!groups.TryGetValue(key, out var group))
                    {
                        if (groups.Count == MostGroups)
                            continue;
                        order.Add(key);
                        group = ([], 0, source, target);
                    }
                    groups[key] = group with { Total = group.Total + AddPairs(group.Pairs, from, to, focus) };
                }
        }
        return
        [
            .. order
                .Select(key => (key, group: groups[key]))
                .Where(found => found.group.Total > 0)
                .OrderBy(found => found.key.Open.IsEmpty)
                .Take(limit)
                .Select(found => new ReachabilityExplanation(
                    found.key.Open,
                    [.. found.group.Pairs],
                    found.group.Total,
                    EgressOf(analysis, found.group.From, found.group.To),
                    IngressOf(analysis, found.group.From, found.group.To),
                    analysis.ClosedByMesh(found.group.From, found.group.To)
                )),
        ];
    }

    private static long AddPairs(List<ReachabilityPair> pairs, EndClass from, EndClass to, ReachabilityFocus? focus)
    {
        var first =
            from source in @from.Peers
            from destination in to.Peers
            where
                !ReferenceEquals(source, destination)
                && (focus is null || focus.Contains(source) || focus.Contains(destination))
            select new ReachabilityPair(source, destination);
        pairs.AddRange(first.Take(MostPairs - pairs.Count));
        var (sources, destinations) = (InFocus(from, focus), InFocus(to, focus));
        return (long)sources * (to.Peers.Count - (ReferenceEquals(from, to) ? 1 : 0))
            + (long)(from.Peers.Count - sources) * destinations;
    }

    private static int InFocus(EndClass end, ReachabilityFocus? focus) =>
        focus is null ? end.Peers.Count : end.Peers.Count(focus.Contains);

    private static Key KeyOf(ReachabilityAnalysis analysis, in PodGroup source, int target, PortSet open)
    {
        var table = analysis.Cluster.NetworkPolicies;
        ref readonly var to = ref analysis.Ends.Targets[target];
        var (egress, ingress) = (
            source.Party.IsPod ? table.Egress(source.Pod, source.Party.Class) : null,
            table.Ingress(to.Pod, to.Party.Class)
        );
        return new(
            open,
            analysis.ClosedByMesh(source, target),
            egress,
            ingress,
            Admitting(egress, TargetCells.PeerAt(analysis.Cluster, source.Party, to)),
            Admitting(ingress, SeenBy(analysis, source, to)),
            source.Pod < 0,
            to.Pod < 0
        );
    }

    private static PolicyPeer SeenBy(ReachabilityAnalysis analysis, in PodGroup source, in PodGroup to) =>
        IngressColumns.PeerOf(analysis.Cluster, source.Party, to.Party.AddressFor(source.Party).IsV6);

    private static string Admitting(Isolation? isolation, in PolicyPeer peer)
    {
        if (isolation is null)
            return "";
        var numbers = new List<int>();
        for (var i = 0; i < isolation.Tests.Length; i++)
            if (isolation.Tests[i].Admits(peer))
                numbers.Add(i);
        return string.Join(' ', numbers);
    }

    private static ReachabilityReason EgressOf(ReachabilityAnalysis analysis, in PodGroup source, int target)
    {
        if (source.Pod < 0)
            return Free("The source is outside the cluster, where no policy judges what it calls.");
        if (!source.Party.IsPod)
            return Free("The source uses its node's network, which no policy selects.");
        if (analysis.Cluster.NetworkPolicies.Egress(source.Pod, source.Party.Class) is not { } isolation)
            return Free("No NetworkPolicy selects the source for egress, so everything may go out.");
        ref readonly var to = ref analysis.Ends.Targets[target];
        var peer = TargetCells.PeerAt(analysis.Cluster, source.Party, to);
        return Reason(analysis, isolation, peer, peer.PodNumber);
    }

    private static ReachabilityReason IngressOf(ReachabilityAnalysis analysis, in PodGroup source, int target)
    {
        ref readonly var to = ref analysis.Ends.Targets[target];
        if (to.Pod < 0)
            return Free("The destination is outside the cluster, where no policy judges who calls.");
        if (!to.Party.IsPod)
            return Free("The destination uses its node's network, which no policy selects.");
        return analysis.Cluster.NetworkPolicies.Ingress(to.Pod, to.Party.Class) is { } isolation
            ? Reason(analysis, isolation, SeenBy(analysis, source, to), to.Pod)
            : Free("No NetworkPolicy selects the destination for ingress, so everything may come in.");
    }

    private static ReachabilityReason Free(string summary) => new(PortSet.All, summary, [], []);

    private static ReachabilityReason Reason(
        ReachabilityAnalysis analysis,
        Isolation isolation,
        in PolicyPeer peer,
        int called
    )
    {
        var rules = ImmutableArray.CreateBuilder<PolicyPlace>();
        var open = PortSet.None;
        foreach (var test in isolation.Tests)
            if (test.Admits(peer))
            {
                var ports = analysis.Rules.Of(test.Rule, called);
                open = open.Union(ports);
                rules.Add(PlaceOf(test.Rule, peer, ports));
            }
        var ingress = isolation.Policies[0].IsIngress;
        var (end, other) = ingress ? ("destination", "the source") : ("source", "the destination");
        var summary =
            $"{Count(isolation.Policies.Length, "policy isolates", "policies isolate")} the {end} for {(ingress ? "ingress" : "egress")}; "
            + (
                rules.Count == 0
                    ? $"no rule names {other}."
                    : $"{Count(rules.Count, "rule names", "rules name")} {other}, open: {open}."
            );
        return new(open, summary, [.. isolation.Policies.Select(PlaceOf)], rules.ToImmutable());
    }

    private static string Count(int number, string one, string several) =>
        number == 1 ? $"1 {one}" : $"{number} {several}";

    private static PolicyPlace PlaceOf(CompiledPolicy policy) =>
        new(
            policy.Words.Name,
            policy.Policy.Source.Document,
            policy.Policy.PodSelector.Line,
            null,
            policy.Policy.PodSelector.IsEmpty
                ? "selects every Pod of its namespace"
                : $"selects Pods with {policy.Policy.PodSelector}"
        );

    private static PolicyPlace PlaceOf(CompiledRule rule, in PolicyPeer peer, PortSet ports)
    {
        var (at, line) = (0, rule.Rule.Line);
        for (var i = 0; i < rule.Rule.Peers.Length; i++)
            if (PeerMatch.Matches(rule.Policy.Policy, rule.Rule.Peers[i], peer))
            {
                (at, line) = (i, rule.Rule.Peers[i].Line);
                break;
            }
        return new(
            rule.Policy.Words.Name,
            rule.Policy.Policy.Source.Document,
            line,
            ports,
            rule.Words.AllowanceOf(at).Sentence
        );
    }

    private sealed record Key(
        PortSet Open,
        PortSet Closed,
        Isolation? Egress,
        Isolation? Ingress,
        string EgressRules,
        string IngressRules,
        bool FromOutside,
        bool ToOutside
    );
}
