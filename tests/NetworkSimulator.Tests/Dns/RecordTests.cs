using NetworkSimulator.Flows;
using static NetworkSimulator.Tests.Dns.Asked;

namespace NetworkSimulator.Tests.Dns;

/// <summary>What the kubernetes plugin has under every kind of name, asked in full so that no search path plays a part.</summary>
public class RecordTests
{
    private static readonly Cluster _cluster = Cluster(
        "{apiVersion: v1, kind: Namespace, metadata: {name: empty}}",
        Pod("default/client"),
        Pod("default/db-0", "hostname: db-0, subdomain: db", "app: db", "podIPs: [{ip: 10.244.1.1}, {ip: 'fd00::1'}]"),
        Pod("default/db-1", "hostname: db-1, subdomain: db", "app: db", "podIP: 10.244.1.2"),
        Pod("default/plain", "", "app: db", "podIP: 10.244.1.3"),
        Service(
            "default/db",
            "clusterIP: None, ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv4, IPv6], selector: {app: db}, ports: [{name: pg, port: 5432, targetPort: 6432}, {name: admin, port: 80}]"
        ),
        Service("default/all", "clusterIP: 10.96.0.20, selector: {app: db}, ports: [{name: pg, port: 5432}]"),
        Service("default/bare", "clusterIP: None, selector: {app: db}"),
        Service("default/unnamed", "clusterIP: 10.96.0.21, selector: {app: db}, ports: [{port: 80}]"),
        Service(
            "default/odd",
            "clusterIP: 10.96.0.22, ports: [{name: a, port: 1}, {name: b, port: 2}, {name: c, port: 3}]"
        ),
        Service("default/v6", "clusterIP: 'fd00:10::6', ipFamilies: [IPv6], ports: [{name: http, port: 80}]"),
        Service("default/out", "type: ExternalName, externalName: api.example.org"),
        Service("default/chain", "type: ExternalName, externalName: out.default.svc.cluster.local"),
        Service("default/loop", "type: ExternalName, externalName: pool.default.svc.cluster.local"),
        Service("default/pool", "type: ExternalName, externalName: loop.default.svc.cluster.local"),
        Service("default/dead", "type: ExternalName, externalName: nobody.default.svc.cluster.local"),
        Service("default/to-all", "type: ExternalName, externalName: all.default.svc.cluster.local"),
        Service("default/numbers", "type: ExternalName, externalName: 192.0.2.7"),
        """
        apiVersion: v1
        kind: Service
        metadata: {name: slices, namespace: default}
        spec: {clusterIP: None}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: slices-1, namespace: default, labels: {kubernetes.io/service-name: slices}}
        addressType: IPv4
        ports: [{name: http, port: 8080}, {name: any}]
        endpoints:
        - {addresses: [192.0.2.1, 192.0.2.2], hostname: twin}
        - {addresses: [192.0.2.3], conditions: {ready: false}}
        - {addresses: [192.0.2.4], conditions: {ready: true, terminating: true}}
        """
    );

