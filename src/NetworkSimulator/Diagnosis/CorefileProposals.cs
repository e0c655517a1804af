using NetworkSimulator.Flows;

namespace NetworkSimulator.Diagnosis;

/// <summary>What may be mended in the Corefile, where CoreDNS itself keeps names from being found.</summary>
internal static class CorefileProposals
{
    private const string Key = "Corefile";

    public static IEnumerable<Proposal> Of(Situation situation)
    {
        if (
            situation.Flow.To is not (ToUrl or ToName)
            || situation.Trace.Verdict is Verdict.Delivered or Verdict.Denied
        )
            yield break;
        foreach (var map in situation.Cluster.Objects.ConfigMaps)
        {
            if (map.Key != "kube-system/coredns" || map.Data[Key] is not { } corefile)
                continue;
            var lines = corefile.Split('\n');
            for (var i = 0; i < lines.Length; i++)
                foreach (var (title, changed) in At(lines, i))
                    yield return new(title, ManifestChange.Set(map, string.Join('\n', changed), "data", Key));
        }
    }

    private static IEnumerable<(string Title, IEnumerable<string> Lines)> At(string[] lines, int at)
    {
        var words = lines[at].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words is ["pods", "disabled"])
            yield return (
                "Let CoreDNS make names of Pods' addresses (pods insecure).",
                [
                    .. lines[..at],
                    lines[at].Replace("disabled", "insecure", StringComparison.Ordinal),
                    .. lines[(at + 1)..],
                ]
            );
        if (words is not ["hosts" or "file" or "template", .., "{"])
            yield break;
        var end = at + 1;
        while (end < lines.Length && lines[end].Trim() != "}")
            end++;
        if (
            end == lines.Length
            || lines[at..end].Any(line => line.TrimStart().StartsWith("fallthrough", StringComparison.Ordinal))
        )
            yield break;
        var indent = lines[at][..^lines[at].TrimStart().Length];
        yield return (
            $"Let CoreDNS ask its next plugin for what the plugin {words[0]} does not have (fallthrough).",
            [.. lines[..end], indent + "    fallthrough", .. lines[end..]]
        );
    }
}
