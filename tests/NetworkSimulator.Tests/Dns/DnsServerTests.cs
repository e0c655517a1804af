using NetworkSimulator.Flows;
using static NetworkSimulator.Tests.Dns.Asked;

namespace NetworkSimulator.Tests.Dns;

/// <summary>A lookup is a flow to the DNS Pods, where the manifests hold them.</summary>
public class DnsServerTests
{
    private static readonly string _kubeDns = Service(
        "kube-system/kube-dns",
        "clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}]"
    );

    private static readonly string _coreDns = Pod(
        "kube-system/coredns-0",
        "",
        "k8s-app: kube-dns",
        "podIP: 10.244.9.1"
    );

    private static readonly string[] _world =
    [
        Pod("default/client"),
        Pod("default/web-0", "", "app: web"),
        Service("default/web", "clusterIP: 10.96.0.1, selector: {app: web}, ports: [{port: 80}]"),
    ];

    private static string Egress(string rules) =>
        $$"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: egress, namespace: default}
            spec: {podSelector: {}, policyTypes: [Egress], egress: [{{rules}}]}
            """;

    [Fact]
    public void The_query_itself_is_on_the_trace_before_the_answer()
    {
        var trace = For(Cluster([.. _world, _kubeDns, _coreDns]), "default/client", "web");

        Assert.Equal("NoError: A 10.96.0.1", Text(trace));
        Assert.Null(trace.Verdict);
        Assert.Equal(["kube-proxy", "Delivery", "CoreDNS"], trace.Hops.Select(h => h.Component));
    }

    [Theory]
    [InlineData("{ports: [{port: 80}]}", Verdict.Denied)]
    [InlineData("{ports: [{port: 53}]}", Verdict.Denied)]
    [InlineData("{ports: [{port: 80}]}, {ports: [{port: 53, protocol: UDP}]}", null)]
    [InlineData(
        "{ports: [{port: 80}]}, {to: [{ipBlock: {cidr: 10.96.0.10/32}}], ports: [{port: 53, protocol: UDP}]}",
        Verdict.Denied
    )]
    [InlineData(
        "{ports: [{port: 80}]}, {to: [{ipBlock: {cidr: 10.244.9.1/32}}], ports: [{port: 53, protocol: UDP}]}",
        null
    )]
    public void A_policy_that_forgets_DNS_denies_the_lookup_and_what_needs_it(string rules, Verdict? verdict)
    {
        var cluster = Cluster([.. _world, _kubeDns, _coreDns, Egress(rules)]);

        Assert.Equal(verdict, For(cluster, "default/client", "web").Verdict);
        Assert.Equal(verdict ?? Verdict.Delivered, Url(cluster, "default/client", "http://web/").Verdict);
    }

    [Fact]
    public void Localhost_is_the_Pod_itself_whatever_DNS_says()
    {
        var trace = Url(
            Cluster([.. _world, _kubeDns, _coreDns, Egress("{ports: [{port: 80}]}")]),
            "default/client",
            "http://localhost:8080/"
        );

        Assert.Equal(Verdict.Delivered, trace.Verdict);
        Assert.Equal("default/client", trace.Backends[0].Name);
    }

    [Fact]
    public void Without_a_ready_DNS_Pod_the_lookup_is_refused()
    {
        var unready = Pod(
            "kube-system/coredns-0",
            "",
            "k8s-app: kube-dns",
            "conditions: [{type: Ready, status: 'False'}]"
        );
        var cluster = Cluster([.. _world, _kubeDns, unready]);
        var trace = For(cluster, "default/client", "web");

        Assert.Equal((Verdict.Refused, Rcode.ServFail), (trace.Verdict, trace.Rcode));
        Assert.Equal(Verdict.Refused, Url(cluster, "default/client", "http://web/").Verdict);
    }

    [Fact]
    public void A_dump_with_the_DNS_Service_but_none_of_its_Pods_still_resolves() =>
        Assert.Equal("NoError: A 10.96.0.1", Text(For(Cluster([.. _world, _kubeDns]), "default/client", "web")));

    [Fact]
    public void DNS_Pods_without_a_Service_are_asked_themselves()
    {
        var cluster = Cluster([.. _world, _coreDns, Egress("{ports: [{port: 80}]}")]);

        Assert.Equal(Verdict.Denied, For(cluster, "default/client", "web").Verdict);
    }

    [Theory]
    [InlineData("10.96.0.99, 10.96.0.10", "NoError: A 10.96.0.1")]
    [InlineData("8.8.8.8, 10.96.0.10", "NxDomain")]
    [InlineData("10.244.9.1", "NoError: A 10.96.0.1")]
    public void The_next_nameserver_is_asked_only_where_one_does_not_answer(string nameservers, string expected)
    {
        var spec =
            $"dnsPolicy: None, dnsConfig: {{nameservers: [{nameservers}], searches: [default.svc.cluster.local]}}";
        var cluster = Cluster([.. _world, _kubeDns, _coreDns, Pod("default/own", spec)]);

        Assert.Equal(expected, Text(For(cluster, "default/own", "web")));
    }

    [Fact]
    public void A_nameserver_that_nobody_has_leaves_the_lookup_without_answer()
    {
        var spec = "dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.99]}";
        var trace = For(Cluster([.. _world, _kubeDns, _coreDns, Pod("default/own", spec)]), "default/own", "web");

        Assert.Equal(Verdict.Unreachable, trace.Verdict);
        Assert.Contains("10.96.0.99", trace.Hops[^1].Reason, StringComparison.Ordinal);
    }
}