    [Theory]
    // Headless Services: every ready address, under the Service and under each endpoint.
    [InlineData("db.default.svc", "A", "NoError: A 10.244.1.1, A 10.244.1.2, A 10.244.1.3")]
    [InlineData("db.default.svc", "AAAA", "NoError: AAAA fd00::1")]
    [InlineData("db-0.db.default.svc", "A", "NoError: A 10.244.1.1")]
    [InlineData("db-0.db.default.svc", "AAAA", "NoError: AAAA fd00::1")]
    [InlineData("db-1.db.default.svc", "AAAA", "NoError")]
    [InlineData("10-244-1-3.db.default.svc", "A", "NoError: A 10.244.1.3")]
    [InlineData("10-244-1-1.db.default.svc", "A", "NxDomain")]
    [InlineData("db-0.all.default.svc", "A", "NxDomain")]
    [InlineData("10-244-1-1.all.default.svc", "A", "NoError: A 10.244.1.1")]
    [InlineData("bare.default.svc", "A", "NoError: A 10.244.1.1, A 10.244.1.2, A 10.244.1.3")]
    [InlineData("slices.default.svc", "A", "NoError: A 192.0.2.1, A 192.0.2.2, A 192.0.2.4")]
    [InlineData("twin.slices.default.svc", "A", "NoError: A 192.0.2.1, A 192.0.2.2")]
    // SRV: weights share 100 over all targets and ports, rounded down, before doubles are dropped.
    [InlineData(
        "_pg._tcp.db.default.svc",
        "SRV",
        "NoError: SRV 0 25 6432 10-244-1-3.db.default.svc.cluster.local., SRV 0 25 6432 db-0.db.default.svc.cluster.local., SRV 0 25 6432 db-1.db.default.svc.cluster.local."
    )]
    [InlineData(
        "db-1.db.default.svc",
        "SRV",
        "NoError: SRV 0 50 6432 db-1.db.default.svc.cluster.local., SRV 0 50 80 db-1.db.default.svc.cluster.local."
    )]
    [InlineData(
        "odd.default.svc",
        "SRV",
        "NoError: SRV 0 33 1 odd.default.svc.cluster.local., SRV 0 33 2 odd.default.svc.cluster.local., SRV 0 33 3 odd.default.svc.cluster.local."
    )]
    [InlineData("bare.default.svc", "SRV", "NoError")]
    [InlineData("unnamed.default.svc", "SRV", "NoError: SRV 0 100 80 unnamed.default.svc.cluster.local.")]
    [InlineData(
        "_http._tcp.slices.default.svc",
        "SRV",
        "NoError: SRV 0 33 8080 192-0-2-4.slices.default.svc.cluster.local., SRV 0 33 8080 twin.slices.default.svc.cluster.local."
    )]
    [InlineData("_any._tcp.slices.default.svc", "SRV", "NoError")]
    [InlineData("http.tcp.v6.default.svc", "SRV", "NoError: SRV 0 100 80 v6.default.svc.cluster.local.")]
    [InlineData("_HTTP._TCP.v6.default.svc", "AAAA", "NoError: AAAA fd00:10::6")]
    [InlineData("_http._tcp.v6.default.svc", "A", "NoError")]
    [InlineData("_http.v6.default.svc", "SRV", "NxDomain")]
    [InlineData("x._http._tcp.v6.default.svc", "SRV", "NxDomain")]
    [InlineData("out.default.svc", "SRV", "NoError")]
    // Aliases: to a name outside always, to one of the cluster only where that has the record.
    [InlineData("out.default.svc", "A", "NoError: CNAME api.example.org.")]
    [InlineData("out.default.svc", "AAAA", "NoError: CNAME api.example.org.")]
    [InlineData("out.default.svc", "TXT", "NoError")]
    [InlineData("chain.default.svc", "A", "NoError: CNAME api.example.org., CNAME out.default.svc.cluster.local.")]
    [InlineData("chain.default.svc", "CNAME", "NoError: CNAME out.default.svc.cluster.local.")]
    [InlineData("loop.default.svc", "A", "NoError")]
    [InlineData("dead.default.svc", "A", "NoError")]
    [InlineData("dead.default.svc", "CNAME", "NoError: CNAME nobody.default.svc.cluster.local.")]
    [InlineData("to-all.default.svc", "AAAA", "NoError")]
    [InlineData("numbers.default.svc", "A", "NxDomain")]
    [InlineData("numbers.default.svc", "CNAME", "NxDomain")]
    [InlineData("_http._tcp.out.default.svc", "CNAME", "NxDomain")]
    // Pod names are answered unchecked, in existing namespaces.
    [InlineData("10-0-0-1.default.pod", "A", "NoError: A 10.0.0.1")]
    [InlineData("fd00--9.empty.pod", "AAAA", "NoError: AAAA fd00::9")]
    [InlineData("fd00--9.empty.pod", "A", "NoError")]
    [InlineData("anything.10-0-0-1.default.pod", "A", "NoError: A 10.0.0.1")]
    [InlineData("a.b.c.10-0-0-1.default.pod", "A", "NxDomain")]
    [InlineData("10-0-0-256.default.pod", "A", "NxDomain")]
    [InlineData("10-0-0-1.gone.pod", "A", "NxDomain")]
    [InlineData("empty.pod", "A", "NoError")]
    [InlineData("gone.pod", "A", "NxDomain")]
    // Nodes of the tree.
    [InlineData("pod", "A", "NoError")]
    [InlineData("empty.svc", "SRV", "NoError")]
    [InlineData("empty.svc", "PTR", "NoError")]
    [InlineData("empty.svc", "TXT", "NxDomain")]
    [InlineData("all.default.svc", "PTR", "NoError")]
    [InlineData("none.default.svc", "PTR", "NxDomain")]
    [InlineData("dns-version", "A", "NxDomain")]
    [InlineData("a.dns-version", "TXT", "NxDomain")]
    [InlineData("ns.dns", "A", "NoError")]
    [InlineData("all.default", "A", "NxDomain")]
    [InlineData("all.default.pod", "A", "NxDomain")]
    public void Names_have_the_records_of_the_kubernetes_plugin(string name, string type, string expected) =>
        Assert.Equal(
            expected,
            Text(For(_cluster, "default/client", $"{name}.cluster.local.", Enum.Parse<DnsRecordType>(type)))
        );

