using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Tests.Cases;

namespace NetworkSimulator.Tests.Ingresses;

/// <summary>Runs the cases of the YAML files beside this one: Ingresses added to one common cluster.</summary>
public class IngressCaseTests
{
    public static TheoryData<string> Ids => [.. IngressCase.All.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Routes_as_the_controller_does(string id)
    {
        var subject = IngressCase.All.Single(c => c.ToString() == id);
        var lines = subject.Manifests.Split('\n');
        var differences = new List<string>();
        foreach (var (request, trace, verdict) in subject.Run(subject.Manifests))
        {
            var url = request["to"]!["url"];
            foreach (var difference in Expectation.Differences(request["expect"]!.AsObject(), trace))
                differences.Add($"{url}: {difference} ({trace.Explanation})");
            if (verdict != trace.Verdict)
                differences.Add($"{url}: the verdict alone is {verdict}, with its trace {trace.Verdict}");
            if (
                (string?)request["decides"] is { } text
                && !trace.Hops.Any(h => h.Line > 0 && lines[h.Line - 1].Contains(text, StringComparison.Ordinal))
            )
                differences.Add(
                    $"{url}: no hop names the line of {text}, but {string.Join(" | ", trace.Hops.Where(h => h.Line > 0).Select(h => lines[h.Line - 1].Trim()))}"
                );
        }
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }
}

/// <summary>A case: Ingresses, and requests with what the controller answers.</summary>
public sealed record IngressCase(string Suite, string Id, string Manifests, IReadOnlyList<JsonObject> Requests)
{
    private static readonly string World = (string)CaseFile.Load(PathOf("world.yaml"))["manifests"]!;

    public static IReadOnlyList<IngressCase> All { get; } =
    [.. ((string[])["api", "nginx", "alb", "entry"]).SelectMany(Read)];

    public static IReadOnlyList<IngressCase> Findings { get; } = [.. Read("findings")];

    public IReadOnlyList<string> ExpectedFindings { get; private init; } = [];

    public override string ToString() => $"{Suite}/{Id}";

    public IEnumerable<(JsonObject Request, Trace Trace, Verdict? Verdict)> Run(string manifests)
    {
        var read = ManifestReader.Read(manifests);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        var cluster = Cluster.Compile(read.Objects);
        var flows = FlowReader.Read(JsonSerializer.SerializeToElement(Requests), read.Objects);
        Assert.True(flows.IsValid, string.Join("\n", flows.Errors));
        foreach (var (request, flow) in Requests.Zip(flows.Flows))
            yield return (request, Simulator.Run(cluster, flow), Simulator.Decide(cluster, flow));
    }

    private static IEnumerable<IngressCase> Read(string suite)
    {
        var root = CaseFile.Load(PathOf($"{suite}.yaml"));
        foreach (var item in root["cases"]!.AsArray())
            yield return new(
                suite,
                (string)item!["id"]!,
                World
                    + (item["objects"] is { } objects ? $"---\n{objects}" : "")
                    + string.Concat(
                        ((string)item["ingresses"]!)
                            .Split("---\n")
                            .Select(d => $"---\napiVersion: networking.k8s.io/v1\nkind: Ingress\n{d}")
                    ),
                [.. Items(item, "requests").Select(r => Request(r!.AsObject(), (string)root["class"]!))]
            )
            {
                ExpectedFindings = [.. Items(item, "findings").Select(f => (string)f!)],
            };
    }

    private static JsonArray Items(JsonNode item, string name) => item[name]?.AsArray() ?? [];

    /// <summary>Requests come from outside to the suite's class unless they say otherwise.</summary>
    private static JsonObject Request(JsonObject item, string className)
    {
        var to = new JsonObject { ["url"] = item["url"]!.DeepClone() };
        foreach (var name in (string[])["method", "headers"])
            if (item[name] is { } value)
                to[name] = value.DeepClone();
        if (!item.ContainsKey("via"))
            to["via"] = new JsonObject { ["ingressClass"] = className };
        else if (item["via"] is { } via)
            to["via"] = via.DeepClone();
        var request = new JsonObject
        {
            ["from"] = item["from"]?.DeepClone() ?? new JsonObject { ["external"] = "198.51.100.7" },
            ["to"] = to,
            ["expect"] = item["expect"]!.DeepClone(),
        };
        if (item["decides"] is { } decides)
            request["decides"] = Convert.ToString((string?)decides, CultureInfo.InvariantCulture);
        return request;
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, file);
}
