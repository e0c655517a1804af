using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Tests.Ingresses;

/// <summary>The line that a hop names decides: change what stands there, and something else comes of the request.</summary>
public partial class DecidingLineTests
{
    public static TheoryData<string> Ids => [.. IngressCase.All.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Changing_the_line_that_is_named_changes_the_outcome(string id)
    {
        var subject = IngressCase.All.Single(c => c.ToString() == id);
        var idle = new List<string>();
        var runs = subject.Run(subject.Manifests).ToList();
        for (var i = 0; i < runs.Count; i++)
            foreach (
                var hop in runs[i]
                    .Trace.Hops.Where(h => h.Line > 0 && h.Object.StartsWith("Ingress ", StringComparison.Ordinal))
            )
            {
                var lines = subject.Manifests.Split('\n');
                var text = lines[hop.Line - 1];
                lines[hop.Line - 1] = Change(text, hop, runs[i].Request["to"]!);
                if (lines[hop.Line - 1] == text)
                    continue;
                var after = subject.Run(string.Join('\n', lines)).ElementAt(i).Trace;
                if (Outcome(after) == Outcome(runs[i].Trace))
                    idle.Add(
                        $"{runs[i].Request["to"]} — {text.Trim()} → {lines[hop.Line - 1].Trim()}: {hop.Reason} After: {after.Explanation}"
                    );
            }
        Assert.True(idle.Count == 0, string.Join("\n", idle));
    }

    /// <summary>Makes the line say something else: where nothing matched, what would have; else what does not any more.</summary>
    private static string Change(string line, Hop hop, JsonNode to)
    {
        var url = new Uri((string)to["url"]!);
        if (line.Contains("canary-by-header-", StringComparison.Ordinal) && hop.Reason.Contains(" keeps "))
            return $"{line[..line.IndexOf(": ", StringComparison.Ordinal)]}: {to["headers"]![0]!.ToJsonString()}";
        var missed = hop.Decision == "404";
        if (line.Contains("tls: [", StringComparison.Ordinal))
            return "";
        if (line.Contains("path: ", StringComparison.Ordinal))
            return PathText()
                .Replace(
                    line,
                    missed ? $"path: {url.AbsolutePath}, pathType: Exact" : "path: /changed, pathType: Exact"
                );
        if (line.Contains("- host: ", StringComparison.Ordinal))
            return HostText().Replace(line, $"host: {(missed ? url.Host : "changed.example")}");
        if (line.Contains("hosts: [", StringComparison.Ordinal))
            return hop.Decision == "refused"
                ? SecretText().Replace(line, "secretName: cert")
                : HostsText().Replace(line, "hosts: [changed.example]");
        if (line.Contains("auth-secret: ", StringComparison.Ordinal))
            return line.Replace("something", "users", StringComparison.Ordinal);
        if (
            line.Contains(".kubernetes.io/", StringComparison.Ordinal)
            && !line.Contains("metadata:", StringComparison.Ordinal)
        )
            return "";
        if (line.Contains("defaultBackend: ", StringComparison.Ordinal))
            return line.Replace("name: a", "name: outside", StringComparison.Ordinal)
                .Replace("name: b", "name: outside", StringComparison.Ordinal);
        if (line.Contains("ingressClassName: ", StringComparison.Ordinal))
            return line.Replace("nginx", "main", StringComparison.Ordinal);
        return line;
    }

    private static string Outcome(Trace trace) =>
        $"{trace.Verdict} {trace.Status} {trace.Location} {trace.Service} {string.Join(',', trace.ServiceShares)} {trace.Request?.Path} {trace.Request?.Query} {string.Join(',', trace.Backends)}";

    [GeneratedRegex("path: .*?, pathType: [A-Za-z]+")]
    private static partial Regex PathText();

    [GeneratedRegex("host: .*")]
    private static partial Regex HostText();

    [GeneratedRegex(@"hosts: \[.*?\]")]
    private static partial Regex HostsText();

    [GeneratedRegex("secretName: [a-z]+")]
    private static partial Regex SecretText();
}
