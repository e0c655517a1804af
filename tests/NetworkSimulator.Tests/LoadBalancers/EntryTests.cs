using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.LoadBalancers;

/// <summary>What comes from outside passes a load balancer, and what that does with it.</summary>
public class EntryTests
{
    private const string Prefix = "service.beta.kubernetes.io/aws-load-balancer-";

    private const string Pods = """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: n2}
        status: {addresses: [{type: InternalIP, address: 192.168.0.2}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-1, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: web, image: web}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-2, labels: {app: web}}
        spec: {nodeName: n1, containers: [{name: web, image: web}]}
        ---

        """;

    /// <summary>Lets in what comes from the client's address, and nothing else.</summary>
    private const string FromClientOnly = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: from-client}
        spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 198.51.100.7/32}}]}]}
        ---

        """;

    private static string Service(string annotations = "", string spec = "", string status = "") =>
        $$$"""
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              annotations: {external-dns.alpha.kubernetes.io/hostname: web.example{{{annotations}}}}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 31080}]{{{spec}}}}
            status: {loadBalancer: {ingress: [{{{status}}}]}}
            ---

            """;

    private static string IpTargets(string more = "") => $", {Prefix}nlb-target-type: ip{more}";

    [Theory]
    [InlineData("", """{"url": "http://web.example/"}""")]
    [InlineData("{ip: 203.0.113.9}", """{"url": "http://web.example/"}""")]
    [InlineData("{ip: 203.0.113.9}", """{"ip": "203.0.113.9", "port": 80}""")]
    public void A_load_balancer_takes_the_connection_to_a_node_port(string status, string to)
    {
        var trace = Ask(Pods + Service(status: status), to);

        Assert.Equal(["LoadBalancer", "kube-proxy", "Delivery"], Stages(trace));
        var hop = trace.Hops.First(h => h.Component == "LoadBalancer");
        Assert.Equal(("Service default/web", "forwarded"), (hop.Object, hop.Decision));
        Assert.Contains("node port 31080", hop.Reason, StringComparison.Ordinal);
        Assert.True(trace.Masquerade);
    }

    [Theory]
    [InlineData("type: nlb-ip", "")]
    [InlineData("nlb-target-type: ip", "")]
    [InlineData("nlb-target-type: ip", ", loadBalancerClass: service.k8s.aws/nlb")]
    public void An_NLB_with_ip_targets_goes_to_the_Pods_past_kube_proxy(string annotation, string spec)
    {
        var trace = Ask(Pods + Service($", {Prefix}{annotation}", spec), """{"url": "http://web.example/"}""");

        Assert.Equal(["LoadBalancer", "Delivery"], Stages(trace));
        Assert.Contains(
            "2 ready",
            trace.Hops.First(h => h.Component == "LoadBalancer").Reason,
            StringComparison.Ordinal
        );
        Assert.Equal((2, false), (trace.Backends.Length, trace.Masquerade));
    }

    [Fact]
    public void A_class_of_another_controller_ignores_the_annotation() =>
        Assert.Contains(
            "kube-proxy",
            Stages(
                Ask(Pods + Service(IpTargets(), ", loadBalancerClass: metallb"), """{"url": "http://web.example/"}""")
            )
        );

    // With ip targets the Pod sees the load balancer, unless an attribute keeps the client's address; behind a node port it
    // sees the node, unless the policy is Local.
    [Theory]
    [InlineData(false, "", "", Verdict.Denied)]
    [InlineData(false, "", ", externalTrafficPolicy: Local", Verdict.Delivered)]
    [InlineData(true, "", "", Verdict.Denied)]
    [InlineData(true, "", ", externalTrafficPolicy: Local", Verdict.Denied)]
    [InlineData(true, "preserve_client_ip.enabled=true", "", Verdict.Delivered)]
    [InlineData(
        true,
        "deregistration_delay.timeout_seconds=30, preserve_client_ip.enabled=true",
        "",
        Verdict.Delivered
    )]
    [InlineData(true, "preserve_client_ip.enabled=false", "", Verdict.Denied)]
    public void A_policy_judges_the_address_that_the_target_type_leaves(
        bool ip,
        string attributes,
        string spec,
        Verdict expected
    )
    {
        var more = attributes.Length == 0 ? "" : $", {Prefix}target-group-attributes: \"{attributes}\"";

        var trace = Ask(
            Pods + FromClientOnly + Service(ip ? IpTargets(more) : more, spec),
            """{"url": "http://web.example/"}"""
        );

        Assert.Equal(expected, trace.Verdict);
    }

    [Fact]
    public void Without_a_ready_Pod_an_NLB_with_ip_targets_has_no_target()
    {
        var trace = Ask(Service(IpTargets()), """{"url": "http://web.example/"}""");

        Assert.Equal((Verdict.Refused, "LoadBalancer"), (trace.Verdict, trace.Hops[^1].Component));
    }

    [Fact]
    public void A_Pod_reaches_the_cluster_IP_of_such_a_Service_by_kube_proxy() =>
        Assert.Equal(
            ["kube-proxy", "Delivery"],
            Stages(
                Ask(
                    Pods + Service(IpTargets()),
                    """{"service": "default/web", "port": 80}""",
                    """{"pod": "default/web-1"}"""
                )
            )
        );

    [Fact]
    public void An_Ingress_of_class_alb_is_entered_by_its_load_balancer()
    {
        const string ingress = """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: alb}
            spec: {controller: ingress.k8s.aws/alb}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: shop
              annotations: {alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/target-type: ip}
            spec:
              ingressClassName: alb
              rules: [{host: shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
            ---

            """;

        var trace = Ask(Pods + Service() + ingress, """{"url": "http://shop.example/"}""");

        Assert.Equal(["LoadBalancer", "Ingress", "Ingress", "Delivery"], Stages(trace));
        var hop = trace.Hops.First(h => h.Component == "LoadBalancer");
        Assert.Equal(("Ingress default/shop", "entered"), (hop.Object, hop.Decision));
    }

    private static IEnumerable<string> Stages(Trace trace) =>
        trace.Hops.Select(h => h.Component).Where(c => c is not ("DNS" or "NetworkPolicy"));

    private static Trace Ask(string manifests, string to, string from = """{"external": "198.51.100.7"}""")
    {
        var read = ManifestReader.Read(manifests, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        using var requests = JsonDocument.Parse($$"""[{"from": {{from}}, "to": {{to}}}]""");
        var flows = FlowReader.Read(requests.RootElement, read.Objects);
        return Simulator.Run(Cluster.Compile(read.Objects), flows.Flows[0]);
    }
}
