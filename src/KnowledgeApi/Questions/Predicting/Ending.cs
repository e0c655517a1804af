using System.Globalization;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>What becomes of a request, in words: two endings with the same words are the same.</summary>
internal static class Ending
{
    private const int MostPods = 6;

    /// <summary>Null where it takes more words than an option should have.</summary>
    public static string? Of(Trace trace, ClusterObjects objects) =>
        trace.Verdict switch
        {
            Verdict.Delivered => Delivered(
                [.. trace.Backends.Select(b => b.Name).Order(StringComparer.Ordinal)],
                objects
            ),
            Verdict.Denied => "It is dropped on the way, and the caller times out",
            Verdict.Refused => "It is refused at once",
            Verdict.Unresolved => "The name does not resolve, so nothing is sent",
            Verdict.Unreachable => "There is no route to that address",
            Verdict.Answered => Answered(trace),
            _ => null,
        };

    private static string? Delivered(List<string> backends, ClusterObjects objects)
    {
        var pods = objects.Pods.Where(pod => backends.Contains(pod.Key)).ToList();
        if (pods.Count < backends.Count)
            return backends is [var address] ? $"It reaches {Code(address)}, outside the cluster" : null;
        if (pods is [var only])
            return $"It reaches Pod {Code(only.Key)}";
        var owners = pods.Select(pod => pod.Owner).Distinct().ToList();
        if (owners.TrueForAll(one => one is not null && Whole(one, pods, objects)))
            return "It reaches one of "
                + string.Join(" or of ", owners.Select(one => $"the {Count(one!, pods)} Pods of {Name(one!)}"));
        // Said by what is missing, it is no longer than the other options and so does not stand out.
        if (
            owners is [{ } owner]
            && objects.Pods.Where(pod => pod.Owner == owner).Except(pods).ToList() is { Count: < 3 } missing
            && missing.Count < pods.Count
        )
            return $"It reaches one of the Pods of {Name(owner)}, never {Listed(missing.Select(pod => Code(pod.Key)))}";
        return pods.Count > MostPods ? null : $"It reaches one of the Pods {Listed(pods.Select(pod => Code(pod.Key)))}";
    }

    public static string Name(WorkloadReference workload) =>
        $"{workload.Kind} {Code($"{workload.Namespace}/{workload.Name}")}";

    public static string Code(string name) => $"`{name}`";

    public static string Listed(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static string Answered(Trace trace)
    {
        var status = trace.Status?.ToString(CultureInfo.InvariantCulture);
        return trace.Location is { } location ? $"It is redirected to {Code(location)} and reaches no Pod"
            : status is null ? "It is answered on the way and reaches no Pod"
            : $"It is answered with status {status} on the way and reaches no Pod";
    }

    private static bool Whole(WorkloadReference owner, List<Pod> pods, ClusterObjects objects) =>
        Number(owner, pods) > 1 && Number(owner, pods) == objects.Pods.Count(pod => pod.Owner == owner);

    private static int Number(WorkloadReference owner, List<Pod> pods) => pods.Count(pod => pod.Owner == owner);

    private static string Count(WorkloadReference owner, List<Pod> pods) =>
        Number(owner, pods).ToString(CultureInfo.InvariantCulture);
}
