using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Requests become flows, or errors that name what they may have meant.</summary>
public class FlowReaderTests
{
    private static readonly ClusterObjects _objects = Manifests.ReadValid(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a}]}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: idle, namespace: shop}
        spec:
          replicas: 0
          selector: {matchLabels: {app: idle}}
          template: {metadata: {labels: {app: idle}}, spec: {containers: [{name: a}]}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client, namespace: shop}
        spec: {nodeName: n1, containers: [{name: a}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """
    );

    private static FlowReadResult Read(string requests) =>
        FlowReader.Read(JsonDocument.Parse(requests).RootElement, _objects);

    public static TheoryData<string, FlowTarget> Targets =>
        new()
        {
            { """{"pod": "shop/client", "port": 80}""", new ToPod("shop/client", 80) },
            {
                """{"service": "shop/web", "port": 53, "protocol": "UDP"}""",
                new ToService("shop/web", 53, Protocol.UDP)
            },
            { """{"ip": "2001:db8::1", "port": 65535}""", new ToAddress(IpAddress.Parse("2001:db8::1"), 65535) },
            { """{"dns": "web.shop", "type": "SRV"}""", new ToName("web.shop", DnsRecordType.SRV) },
            { """{"dns": "web"}""", new ToName("web") },
        };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Targets_Are_Read(string to, FlowTarget expected) =>
        Assert.Equal(
            new Flow(new FromPod("shop/client"), expected),
            Assert.Single(
                Read($$$"""[{"from": {"pod": "shop/client"}, "to": {{{to}}}, "expect": {"verdict": "denied"}}]""").Flows
            )
        );

    public static TheoryData<string, FlowSource> Sources =>
        new()
        {
            { """{"workload": "shop/Deployment/web"}""", new FromWorkload(new("Deployment", "shop", "web")) },
            { """{"node": "n1"}""", new FromNode("n1") },
            { """{"external": "203.0.113.9"}""", new FromExternal(IpAddress.Parse("203.0.113.9")) },
        };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Sources_Are_Read(string from, FlowSource expected) =>
        Assert.Equal(expected, Read($$$"""{"from": {{{from}}}, "to": {"dns": "a"}}""").Flows[0].From);

    [Fact]
    public void Url_Requests_Are_Read_With_Method_Headers_And_Way()
    {
        var flow = Read(
            """
            [{"from": {"external": "203.0.113.9"},
              "to": {"url": "https://Shop.example/cart?x=1", "method": "POST", "headers": {"X-Canary": "always", "N": 1},
                     "via": {"ingressClass": "nginx"}}}]
            """
        ).Flows[0];

        var url = Assert.IsType<ToUrl>(flow.To);
        Assert.Equal(("https://shop.example/cart?x=1", "POST"), (url.Url.ToString(), url.Method));
        Assert.Equal([new("X-Canary", "always"), new("N", "1")], url.Headers);
        Assert.Equal(new ViaIngressClass("nginx"), url.Via);
    }

    [Theory]
    [InlineData("""{"from": {"pod": "shop/cliemt"}, "to": {"dns": "a"}}""", "from.pod", "shop/client")]
    [InlineData("""{"from": {"pod": "client"}, "to": {"dns": "a"}}""", "from.pod", "NS/NAME")]
    [InlineData("""{"from": {"pod": 7}, "to": {"dns": "a"}}""", "from.pod", "in quotes")]
    [InlineData("""{"from": {"node": "n2"}, "to": {"dns": "a"}}""", "from.node", "n1")]
    [InlineData(
        """{"from": {"workload": "shop/Deployment/wep"}, "to": {"dns": "a"}}""",
        "from.workload",
        "shop/Deployment/web"
    )]
    [InlineData("""{"from": {"workload": "shop/Deployment/idle"}, "to": {"dns": "a"}}""", "from.workload", "no Pods")]
    [InlineData("""{"from": {"workload": "shop/web"}, "to": {"dns": "a"}}""", "from.workload", "NS/KIND/NAME")]
    [InlineData("""{"from": {"external": "outside"}, "to": {"dns": "a"}}""", "from.external", "no IP address")]
    [InlineData(
        """{"from": {"pod": "shop/client", "node": "n1"}, "to": {"dns": "a"}}""",
        "from.node",
        "exclude each other"
    )]
    [InlineData("""{"from": {}, "to": {"dns": "a"}}""", "from", "pod, workload, node, external")]
    [InlineData("""{"from": {"pods": "a/b"}, "to": {"dns": "a"}}""", "from", "pod, workload, node, external")]
    [InlineData("""{"to": {"dns": "a"}}""", "from", "missing")]
    [InlineData("""{"from": {"node": "n1"}}""", "to", "missing")]
    [InlineData("""{"from": {"node": "n1"}, "to": "shop/web"}""", "to", "not a mapping")]
    [InlineData("""{"from": {"node": "n1"}, "to": {"service": "web/shop", "port": 80}}""", "to.service", "shop/web")]
    [InlineData("""{"from": {"node": "n1"}, "to": {"service": "shop/web"}}""", "to.port", "missing")]
    [InlineData("""{"from": {"node": "n1"}, "to": {"service": "shop/web", "port": "http"}}""", "to.port", "1 to 65535")]
    [InlineData("""{"from": {"node": "n1"}, "to": {"service": "shop/web", "port": 0}}""", "to.port", "1 to 65535")]
    [InlineData(
        """{"from": {"node": "n1"}, "to": {"ip": "1.2.3.4", "port": 80, "protocol": "tcp"}}""",
        "to.protocol",
        "TCP, UDP, SCTP"
    )]
    [InlineData(
        """{"from": {"node": "n1"}, "to": {"ip": "1.2.3.4", "port": 80, "path": "/"}}""",
        "to.path",
        "ip, port, protocol"
    )]
    [InlineData("""{"from": {"node": "n1"}, "to": {"url": "ftp://x"}}""", "to.url", "http://")]
    [InlineData("""{"from": {"node": "n1"}, "to": {"url": "http://x", "method": "G T"}}""", "to.method", "such as GET")]
    [InlineData(
        """{"from": {"node": "n1"}, "to": {"url": "http://x", "headers": {"a b": "c"}}}""",
        "to.headers.a b",
        "header name"
    )]
    [InlineData(
        """{"from": {"node": "n1"}, "to": {"url": "http://x", "headers": {"a": "b\nc"}}}""",
        "to.headers.a",
        "cannot be sent"
    )]
    [InlineData(
        """{"from": {"node": "n1"}, "to": {"url": "http://x", "via": {"ip": "x"}}}""",
        "to.via.ip",
        "no IP address"
    )]
    [InlineData(
        """{"from": {"node": "n1"}, "to": {"url": "http://x", "via": {"gateway": "x"}}}""",
        "to.via.gateway",
        "NS/NAME"
    )]
    [InlineData("""{"from": {"node": "n1"}, "to": {"dns": "a..b"}}""", "to.dns", "not valid")]
    [InlineData("""{"from": {"node": "n1"}, "to": {"dns": "a", "type": "MX"}}""", "to.type", "AAAA")]
    public void Errors_Name_Field_And_What_Was_Expected(string request, string field, string words)
    {
        var result = Read($"[{{\"from\": {{\"node\": \"n1\"}}, \"to\": {{\"dns\": \"a\"}}}}, {request}]");

        Assert.Empty(result.Flows);
        Assert.Contains(
            result.Errors,
            e =>
                e.Field == $"requests[1].{field}"
                && $"{e.Message} {e.Expected}".Contains(words, StringComparison.Ordinal)
        );
        Assert.All(result.Errors, e => Assert.Equal((0, 0, 0), (e.Document, e.Line, e.Column)));
    }

    [Fact]
    public void Requests_In_Front_Matter_Have_Lines()
    {
        const string text = """
            title: A story
            requests:
              - name: first
                from: {pod: shop/client}
                to: {service: shop/web, port: 80}
                expect: {verdict: delivered}
              - from: {pod: shop/nobody}
                to: {service: shop/web, port: 80}
            """;

        var error = Assert.Single(FlowReader.Read(text, "requests", _objects).Errors);

        Assert.Equal(("requests[1].from.pod", 7), (error.Field, error.Line));
        Assert.Single(
            FlowReader
                .Read(text.Replace("nobody", "client", StringComparison.Ordinal), "requests", _objects)
                .Flows.Skip(1)
        );
        Assert.Empty(FlowReader.Read(text, "goals", _objects).Flows);
    }

    [Theory]
    [InlineData("""[{"from": "\ud800"}]""")]
    [InlineData("""[{"\ud800": 1}]""")]
    public void Half_A_Surrogate_Pair_Is_An_Error(string requests) =>
        Assert.Contains("surrogate", Assert.Single(Read(requests).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void A_List_Is_Expected() => Assert.Equal("requests", Assert.Single(Read("7").Errors).Field);

    [Fact]
    public void Requests_are_checked_beside_manifests_with_errors()
    {
        var manifests = ManifestReader.Read(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {nodeName: n1, containers: [{name: a}]}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: client, namespace: shop}
            spec: {nodeName: n2, dnsPolicy: Sometimes, containers: [{name: a}]}
            ---
            kind: [broken
            """,
            cancellationToken: TestContext.Current.CancellationToken
        );
        var requests = JsonDocument.Parse(
            """
            [
              {"from": {"pod": "shop/client"}, "to": {"pod": "shop/web-5d4f8c7b9-abcde", "port": 80}},
              {"from": {"workload": "shop/Deployment/web"}, "to": {"ip": "10.0.0.1", "port": 80}},
              {"from": {"node": "n2"}, "to": {"ip": "10.0.0.1", "port": 80}},
              {"from": {"pod": "shop/ghost"}, "to": {"ip": "10.0.0.1", "port": 99999}},
              {"from": {"workload": "shop/Job/web"}, "to": {"dns": "web"}}
            ]
            """
        );

        var errors = FlowReader.Check(requests.RootElement, manifests);

        Assert.False(manifests.IsValid);
        Assert.Equal(
            ["requests[3].from.pod", "requests[3].to.port", "requests[4].from.workload"],
            errors.Select(e => e.Field)
        );
    }
}
