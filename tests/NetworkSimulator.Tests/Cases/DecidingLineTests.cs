using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.Cases;

/// <summary>The line that a hop names is the one that decided: without it, or with another value, the answer is another.</summary>
public class DecidingLineTests
{
    // The requests of a case differ little, and each costs a simulation for every change tried.
    private const int MostRequests = 3;

    // Some answers take two changes at once to become others: a rule that misses the caller and the port, a Pod's address
    // that is written twice. One change of one value cannot show that their line decides.
    private const double LeastShare = 0.97;

    [Fact]
    public void Changing_what_stands_at_the_line_of_the_last_hop_changes_the_answer()
    {
        var (tried, idle) = (0, new List<string>());
        Parallel.ForEach(
            CaseFile.All,
            subject =>
            {
                var text = BlockYaml.Rewrite(subject.Manifests);
                var requests = JsonSerializer.SerializeToElement(subject.Requests);
                var before = Answers(text, requests);
                for (var i = 0; i < Math.Min(before.Count, MostRequests); i++)
                {
                    if (Deciding(before[i]) is not { } hop || IsAboutAbsence(hop))
                        continue;
                    Interlocked.Increment(ref tried);
                    if (BlockYaml.Changed(text, hop.Line).Any(changed => Differs(changed, requests, i, before[i])))
                        continue;
                    lock (idle)
                        idle.Add(
                            $"{subject} {subject.Requests[i]["to"]!.ToJsonString()}: {hop.Component} {hop.Decision}, «{text.Split('\n')[hop.Line - 1].Trim()}»: {hop.Reason}"
                        );
                }
            }
        );

        Assert.True(tried > 300, $"only {tried} hops name a line");
        Assert.True(idle.Count <= tried * (1 - LeastShare), $"{idle.Count} of {tried}:\n{string.Join("\n", idle)}");
    }

    // A delivered flow was decided by all of its hops together; the last one before delivery is as good as any.
    private static Hop? Deciding(Trace trace) =>
        trace.Hops.LastOrDefault(h => h.Line > 0 && h.Component != "Delivery")
        ?? trace.Hops.LastOrDefault(h => h.Line > 0);

    // What is refused for want of something (an endpoint, a path, a backend, a name) changes when that is added; no change of the
    // line that stands for it (the selector, the nearest path or name) has to bring it about.
    private static bool IsAboutAbsence(Hop hop) =>
        hop.Decision is "rejected" or "404" or "503" or "NXDOMAIN" or "NODATA";

    private static bool Differs(string text, JsonElement requests, int number, Trace before)
    {
        var read = ManifestReader.Read(text, cancellationToken: TestContext.Current.CancellationToken);
        if (!read.IsValid)
            return false;
        var flows = FlowReader.Read(requests, read.Objects);
        // Without the Pod or Service that it names, the request means nothing any more: that too is another answer.
        return !flows.IsValid
            || Summary(Simulator.Run(Cluster.Compile(read.Objects), flows.Flows[number])) != Summary(before);
    }

    private static string Summary(Trace trace) =>
        string.Join(
            '|',
            trace.Verdict,
            trace.Rcode,
            trace.Status,
            trace.Service,
            trace.Location,
            trace.Masquerade,
            trace.Request,
            string.Join(',', trace.Backends.OrderBy(b => b.Name, StringComparer.Ordinal)),
            trace.Answers.IsDefault ? "" : string.Join(',', trace.Answers)
        );

    private static List<Trace> Answers(string text, JsonElement requests)
    {
        var read = ManifestReader.Read(text, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        var cluster = Cluster.Compile(read.Objects);
        return [.. FlowReader.Read(requests, read.Objects).Flows.Select(flow => Simulator.Run(cluster, flow))];
    }
}
