using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Fuzz;

/// <summary>What is fuzzed. A target fails by throwing, hanging or growing; the fuzzer watches for all three.</summary>
internal static class Targets
{
    private const int MostCallers = 4;

    // Small, so that a run is short; that limits hold is part of what is tested.
    private static readonly ManifestLimits _limits = new() { MaxBytes = 64 * 1024, MaxObjects = 1_000 };
    private static readonly IpAddress _outside = IpAddress.Parse("203.0.113.7");

    private static readonly ClusterObjects _objects = ManifestReader
        .Read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec: {containers: [{name: a}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: a}
            spec: {ports: [{port: 80}]}
            """
        )
        .Objects!;

    private static readonly JsonElement _requests = JsonDocument
        .Parse(
            """[{"from": {"pod": "default/a"}, "to": {"service": "default/b", "port": 80}}, {"from": {"node": "n"}}]"""
        )
        .RootElement;

    /// <summary>Reads manifests; where they are valid, compiles them and runs flows of every form.</summary>
    public static void Manifests(string text)
    {
        var result = ManifestReader.Read(text, _limits);
        if (!result.IsValid)
        {
            FlowReader.Check(_requests, result);
            return;
        }
        var cluster = Cluster.Compile(result.Objects);
        foreach (var flow in Flows(result.Objects))
            if (Simulator.Run(cluster, flow).Verdict != Simulator.Decide(cluster, flow))
                throw new InvalidOperationException($"Trace and verdict differ for {flow}.");
    }

    /// <summary>Reads requests, from JSON where the text is some and from YAML always.</summary>
    public static void Requests(string text)
    {
        FlowReader.Read(text, "requests", _objects);
        try
        {
            using var json = JsonDocument.Parse(text);
            FlowReader.Read(json.RootElement, _objects);
        }
        catch (JsonException)
        {
            // Broken JSON never reaches the reader.
        }
    }

    private static IEnumerable<Flow> Flows(ClusterObjects objects)
    {
        IEnumerable<FlowSource> callers =
        [
            new FromExternal(_outside),
            .. objects.Nodes.Take(1).Select(n => new FromNode(n.Name)),
            .. objects.Pods.Take(MostCallers).Select(p => new FromPod(p.Key)),
        ];
        foreach (var caller in callers)
        {
            foreach (var pod in objects.Pods.Take(MostCallers))
                yield return new(caller, new ToPod(pod.Key, 80));
            foreach (var service in objects.Services)
            {
                yield return new(caller, new ToService(service.Key, 80));
                yield return new(caller, new ToName($"{service.Name}.{service.Namespace}", DnsRecordType.SRV));
                if (HttpUrl.TryParse($"http://{service.Name}.{service.Namespace}/", out var url, out _))
                    yield return new(caller, new ToUrl(url));
            }
            foreach (var host in objects.Ingresses.SelectMany(i => i.Rules).Select(r => r.Host))
                if (HttpUrl.TryParse($"https://{host}/a/b?c=d", out var url, out _))
                    foreach (var ingressClass in objects.IngressClasses)
                        yield return new(caller, new ToUrl(url) { Via = new ViaIngressClass(ingressClass.Name) });
            foreach (var node in objects.Nodes)
            foreach (var address in node.InternalIPs)
                yield return new(caller, new ToAddress(address, 30080));
        }
    }
}
