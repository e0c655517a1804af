using NetworkSimulator.Flows;
using static NetworkSimulator.Tests.Dns.Asked;

namespace NetworkSimulator.Tests.Dns;

/// <summary>How a Pod's resolver completes names, and whom it asks.</summary>
public class ResolverTests
{
    private const string Node = """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.0.11}]}
        """;

    private static readonly string[] _services =
    [
        Service("default/web", "clusterIP: 10.96.0.1, ports: [{name: http, port: 80}]"),
        Service("shop/cart", "clusterIP: 10.96.0.2, ports: [{port: 80}]"),
        // A Service called like the cluster's domain shows which candidate came first.
        Service("default/web-default", "clusterIP: 10.96.0.3, ports: [{port: 80}]"),
    ];

    private static Cluster With(string podSpec, params string[] others) =>
        Cluster([Node, Pod("default/client", podSpec), .. _services, .. others]);

    [Theory]
    [InlineData("", "web", 1)]
    [InlineData("", "web.default", 2)]
    [InlineData("", "web.default.svc", 3)]
    [InlineData("", "web.default.svc.cluster.local", 4)]
    [InlineData("", "web.default.svc.cluster.local.", 1)]
    [InlineData("dnsConfig: {options: [{name: ndots, value: '1'}]}", "web.default", 3)]
    [InlineData("dnsConfig: {options: [{name: ndots, value: '2'}]}", "web.default", 2)]
    [InlineData("dnsConfig: {options: [{name: ndots, value: '4'}]}", "web.default.svc.cluster.local", 1)]
    [InlineData("dnsConfig: {options: [{name: ndots, value: '0'}]}", "web", 2)]
    [InlineData("dnsConfig: {searches: [shop.svc.cluster.local]}", "cart", 4)]
    [InlineData("dnsConfig: {searches: [Default.svc.cluster.local, shop.svc.cluster.local.]}", "cart", 4)]
    [InlineData(
        "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [svc.cluster.local]}",
        "cart.shop",
        2
    )]
    [InlineData(
        "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [shop.svc.cluster.local]}",
        "cart",
        1
    )]
    public void The_search_path_and_ndots_decide_how_many_names_are_tried(string podSpec, string name, int queries)
    {
        var trace = For(
            With(podSpec.Replace("Default.svc", "default.svc", StringComparison.Ordinal)),
            "default/client",
            name
        );

        Assert.Equal(Rcode.NoError, trace.Rcode);
        Assert.Single(trace.Answers);
        if (queries > 1)
            Assert.Contains($"({queries} queries)", trace.Explanation, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("queries)", trace.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_asks_for_both_families_of_each_name()
    {
        var trace = Url(With(""), "default/client", "http://cart.shop/");

        Assert.Contains("(2 names, 4 queries with A and AAAA)", trace.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", "NoError")]
    [InlineData("shop", "NoError")]
    [InlineData("nothing", "NxDomain")]
    public void A_candidate_without_the_record_is_remembered_while_the_search_goes_on(string name, string expected) =>
        Assert.Equal(expected, Text(For(With(""), "default/client", name)));

    [Fact]
    public void A_name_tried_as_it_stands_first_decides_the_failure()
    {
        var cluster = With("dnsConfig: {options: [{name: ndots, value: '1'}], searches: [default.svc.cluster.local]}");

        Assert.Equal("NoError", Text(For(cluster, "default/client", "web", DnsRecordType.AAAA)));
        Assert.Equal("NxDomain", Text(For(cluster, "default/client", "_http._tcp.gone", DnsRecordType.SRV)));
        Assert.Equal("NxDomain", Text(For(cluster, "default/client", "shop.svc")));
    }

    [Theory]
    [InlineData("dnsPolicy: Default", "web.default.svc.cluster.local", "NxDomain")]
    [InlineData(
        "dnsPolicy: Default, dnsConfig: {nameservers: [10.96.0.10], searches: [default.svc.cluster.local]}",
        "web",
        "NxDomain"
    )]
    [InlineData("nodeName: n1, hostNetwork: true", "web", "NxDomain")]
    [InlineData("nodeName: n1, hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet", "web", "NoError: A 10.96.0.1")]
    [InlineData("dnsPolicy: ClusterFirstWithHostNet", "web", "NoError: A 10.96.0.1")]
    [InlineData(
        "dnsPolicy: None, dnsConfig: {nameservers: [8.8.8.8], searches: [default.svc.cluster.local]}",
        "web",
        "NxDomain"
    )]
    [InlineData(
        "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10], searches: [default.svc.cluster.local]}",
        "web",
        "NoError: A 10.96.0.1"
    )]
    public void The_policy_says_whose_resolver_a_Pod_has(string podSpec, string name, string expected) =>
        Assert.Equal(expected, Text(For(With(podSpec), "default/client", name)));

    [Fact]
    public void A_node_and_callers_outside_know_no_cluster_names()
    {
        var cluster = With("");
        var name = new ToName("web.default.svc.cluster.local.", DnsRecordType.A);

        Assert.Equal(Rcode.NxDomain, Simulator.Run(cluster, new(new FromNode("n1"), name)).Rcode);
        var outside = new FromExternal(Objects.IpAddress.Parse("198.51.100.7"));
        Assert.Equal(Rcode.NxDomain, Simulator.Run(cluster, new(outside, name)).Rcode);
    }
}
