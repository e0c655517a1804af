using NetworkSimulator.Flows;
using static NetworkSimulator.Tests.Dns.Asked;

namespace NetworkSimulator.Tests.Dns;

/// <summary>What edits of the Corefile do to answers.</summary>
public class CorefileTests
{
    private static readonly string[] _world =
    [
        "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}",
        Pod("default/client"),
        Pod("shop/api", "", "app: api", "podIP: 10.244.1.9"),
        Pod("shop/node", "hostNetwork: true, nodeName: n1", "", "podIP: 192.168.0.11"),
        Pod("shop/gone", "", "", "podIP: 10.244.1.10, phase: Succeeded"),
        Pod("shop/lost", "", "", "podIP: 10.244.1.11, phase: Unknown"),
        Service("shop/api", "clusterIP: 10.96.0.2, selector: {app: api}, ports: [{name: http, port: 80}]"),
        Service("shop/api-headless", "clusterIP: None, selector: {app: api}, ports: [{name: http, port: 80}]"),
        Service("shop/empty", "clusterIP: 10.96.0.3, selector: {app: none}, ports: [{port: 80}]"),
    ];

    private static string Answer(string corefile, string name, DnsRecordType type = DnsRecordType.A) =>
        Text(For(Cluster([.. _world, Corefile(corefile)]), "default/client", name, type));

    private static string Kubernetes(
        string options,
        string zones = "cluster.local in-addr.arpa ip6.arpa",
        string others = ""
    ) =>
        $".:53 {{\n  errors\n{others}\n  kubernetes {zones} {{\n{options}\n  }}\n  forward . /etc/resolv.conf\n  cache 30\n}}";

    [Theory]
    [InlineData("pods disabled", "10-244-1-9.shop.pod.cluster.local.", "NxDomain")]
    [InlineData("", "10-244-1-9.shop.pod.cluster.local.", "NxDomain")]
    [InlineData("pods disabled", "shop.pod.cluster.local.", "NxDomain")]
    [InlineData("pods disabled", "pod.cluster.local.", "NoError")]
    [InlineData("pods insecure", "192-0-2-1.shop.pod.cluster.local.", "NoError: A 192.0.2.1")]
    [InlineData("pods verified", "10-244-1-9.shop.pod.cluster.local.", "NoError: A 10.244.1.9")]
    [InlineData("pods verified", "192-168-0-11.shop.pod.cluster.local.", "NoError: A 192.168.0.11")]
    [InlineData("pods verified", "10-244-1-11.shop.pod.cluster.local.", "NxDomain")]
    [InlineData("pods verified", "10-244-1-10.shop.pod.cluster.local.", "NxDomain")]
    [InlineData("pods verified", "10-244-1-9.default.pod.cluster.local.", "NxDomain")]
    [InlineData("pods verified # see above\n# pods disabled", "shop.pod.cluster.local.", "NoError")]
    [InlineData("namespaces default kube-system", "api.shop.svc.cluster.local.", "NxDomain")]
    [InlineData("namespaces default shop", "api.shop.svc.cluster.local.", "NoError: A 10.96.0.2")]
    [InlineData("namespaces default", "shop.svc.cluster.local.", "NxDomain")]
    [InlineData("ignore empty_service", "empty.shop.svc.cluster.local.", "NxDomain")]
    [InlineData("ignore empty_service", "api.shop.svc.cluster.local.", "NoError: A 10.96.0.2")]
    [InlineData("endpoint_pod_names", "api.api-headless.shop.svc.cluster.local.", "NoError: A 10.244.1.9")]
    [InlineData("endpoint_pod_names", "10-244-1-9.api-headless.shop.svc.cluster.local.", "NxDomain")]
    [InlineData("noendpoints", "api-headless.shop.svc.cluster.local.", "NxDomain")]
    [InlineData("noendpoints", "api.shop.svc.cluster.local.", "NoError: A 10.96.0.2")]
    [InlineData("ttl 60", "api.shop.svc.cluster.local.", "NoError: A 10.96.0.2")]
    public void Options_of_the_kubernetes_plugin_count(string options, string name, string expected) =>
        Assert.Equal(expected, Answer(Kubernetes(options), name));