    [Theory]
    [InlineData("20.0.96.10.in-addr.arpa.", "NoError: PTR all.default.svc.cluster.local.")]
    [InlineData(
        "1.1.244.10.in-addr.arpa.",
        "NoError: PTR 10-244-1-1.all.default.svc.cluster.local., PTR 10-244-1-1.bare.default.svc.cluster.local., PTR 10-244-1-1.unnamed.default.svc.cluster.local., PTR db-0.db.default.svc.cluster.local."
    )]
    [InlineData(
        "6.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.d.f.ip6.arpa.",
        "NoError: PTR v6.default.svc.cluster.local."
    )]
    [InlineData(
        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.D.F.IP6.ARPA.",
        "NoError: PTR db-0.db.default.svc.cluster.local."
    )]
    [InlineData("3.2.0.192.in-addr.arpa.", "NxDomain")]
    [InlineData("1.244.10.in-addr.arpa.", "NxDomain")]
    [InlineData("in-addr.arpa.", "NoError")]
    [InlineData("0.020.96.10.in-addr.arpa.", "NxDomain")]
    [InlineData("1.1.1.20.0.96.10.in-addr.arpa.", "NxDomain")]
    [InlineData("g.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.d.f.ip6.arpa.", "NxDomain")]
    public void Addresses_have_the_names_of_their_Service_or_endpoints(string name, string expected) =>
        Assert.Equal(expected, Text(For(_cluster, "default/client", name, DnsRecordType.PTR)));

    [Fact]
    public void A_request_to_a_headless_Service_reaches_each_endpoint_and_tells_of_one()
    {
        var trace = Url(_cluster, "default/client", "http://db:6432/");

        Assert.Equal(["default/db-0", "default/db-1", "default/plain"], trace.Backends.Select(b => b.Name).Order());
        Assert.Equal(["CoreDNS", "Delivery"], trace.Hops.Select(h => h.Component));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".all")]
    [InlineData("all default")]
    [InlineData("züri.default.svc.cluster.local.")]
    public void What_is_no_name_does_not_exist(string name)
    {
        var trace = For(_cluster, "default/client", name);

        Assert.Equal("NxDomain", Text(trace));
        Assert.Contains("is no DNS name", trace.Hops[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_253_characters_is_one_and_a_longer_one_is_none()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{new string('a', 61)}";

        Assert.DoesNotContain(
            "is no DNS name",
            For(_cluster, "default/client", longest + ".").Explanation,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is no DNS name",
            For(_cluster, "default/client", longest + "a.").Explanation,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is no DNS name",
            For(_cluster, "default/client", label + "a.").Explanation,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(2, DnsRecordType.TXT, "a name of the cluster that has no TXT record")]
    [InlineData(
        8,
        DnsRecordType.A,
        "leads on to a8.default.svc.cluster.local, a name of the cluster that does not exist"
    )]
    [InlineData(9, DnsRecordType.AAAA, "after 8 steps, as far as CoreDNS follows aliases")]
    public void An_alias_without_address_says_where_its_way_ends(int aliases, DnsRecordType type, string why)
    {
        var cluster = Cluster([
            Pod("default/client"),
            .. Enumerable
                .Range(0, aliases)
                .Select(i =>
                    Service($"default/a{i}", $"type: ExternalName, externalName: a{i + 1}.default.svc.cluster.local")
                ),
        ]);

        var trace = For(cluster, "default/client", "a0", type);

        Assert.Equal("NoError", Text(trace));
        Assert.Contains(why, trace.Hops[^1].Reason, StringComparison.Ordinal);
    }
}
