using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace KnowledgeApi.Questions.Predicting;

/// <summary>The documents that decide about a request, without their comments, which may tell too much.</summary>
internal sealed class ManifestExcerpt
{
    private const int MostLines = 150;

    private readonly string[] lines;
    private readonly int[] documentOf;

    public ManifestExcerpt(string text)
    {
        lines = text.Split('\n');
        documentOf = new int[lines.Length];
        for (int i = 0, document = 0; i < lines.Length; i++)
            documentOf[i] = lines[i].StartsWith("---", StringComparison.Ordinal) ? ++document : document;
    }

    /// <summary>Whether an edited line stands in a document that plays a part.</summary>
    public bool Concerns(Situation situation, int? editedLine) =>
        editedLine is not { } line || Documents(Lines(situation, [situation.Trace])).Contains(documentOf[line - 1]);

    /// <summary>Null where it would be too long to be read.</summary>
    public string? Of(Situation situation, IEnumerable<Misprediction> wrong)
    {
        var documents = Documents(Lines(situation, [situation.Trace, .. wrong.Select(one => one.Trace)]));
        List<string> shown =
        [
            .. Enumerable
                .Range(0, lines.Length)
                .Where(i => documents.Contains(documentOf[i]))
                .Select(Shown)
                .OfType<string>(),
        ];
        if (shown is ["---", ..])
            shown.RemoveAt(0);
        return shown.Count > MostLines ? null : string.Join('\n', shown).TrimEnd();
    }

    private HashSet<int> Documents(IEnumerable<int> shown) =>
        shown.Where(line => line > 0 && line <= lines.Length).Select(line => documentOf[line - 1]).ToHashSet();

    private static IEnumerable<int> Lines(Situation situation, List<Trace> traces)
    {
        var objects = situation.Objects;
        var reached = traces.SelectMany(trace => trace.Backends).Select(backend => backend.Name).ToHashSet();
        if (situation.Flow.To is ToPod pod)
            reached.Add(pod.Key);
        List<Pod> pods = [.. situation.Callers, .. objects.Pods.Where(p => reached.Contains(p.Key))];
        if (situation.Target is { } target)
        {
            yield return target.Source.Line;
            pods.AddRange(
                objects.Pods.Where(p =>
                    p.Namespace == target.Namespace && target.Selector?.Matches(p.Metadata.Labels) == true
                )
            );
        }
        foreach (var hop in traces.SelectMany(trace => trace.Hops))
            yield return hop.Line;
        foreach (var party in pods)
            yield return party.Owner is { } owner
                ? objects.Workloads.First(workload => workload.Reference == owner).Source.Line
                : party.Source.Line;
        // Whether a Pod is in a mesh may be said by a label of its namespace.
        if (!objects.PeerAuthentications.IsEmpty)
            foreach (
                var source in objects
                    .PeerAuthentications.Select(policy => policy.Source)
                    .Concat(NamespacesOf(objects, pods).Select(space => space.Source))
            )
                yield return source.Line;
        foreach (var policy in objects.NetworkPolicies.Where(policy => Concerns(policy, pods)))
        {
            yield return policy.Source.Line;
            if (
                policy
                    .Ingress.Concat(policy.Egress)
                    .Any(rule => rule.Peers.Any(peer => peer.NamespaceSelector is { IsEmpty: false }))
            )
                foreach (var space in NamespacesOf(objects, pods))
                    yield return space.Source.Line;
        }
    }

    private static IEnumerable<Namespace> NamespacesOf(ClusterObjects objects, List<Pod> pods) =>
        objects.Namespaces.Where(space => pods.Exists(party => party.Namespace == space.Name));

    private static bool Concerns(NetworkPolicy policy, List<Pod> pods) =>
        pods.Exists(pod => pod.Namespace == policy.Namespace && policy.PodSelector.Matches(pod.Metadata.Labels));

    private string? Shown(int index)
    {
        var line = lines[index].TrimEnd();
        if (line.TrimStart().StartsWith('#') || line.Length == 0)
            return null;
        var comment = line.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 || line.AsSpan().ContainsAny('"', '\'') ? line : line[..comment].TrimEnd();
    }
}
