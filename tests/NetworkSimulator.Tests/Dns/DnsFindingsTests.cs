using NetworkSimulator.Findings;
using static NetworkSimulator.Tests.Dns.Asked;

namespace NetworkSimulator.Tests.Dns;

public class DnsFindingsTests
{
    private static readonly string _node =
        "{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.0.11}]}}";

    [Theory]
    [InlineData("headless-service-without-name", "Service default/db")]
    [InlineData("external-name-is-address", "Service default/numbers")]
    [InlineData("external-name-unknown", "Service default/dead")]
    [InlineData("subdomain-without-service", "Pod default/lost")]
    [InlineData("subdomain-service-selects-others", "Pod default/apart")]
    [InlineData("host-network-without-cluster-dns", "Pod default/agent")]
    [InlineData("corefile-hosts-without-fallthrough", "ConfigMap kube-system/coredns")]
    [InlineData("corefile-plugin-not-simulated", "ConfigMap kube-system/coredns")]
    public void What_keeps_a_name_from_resolving_is_found(string code, string decided)
    {
        var cluster = Cluster(
            _node,
            Service("default/db", "clusterIP: None, selector: {app: db}, ports: [{port: 1}]"),
            Service("default/numbers", "type: ExternalName, externalName: 192.0.2.7"),
            Service("default/dead", "type: ExternalName, externalName: gone.default.svc.cluster.local"),
            Service("default/web", "clusterIP: None, selector: {app: web}, ports: [{port: 1}]"),
            Pod("default/web", "hostname: web, subdomain: web", "app: web"),
            Pod("default/lost", "hostname: lost, subdomain: missing"),
            Pod("default/apart", "hostname: apart, subdomain: web"),
            Pod("default/agent", "nodeName: n1, hostNetwork: true"),
            Pod("default/fine", "nodeName: n1, hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet"),
            Corefile(
                ".:53 {\n kubernetes cluster.local\n hosts {\n 10.0.0.9 legacy.example\n }\n rewrite name regex (.*)\\.a {1}.b\n}"
            )
        );
        var finding = Assert.Single(ClusterFindings.Of(cluster), f => f.Code == code);

        Assert.Equal(decided, finding.Object);
        Assert.True(finding.Line > 0);
    }

    [Fact]
    public void Aliases_that_lead_round_in_a_circle_are_found()
    {
        var cluster = Cluster(
            Service("default/a", "type: ExternalName, externalName: b.default.svc.cluster.local"),
            Service("default/b", "type: ExternalName, externalName: c.default.svc.cluster.local"),
            Service("default/c", "type: ExternalName, externalName: b.default.svc.cluster.local"),
            Service("default/d", "type: ExternalName, externalName: e.default.svc.cluster.local"),
            Service("default/e", "type: ExternalName, externalName: db.example.com")
        );

        var circles = ClusterFindings.Of(cluster).Where(f => f.Code == "external-name-circle").Select(f => f.Object);

        Assert.Equal(["Service default/a", "Service default/b", "Service default/c"], circles);
    }

    // A minute is long for one way round and nothing for a way from each of them.
    [Fact(Timeout = 60_000)]
    public async Task Long_ways_of_aliases_are_followed_once()
    {
        const int count = 60_000;
        var cluster = Cluster([
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    Service($"default/a{i}", $"type: ExternalName, externalName: a{i + 1}.default.svc.cluster.local")
                ),
            Service($"default/a{count}", "type: ExternalName, externalName: db.example.com"),
        ]);

        Assert.Empty(await Task.Run(() => ClusterFindings.Of(cluster), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("hosts {\n 10.0.0.9 legacy.example\n }", true)]
    [InlineData("hosts {\n 10.0.0.9 legacy.example\n fallthrough in-addr.arpa ip6.arpa\n }", true)]
    [InlineData("hosts {\n 10.0.0.9 legacy.example\n fallthrough\n }", false)]
    [InlineData("hosts {\n 10.0.0.9 legacy.example\n fallthrough cluster.local\n }", false)]
    [InlineData("hosts /etc/h example.org {\n 10.0.0.9 legacy.example.org\n }", false)]
    public void Hosts_are_found_where_they_keep_Services_from_the_kubernetes_plugin(string hosts, bool found) =>
        Assert.Equal(
            found,
            ClusterFindings
                .Of(Cluster(Corefile($".:53 {{\n kubernetes cluster.local\n {hosts}\n forward . 8.8.8.8\n}}")))
                .Any(f => f.Code == "corefile-hosts-without-fallthrough")
        );

    [Fact]
    public void A_Corefile_without_the_kubernetes_plugin_is_an_error() =>
        Assert.Contains(
            ClusterFindings.Of(Cluster(Corefile(".:53 {\n forward . 8.8.8.8\n}"))),
            f => f is { Code: "corefile-without-kubernetes", Severity: FindingSeverity.Error }
        );

    [Fact]
    public void A_sound_StatefulSet_and_the_usual_Corefile_give_no_finding_about_names() =>
        Assert.Empty(
            ClusterFindings.Of(
                Cluster(
                    """
                    apiVersion: apps/v1
                    kind: StatefulSet
                    metadata: {name: db, namespace: default}
                    spec: {replicas: 2, serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: app, image: app}]}}}
                    """,
                    Service("default/db", "clusterIP: None, selector: {app: db}, ports: [{port: 1}]"),
                    Service("default/ext", "type: ExternalName, externalName: api.example.org"),
                    Corefile(
                        ".:53 {\n errors\n kubernetes cluster.local in-addr.arpa ip6.arpa {\n pods insecure\n fallthrough in-addr.arpa ip6.arpa\n }\n forward . /etc/resolv.conf\n}"
                    )
                )
            )
        );

    [Fact]
    public void Replicas_of_one_workload_share_a_finding() =>
        Assert.Single(
            ClusterFindings.Of(
                Cluster(
                    """
                    apiVersion: apps/v1
                    kind: StatefulSet
                    metadata: {name: db, namespace: default}
                    spec: {replicas: 3, serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: app, image: app}]}}}
                    """
                )
            ),
            f => f.Code == "subdomain-without-service"
        );
}
