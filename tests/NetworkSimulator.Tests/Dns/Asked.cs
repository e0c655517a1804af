using System.Collections.Immutable;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.Dns;

/// <summary>Asks clusters, given as manifests, for names.</summary>
internal static class Asked
{
    public static Cluster Cluster(params string[] manifests)
    {
        var read = ManifestReader.Read(
            string.Join("\n---\n", manifests),
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        return NetworkSimulator.Cluster.Compile(read.Objects);
    }

    public static Trace For(Cluster cluster, string pod, string name, DnsRecordType type = DnsRecordType.A) =>
        Simulator.Run(cluster, new(new FromPod(pod), new ToName(name, type)));

    public static Trace Url(Cluster cluster, string pod, string url)
    {
        Assert.True(HttpUrl.TryParse(url, out var parsed, out var error), error);
        return Simulator.Run(cluster, new(new FromPod(pod), new ToUrl(parsed)));
    }

    /// <summary>The answer as <c>RCODE: record, record</c>.</summary>
    public static string Text(Trace trace) =>
        trace.Answers.IsDefaultOrEmpty
            ? $"{trace.Rcode}"
            : $"{trace.Rcode}: {string.Join(", ", trace.Answers.Order(StringComparer.Ordinal))}";

    public static string Pod(string key, string spec = "", string labels = "", string status = "")
    {
        var (ns, name) = (key.Split('/')[0], key.Split('/')[1]);
        return $$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{name}}, namespace: {{ns}}, labels: { {{labels}} } }
            spec: { {{spec}}{{(spec.Length > 0 ? ", " : "")}}containers: [{name: app, image: app}] }
            status: { {{status}} }
            """;
    }

    public static string Service(string key, string spec)
    {
        var (ns, name) = (key.Split('/')[0], key.Split('/')[1]);
        return $$"""
            apiVersion: v1
            kind: Service
            metadata: {name: {{name}}, namespace: {{ns}} }
            spec: { {{spec}} }
            """;
    }

    public static string Corefile(string corefile) =>
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\ndata:\n  Corefile: |\n"
        + string.Join('\n', corefile.Split('\n').Select(l => "    " + l));

    public static ImmutableArray<string> Reasons(Trace trace) => [.. trace.Hops.Select(h => h.Reason)];
}