    [Theory]
    [InlineData("cluster.local", "NxDomain")]
    [InlineData("cluster.local in-addr.arpa", "NoError: PTR api.shop.svc.cluster.local.")]
    [InlineData("cluster.local 10.in-addr.arpa", "NoError: PTR api.shop.svc.cluster.local.")]
    [InlineData("cluster.local 10.96.0.0/12", "NoError: PTR api.shop.svc.cluster.local.")]
    [InlineData("cluster.local 10.112.0.0/12", "NxDomain")]
    [InlineData("cluster.local 10.96.0.0/16 10.97.0.0/16", "NoError: PTR api.shop.svc.cluster.local.")]
    [InlineData("cluster.local 10.64.0.0/10", "NoError: PTR api.shop.svc.cluster.local.")]
    [InlineData("cluster.local 10.64.0.0/11", "NxDomain")]
    [InlineData("cluster.local 0.0.0.0/0", "NoError: PTR api.shop.svc.cluster.local.")]
    public void Only_the_reverse_zones_named_are_served(string zones, string expected) =>
        Assert.Equal(expected, Answer(Kubernetes("", zones), "2.0.96.10.in-addr.arpa.", DnsRecordType.PTR));

    [Theory]
    [InlineData("api.shop", "NoError: A 10.96.0.2")]
    [InlineData("api.shop.svc.k8s.corp.example.", "NoError: A 10.96.0.2")]
    [InlineData("api.shop.svc.cluster.local.", "NxDomain")]
    public void The_zone_of_the_plugin_is_the_cluster_domain(string name, string expected) =>
        Assert.Equal(expected, Answer(Kubernetes("", "K8s.Corp.Example in-addr.arpa"), name));

    [Theory]
    [InlineData("rewrite name api.example.com api.shop.svc.cluster.local", "api.example.com.", "NoError: A 10.96.0.2")]
    [InlineData(
        "rewrite name exact api.example.com. api.shop.svc.cluster.local.",
        "API.example.com.",
        "NoError: A 10.96.0.2"
    )]
    [InlineData("rewrite name exact api.example.com api.shop.svc.cluster.local", "x.api.example.com.", "NxDomain")]
    [InlineData("rewrite name suffix .example.com .svc.cluster.local", "api.shop.example.com.", "NoError: A 10.96.0.2")]
    [InlineData(
        "rewrite stop {\n name suffix .example.com .svc.cluster.local answer auto\n}",
        "api.shop.example.com.",
        "NoError: A 10.96.0.2"
    )]
    [InlineData("rewrite name prefix old.shop. api.shop.", "old.shop.svc.cluster.local.", "NoError: A 10.96.0.2")]
    [InlineData(
        "rewrite name substring .mid.example. .svc.cluster.",
        "api.shop.mid.example.local.",
        "NoError: A 10.96.0.2"
    )]
    [InlineData(
        "rewrite continue name suffix .a.example .b.example\nrewrite name suffix .b.example .svc.cluster.local",
        "api.shop.a.example.",
        "NoError: A 10.96.0.2"
    )]
    [InlineData(
        "rewrite name suffix .a.example .b.example\nrewrite name suffix .b.example .svc.cluster.local",
        "api.shop.a.example.",
        "NxDomain"
    )]
    public void Names_are_rewritten_before_they_are_looked_up(string rule, string name, string expected) =>
        Assert.Equal(expected, Answer(Kubernetes("", others: rule), name));

    [Theory]
    [InlineData(
        "hosts {\n10.0.0.9 legacy.example old.example # both\nfd00::9 legacy.example\nfallthrough\n}",
        "legacy.example.",
        "NoError: A 10.0.0.9"
    )]
    [InlineData(
        "hosts {\n10.0.0.9 api.shop.svc.cluster.local\nfallthrough\n}",
        "api.shop.svc.cluster.local.",
        "NoError: A 10.0.0.9"
    )]
    [InlineData(
        "hosts {\n10.0.0.9 legacy.example\nfallthrough\n}",
        "api.shop.svc.cluster.local.",
        "NoError: A 10.96.0.2"
    )]
    [InlineData("hosts {\n10.0.0.9 legacy.example\n}", "api.shop.svc.cluster.local.", "ServFail")]
    [InlineData(
        "hosts /etc/h example.org {\n10.0.0.9 legacy.example.org\n}",
        "api.shop.svc.cluster.local.",
        "NoError: A 10.96.0.2"
    )]
    [InlineData("hosts {\nfd00::9 legacy.example\nfallthrough\n}", "legacy.example.", "NoError")]
    public void Listed_hosts_come_first_and_stop_the_rest_without_fallthrough(
        string hosts,
        string name,
        string expected
    ) => Assert.Equal(expected, Answer(Kubernetes("", others: hosts), name));

