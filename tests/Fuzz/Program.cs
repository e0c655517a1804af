using System.Text;
using System.Text.Json;
using NetworkSimulator;
using NetworkSimulator.Findings;
using NetworkSimulator.Manifests;
using SharpFuzz;

var requests = JsonDocument
    .Parse("""[{"from": {"external": "203.0.113.9"}, "to": {"url": "http://web.example/"}}]""")
    .RootElement;

if (args is ["replay", .. var paths])
    foreach (var path in paths.SelectMany(p => Directory.Exists(p) ? Directory.GetFiles(p) : [p]))
        Try(File.ReadAllText(path, Encoding.UTF8));
else
    Fuzzer.OutOfProcess.Run((string text) => Try(text));

// Nothing instrumented may run before the fuzzer has started. Whatever the text: it is read or refused, and what was read can be compiled, asked and linted. Any exception is a find.
void Try(string text)
{
    // Small limits make what a hostile text could blow up show early as memory or time.
    var limits = new ManifestLimits
    {
        MaxBytes = 1 << 20,
        MaxObjects = 2_000,
        MaxExpandedValues = 200_000,
    };
    var read = ManifestReader.Read(text, limits);
    if (!read.IsValid)
        return;
    var cluster = Cluster.Compile(read.Objects);
    ClusterFindings.Of(cluster);
    foreach (var flow in FlowReader.Read(requests, read.Objects).Flows)
        Simulator.Run(cluster, flow);
    foreach (var from in read.Objects.Pods.Take(4))
    foreach (var to in read.Objects.Services.Take(4))
    {
        var asked = new { from = new { pod = from.Key }, to = new { url = $"http://{to.Name}.{to.Namespace}/" } };
        foreach (var flow in FlowReader.Read(JsonSerializer.SerializeToElement(asked), read.Objects).Flows)
            Simulator.Run(cluster, flow);
    }
}
