using NetworkSimulator.Flows;
using static NetworkSimulator.Tests.Dns.Asked;

namespace NetworkSimulator.Tests.Dns;

/// <summary>The line that a hop of DNS names is the one that decided: with another text there the answer is another.</summary>
public class DecidingLineTests
{
    private const string Manifests = """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: trading
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: ".:53 {\n kubernetes cluster.local in-addr.arpa {\n pods disabled\n}\n hosts {\n 10.0.0.9 legacy.example\n fallthrough\n}\n forward . 8.8.8.8\n}"
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          namespace: default
        spec:
          clusterIP: 10.96.0.1
          ipFamilies: [IPv4]
          ports:
          - {name: http, port: 80}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: db
          namespace: default
        spec:
          clusterIP: None
          selector: {app: db}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: alias
          namespace: default
        spec:
          type: ExternalName
          externalName: web.default.svc.cluster.local
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: silent
          namespace: default
        spec:
          clusterIP: None
          selector: {app: unready}
          ports: [{port: 1}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client, namespace: default}
        spec: {containers: [{name: app, image: app}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: trader, namespace: trading}
        spec: {containers: [{name: app, image: app}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: on-node, namespace: default}
        spec:
          dnsPolicy: Default
          containers: [{name: app, image: app}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: own, namespace: default}
        spec:
          dnsPolicy: None
          dnsConfig: {nameservers: [10.96.0.10]}
          containers: [{name: app, image: app}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db-0, namespace: default, labels: {app: db}}
        spec:
          hostname: db-0
          subdomain: db
          containers: [{name: app, image: app}]
        status: {podIP: 10.244.1.1}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db-1, namespace: default, labels: {app: db}}
        spec:
          hostname: db-1
          subdomain: other
          containers: [{name: app, image: app}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: unready, namespace: default, labels: {app: unready}}
        spec:
          containers: [{name: app, image: app}]
        status:
          conditions:
          - type: Ready
            status: "False"
        """;

    [Theory]
    [InlineData("default/client", "web", "A", "Service default/web", "name: web", "name: web2")]
    [InlineData(
        "default/client",
        "web",
        "AAAA",
        "Service default/web",
        "clusterIP: 10.96.0.1\n  ipFamilies: [IPv4]",
        "ipFamilies: [IPv6]"
    )]
    [InlineData(
        "default/client",
        "_http._tcp.web",
        "SRV",
        "Service default/web",
        "- {name: http, port: 80}",
        "- {name: https, port: 80}"
    )]
    [InlineData(
        "default/client",
        "_https._tcp.web",
        "SRV",
        "Service default/web",
        "- {name: http, port: 80}",
        "- {name: https, port: 80}"
    )]
    [InlineData("default/client", "wen", "A", "Service default/web", "name: web", "name: wen")]
    [InlineData("trading/trader", "web", "A", "Service default/web", "namespace: default", "namespace: trading")]
    [InlineData("default/client", "db", "A", "Service default/db", "name: db", "name: db2")]
    [InlineData("default/client", "db-0.db", "A", "Pod default/db-0", "hostname: db-0", "hostname: db-9")]
    [InlineData("default/client", "db-1.db", "A", "Pod default/db-1", "subdomain: other", "subdomain: db")]
    [InlineData(
        "default/client",
        "alias",
        "A",
        "Service default/alias",
        "externalName: web.default.svc.cluster.local",
        "externalName: web.example.org"
    )]
    [InlineData("default/client", "silent", "A", "Service default/silent", "status: \"False\"", "status: \"True\"")]
    [InlineData("default/on-node", "web", "A", "Pod default/on-node", "dnsPolicy: Default", "dnsPolicy: ClusterFirst")]
    [InlineData(
        "default/own",
        "web",
        "A",
        "Pod default/own",
        "dnsConfig: {nameservers: [10.96.0.10]}",
        "dnsConfig: {nameservers: [10.96.0.10], searches: [default.svc.cluster.local]}"
    )]
    [InlineData(
        "default/client",
        "10-244-1-1.default.pod",
        "A",
        "ConfigMap kube-system/coredns",
        "pods disabled",
        "pods insecure"
    )]
    [InlineData(
        "default/client",
        "legacy.example",
        "A",
        "ConfigMap kube-system/coredns",
        "10.0.0.9 legacy",
        "10.0.0.8 legacy"
    )]
    [InlineData(
        "default/client",
        "1.0.96.10.in-addr.arpa",
        "PTR",
        "Service default/web",
        "clusterIP: 10.96.0.1",
        "clusterIP: 10.96.0.7"
    )]
    [InlineData(
        "default/client",
        "1.1.244.10.in-addr.arpa",
        "PTR",
        "Pod default/db-0",
        "podIP: 10.244.1.1",
        "podIP: 10.244.1.7"
    )]
    public void Another_text_on_the_line_gives_another_answer(
        string pod,
        string name,
        string type,
        string decided,
        string text,
        string other
    )
    {
        var asked = Enum.Parse<DnsRecordType>(type);
        var trace = For(Cluster(Manifests), pod, name, asked);
        var hop = trace.Hops[^1];
        var line = Manifests.Split('\n')[hop.Line - 1];

        Assert.Equal(decided, hop.Object);
        Assert.Contains(text.Split('\n')[^1].Trim(), line, StringComparison.Ordinal);
        var start = text.Contains('\n', StringComparison.Ordinal) ? hop.Line - 2 : hop.Line - 1;
        var changed = Replaced(start, text, other);
        Assert.NotEqual(Text(trace), Text(For(Cluster(changed), pod, name, asked)));
    }

    [Theory]
    [InlineData("trading/trader", "web", "web exists in namespace default: use web.default")]
    [InlineData(
        "default/client",
        "web.trading",
        "Namespace trading has no Service web. web exists in namespace default: use web.default"
    )]
    [InlineData("default/client", "web.nowhere", "There is no namespace nowhere. web exists in namespace default")]
    [InlineData("default/client", "wbe", "the nearest name is web, in namespace default")]
    [InlineData("default/client", "zzzzzz", "No namespace has a Service zzzzzz")]
    [InlineData(
        "default/client",
        "web.",
        "Without the final dot the search path would find it as web.default.svc.cluster.local"
    )]
    [InlineData("default/own", "web", "its full name is web.default.svc.cluster.local")]
    [InlineData("default/client", "silent", "headless and has no ready endpoint")]
    [InlineData("default/client", "db-7.db", "has no ready endpoint named db-7; it has db-0, 10-244-")]
    [InlineData(
        "default/client",
        "unready.db",
        "that takes spec.hostname, here unset, and spec.subdomain db, here unset"
    )]
    [InlineData("default/client", "www.example.org", "Nothing in the manifests has the name www.example.org")]
    public void A_name_that_fails_is_answered_with_the_one_that_was_meant(string pod, string name, string hint) =>
        Assert.Contains(hint, For(Cluster(Manifests), pod, name).Explanation, StringComparison.Ordinal);

    private static string Replaced(int line, string text, string other)
    {
        var lines = Manifests.Split('\n');
        var head = string.Join('\n', lines[..line]) + (line > 0 ? "\n" : "");
        var tail = string.Join('\n', lines[line..]);
        var at = tail.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{text}' does not stand on line {line + 1}");
        return head + tail[..at] + other + tail[(at + text.Length)..];
    }
}
