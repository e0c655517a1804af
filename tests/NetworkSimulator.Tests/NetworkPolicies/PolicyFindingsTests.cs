using NetworkSimulator.Findings;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.NetworkPolicies;

public class PolicyFindingsTests
{
    private const string Pods = """
        {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: dev, labels: {team: b}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: api, namespace: dev, labels: {app: api}}, spec: {containers: [{name: c, image: i}]}}
        ---

        """;

    private const string Dns = """
        {apiVersion: v1, kind: Pod, metadata: {name: coredns, namespace: kube-system, labels: {k8s-app: kube-dns}}, spec: {containers: [{name: c, image: i, ports: [{name: dns, containerPort: 5353, protocol: UDP}]}]}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns}}, spec: {selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, targetPort: dns, protocol: UDP}]}}
        ---

        """;

    public static TheoryData<string, string> Policies() =>
        new()
        {
            { "{podSelector: {matchLabels: {app: wbe}}}", "policy-selects-nothing" },
            { "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}", "" },
            {
                "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]}",
                "policy-peer-matches-nothing"
            },
            {
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: api}}}]}]}",
                ""
            },
            {
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: api}}}]}]}",
                "policy-peer-matches-nothing"
            },
            {
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: z}}}]}]}",
                "policy-peer-matches-nothing"
            },
            {
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: ipa}}}]}]}",
                "policy-peer-matches-nothing"
            },
            { "{podSelector: {}, ingress: [{ports: [{port: http}]}]}", "" },
            { "{podSelector: {}, ingress: [{ports: [{port: https}]}]}", "policy-port-name-unknown" },
            { "{podSelector: {}, ingress: [{ports: [{port: http, protocol: UDP}]}]}", "policy-port-name-unknown" },
            { "{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}", "" },
            { "{podSelector: {}, ingress: [{ports: [{port: 8000, endPort: 9000}]}]}", "" },
            { "{podSelector: {}, ingress: [{ports: [{port: 80}]}]}", "policy-port-not-declared" },
            { "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.0/24}}]}]}", "policy-block-names-pods" },
            { "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}", "" },
            { "{podSelector: {}, policyTypes: [Ingress], egress: [{}]}", "policy-rules-ignored" },
            { "{podSelector: {}, policyTypes: [Egress]}", "" },
            { "{podSelector: {}, policyTypes: [Egress], egress: [{}]}", "" },
            {
                "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {team: b}}}]}]}",
                "policy-forgets-dns"
            },
        };

    [Theory, MemberData(nameof(Policies))]
    public void A_policy_that_gets_something_wrong_is_found(string spec, string code)
    {
        foreach (var dns in new[] { "", Dns })
            Assert.Equal(code.Length == 0 ? [] : [code], Codes(Pods + dns, spec));
    }

    [Theory]
    [InlineData(53, true)]
    [InlineData(5353, false)]
    public void Lookups_need_the_port_on_which_the_dns_pods_listen(int port, bool forgets)
    {
        var spec =
            $"{{podSelector: {{}}, policyTypes: [Egress], egress: [{{ports: [{{protocol: UDP, port: {port}}}]}}]}}";

        Assert.Equal(forgets ? ["policy-forgets-dns"] : [], Codes(Pods + Dns, spec));
        Assert.Equal(forgets ? [] : ["policy-forgets-dns"], Codes(Pods, spec));
    }

    [Theory]
    [InlineData("namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}")]
    [InlineData("namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}")]
    [InlineData(
        "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}"
    )]
    public void A_rule_for_dns_pods_that_the_manifests_leave_out_is_sound(string peer) =>
        Assert.Empty(
            Codes(
                Pods,
                $"{{podSelector: {{}}, policyTypes: [Egress], egress: [{{to: [{{{peer}}}], ports: [{{protocol: UDP, port: 53}}, {{protocol: TCP, port: 53}}]}}]}}"
            )
        );

    [Fact]
    public void Another_policy_for_the_same_pods_may_remember_dns()
    {
        var spec =
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: 80}]}]}";
        var dns = """
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: dns, namespace: shop}, spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{protocol: UDP, port: 5353}]}]}}
            ---

            """;

        Assert.Equal(["policy-forgets-dns"], Codes(Pods + Dns, spec));
        Assert.Equal([], Codes(Pods + Dns + dns, spec));
    }

    [Fact]
    public void A_finding_names_the_line_and_how_to_mend_it()
    {
        var finding = Assert.Single(
            Find(Pods, "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]}")
        );

        Assert.Equal(
            (FindingSeverity.Warning, "NetworkPolicy shop/p", 5),
            (finding.Severity, finding.Object, finding.Document)
        );
        Assert.Equal(9, finding.Line);
        Assert.StartsWith(
            "podSelector app=api matches no Pod of its own namespace shop",
            finding.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("Add a namespaceSelector to the same peer, beside its podSelector.", finding.Fix);
    }

    private static string[] Codes(string manifests, string spec) => [.. Find(manifests, spec).Select(f => f.Code)];

    private static IEnumerable<Finding> Find(string manifests, string spec)
    {
        var policy =
            $"{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: p, namespace: shop}}, spec: {spec}}}";
        var read = ManifestReader.Read(manifests + policy, null, TestContext.Current.CancellationToken);
        Assert.Empty(read.Errors);
        return ClusterFindings
            .Of(Cluster.Compile(read.Objects!))
            .Where(f => f.Object.StartsWith("NetworkPolicy", StringComparison.Ordinal));
    }
}
