using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests.Editing;
using NetworkSimulator.Objects;
using NetworkSimulator.Reachability;

namespace NetworkSimulator.Manifests.Diagnosis;

/// <summary>Tells what a fix changes beside the request that it is for.</summary>
internal static class Fixes
{
    private const int MostListed = 20;
    private const int MostCompared = 1_000;
    private const long MostWork = 1 << 22;

    public static Fix Of(
        Diagnoser.State before,
        Diagnoser.State after,
        UnifiedDiff diff,
        CancellationToken cancellationToken
    )
    {
        var isSame = ReferenceEquals(before.Cluster, after.Cluster);
        var reach = isSame
            ? new ReachabilityDiff([], 0)
            : ReachabilityDiff.Of(before.Cluster, after.Cluster, MostCompared, cancellationToken);
        var meant = Ends(after);
        var others = reach?.Changes.Where(change => !IsMeant(change, meant)).ToImmutableArray() ?? [];
        var hidden = reach is null ? 0 : reach.Total - reach.Changes.Length;
        return new(
            after.Steps,
            after.Text,
            diff,
            after.Flow,
            after.Trace,
            [.. others.Take(MostListed)],
            reach is null ? -1 : (int)Math.Min(int.MaxValue, others.Length + hidden),
            isSame ? [] : [.. Services(before, after).Take(MostListed)]
        );
    }

    /// <summary>How much else a fix changes, in lines of manifests that it is worth to avoid: what opens everything most.</summary>
    public static int SideEffects(Fix fix) =>
        2 * Math.Min(fix.OtherConnections, MostListed)
        + 4 * fix.Connections.Count(change => change.After.IsAll)
        + 2 * fix.Services.Length;

    /// <summary>The workloads between which the request goes.</summary>
    private static (string From, HashSet<string> To) Ends(Diagnoser.State state)
    {
        var pods = state.Cluster.Objects.Pods.ToDictionary(pod => pod.Key, StringComparer.Ordinal);
        var from = state.Flow.From switch
        {
            FromPod { Key: var key } when pods.TryGetValue(key, out var pod) => NameOf(pod),
            FromWorkload { Workload: var w } => $"{w.Namespace}/{w.Name}[{w.Kind}]",
            _ => "",
        };
        return (from, [.. state.Trace.Backends.Where(b => pods.ContainsKey(b.Name)).Select(b => NameOf(pods[b.Name]))]);
    }

    private static string NameOf(Pod pod) =>
        pod.Owner is { } owner ? $"{owner.Namespace}/{owner.Name}[{owner.Kind}]" : $"{pod.Key}[Pod]";

    private static bool IsMeant(ReachabilityChange change, (string From, HashSet<string> To) ends) =>
        change.From.Name == ends.From && ends.To.Contains(change.To.Name);

    private static IEnumerable<string> Services(Diagnoser.State before, Diagnoser.State after)
    {
        if (Work(before.Cluster) > MostWork || Work(after.Cluster) > MostWork)
            yield break;
        var (old, current) = (PodsByService(before.Cluster), PodsByService(after.Cluster));
        foreach (var (service, pods) in current)
        {
            // What the request itself goes through is told by its trace.
            if (after.Trace.Hops.Any(hop => hop.Object == $"Service {service}"))
                continue;
            var known = old.GetValueOrDefault(service) ?? [];
            var (gained, lost) = (pods.Except(known).ToList(), known.Except(pods).ToList());
            if (gained.Count > 0)
                yield return $"Service {service} also leads to {Words(gained)}.";
            if (lost.Count > 0)
                yield return $"Service {service} no longer leads to {Words(lost)}.";
        }
    }

    /// <summary>Services times Pods of their namespaces, which hostile manifests can make many.</summary>
    private static long Work(Cluster cluster)
    {
        var pods = cluster.Objects.Pods.CountBy(pod => pod.Namespace).ToDictionary();
        return cluster.Objects.Services.Sum(service => (long)pods.GetValueOrDefault(service.Namespace));
    }

    private static string Words(List<string> pods) =>
        string.Join(", ", pods.Take(4)) + (pods.Count > 4 ? $" and {pods.Count - 4} more Pods" : "");

    private static Dictionary<string, IReadOnlyList<string>> PodsByService(Cluster cluster)
    {
        var byNamespace = cluster.Objects.Pods.ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
        return cluster.Objects.Services.ToDictionary(
            service => service.Key,
            service =>
                (IReadOnlyList<string>)
                    [
                        .. byNamespace[service.Namespace]
                            .Where(pod => service.Selector?.Matches(pod.Metadata.Labels) == true)
                            .Select(pod => pod.Key),
                    ],
            StringComparer.Ordinal
        );
    }
}