    [Theory]
    [InlineData("hosts {\n10.0.0.9 legacy.example\n}", "has no 'fallthrough', so CoreDNS fails every name")]
    [InlineData(
        "hosts {\n10.0.0.9 legacy.example\nfallthrough in-addr.arpa ip6.arpa\n}",
        "has 'fallthrough' for in-addr.arpa, ip6.arpa only, so CoreDNS fails every other name"
    )]
    public void Hosts_that_stop_a_name_are_told_with_the_fallthrough_that_they_have(string hosts, string reason)
    {
        var trace = For(Cluster([.. _world, Corefile(Kubernetes("", others: hosts))]), "default/client", "api.shop");

        Assert.Equal(Rcode.ServFail, trace.Rcode);
        Assert.Contains(reason, trace.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_without_fallthrough_are_not_blamed_for_reverse_names()
    {
        var corefile = ".:53 {\n hosts {\n10.0.0.9 legacy.example\n}\n kubernetes cluster.local\n}";
        var trace = For(
            Cluster([.. _world, Corefile(corefile)]),
            "default/client",
            "2.0.96.10.in-addr.arpa.",
            DnsRecordType.PTR
        );

        Assert.Equal(Rcode.ServFail, trace.Rcode);
        Assert.Contains("does not forward names", trace.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Listed_hosts_have_reverse_names()
    {
        var corefile = Kubernetes("", others: "hosts {\n10.0.0.9 legacy.example\n}");

        Assert.Equal("NoError: PTR legacy.example.", Answer(corefile, "9.0.0.10.in-addr.arpa.", DnsRecordType.PTR));
        Assert.Equal(
            "NoError: PTR api.shop.svc.cluster.local.",
            Answer(corefile, "2.0.96.10.in-addr.arpa.", DnsRecordType.PTR)
        );
    }

    [Theory]
    [InlineData(".:53 {\n forward . 8.8.8.8\n}", "api.shop", "NxDomain")]
    [InlineData("cluster.local:53 {\n kubernetes\n}", "api.shop", "NoError: A 10.96.0.2")]
    [InlineData("cluster.local:53 {\n kubernetes\n}", "example.org.", "Refused")]
    [InlineData(".:53 {\n kubernetes cluster.local\n}", "example.org.", "ServFail")]
    [InlineData(".:53 {\n kubernetes cluster.local\n}", "no.shop.svc.cluster.local.", "NxDomain")]
    [InlineData(".:53 {\n kubernetes cluster.local {\n fallthrough\n}\n}", "no.shop.svc.cluster.local.", "ServFail")]
    [InlineData(".:53 {\n kubernetes cluster.local\n forward corp.example 10.0.0.1\n}", "a.corp.example.", "NxDomain")]
    [InlineData(
        ".:53 {\n kubernetes cluster.local\n}\nshop.svc.cluster.local {\n forward . 8.8.8.8\n}",
        "api.shop.svc.cluster.local.",
        "NxDomain"
    )]
    [InlineData(".:1053 {\n kubernetes cluster.local\n}", "api.shop.svc.cluster.local.", "Refused")]
    [InlineData(
        "(common) {\n kubernetes cluster.local\n}\n. {\n import common\n import missing\n}",
        "api.shop",
        "NoError: A 10.96.0.2"
    )]
    [InlineData("cluster.local,\nexample.org {\n kubernetes\n}", "api.shop.svc.example.org.", "NoError: A 10.96.0.2")]
    [InlineData(
        "dns://.:53 {\n kubernetes cluster.local {\n}\n}",
        "api.shop.svc.cluster.local.",
        "NoError: A 10.96.0.2"
    )]
    [InlineData("", "api.shop", "ServFail")]
    [InlineData("} } {{{ \"", "api.shop", "ServFail")]
    public void The_server_block_of_the_longest_zone_answers(string corefile, string name, string expected) =>
        Assert.Equal(expected, Answer(corefile, name));

    [Fact]
    public void A_Corefile_of_thousands_of_blocks_zones_and_rules_is_read_in_part()
    {
        var many = Enumerable.Range(0, 2000);
        var corefile =
            ".:53 {\n kubernetes cluster.local\n"
            + string.Concat(many.Select(i => $"rewrite name a{i}.example b{i}.example\n"))
            + $" hosts /h {string.Join(' ', many.Select(i => $"z{i}.example"))}\n}}\n"
            + string.Concat(many.Select(i => $"z{i}.example {{\n forward . 8.8.8.8\n}}\n"));
        var cluster = Cluster([.. _world, Corefile(corefile)]);
        var server = cluster.Dns.Server.Corefile;

        Assert.Equal("NoError: A 10.96.0.2", Text(For(cluster, "default/client", "api.shop")));
        Assert.Equal(
            (100, 1000, 500),
            (server.Servers.Length, server.Servers[0].Rewrites.Length, server.Servers[0].Hosts!.Zones.Length)
        );
    }

    [Fact]
    public void A_snippet_that_imports_itself_ends() =>
        Assert.Equal("ServFail", Answer("(a) {\n import a\n import a\n}\n. {\n import a\n}", "api.shop"));
}
