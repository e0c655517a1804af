using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.Mesh;

public class MeshTests
{
    /// <summary>shop is in the mesh by its namespace, batch is not; shop/legacy opts out, batch/agent opts in.</summary>
    private const string Cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}, {containerPort: 9090}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: cart, namespace: shop, labels: {app: cart}}
        spec: {containers: [{name: cart, image: cart}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: legacy, namespace: shop, labels: {app: legacy, sidecar.istio.io/inject: "false"}}
        spec: {containers: [{name: legacy, image: legacy}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: report, namespace: batch, labels: {app: report}}
        spec: {containers: [{name: report, image: report}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: agent, namespace: batch, labels: {app: agent, sidecar.istio.io/inject: "true"}}
        spec: {containers: [{name: agent, image: agent}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}, {name: metrics, port: 9090}]}

        """;

    [Fact]
    public void Strict_refuses_plaintext_from_outside_the_mesh_and_names_the_line()
    {
        var policy = Policy("shop", "default", "mtls: {mode: STRICT}");

        var trace = Ask(policy, "batch/report", "http://web.shop/");

        Assert.Equal(Verdict.Refused, trace.Verdict);
        var hop = trace.Hops.Single(h => h.Component == "Mesh");
        Assert.Equal(("PeerAuthentication shop/default", "refused"), (hop.Object, hop.Decision));
        Assert.Contains(
            "mode: STRICT",
            (Cluster + "---\n" + policy).Split('\n')[hop.Line - 1],
            StringComparison.Ordinal
        );
        Assert.Contains("speaks plaintext", hop.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop/cart", Verdict.Delivered)]
    [InlineData("batch/agent", Verdict.Delivered)]
    [InlineData("shop/legacy", Verdict.Refused)]
    [InlineData("batch/report", Verdict.Refused)]
    public void Strict_takes_Pods_of_the_mesh_only(string from, Verdict verdict) =>
        Assert.Equal(verdict, Ask(Policy("shop", "default", "mtls: {mode: STRICT}"), from, "http://web.shop/").Verdict);

    [Fact]
    public void A_Pod_without_a_proxy_takes_plaintext_whatever_the_mesh_says() =>
        Assert.Equal(
            Verdict.Delivered,
            Simulator
                .Run(
                    Compile(Policy("istio-system", "default", "mtls: {mode: STRICT}")),
                    new(new FromPod("batch/report"), new ToPod("shop/legacy", 80))
                )
                .Verdict
        );

    // The narrowest scope counts, UNSET falls through to the wider one, and port modes need a selector.
    [Theory]
    [InlineData("", "", "", Verdict.Delivered)]
    [InlineData("STRICT", "", "", Verdict.Refused)]
    [InlineData("STRICT", "PERMISSIVE", "", Verdict.Delivered)]
    [InlineData("PERMISSIVE", "STRICT", "", Verdict.Refused)]
    [InlineData("STRICT", "UNSET", "", Verdict.Refused)]
    [InlineData("STRICT", "STRICT", "DISABLE", Verdict.Delivered)]
    [InlineData("", "DISABLE", "STRICT", Verdict.Refused)]
    [InlineData("", "STRICT", "UNSET", Verdict.Refused)]
    public void The_narrowest_scope_that_sets_a_mode_decides(string mesh, string ns, string workload, Verdict verdict)
    {
        var policies =
            (mesh.Length > 0 ? Policy("istio-system", "default", $"mtls: {{mode: {mesh}}}") : "")
            + (ns.Length > 0 ? Policy("shop", "default", $"mtls: {{mode: {ns}}}") : "")
            + (
                workload.Length > 0
                    ? Policy("shop", "web", $"selector: {{matchLabels: {{app: web}}}}, mtls: {{mode: {workload}}}")
                    : ""
            );

        Assert.Equal(verdict, Ask(policies, "batch/report", "http://web.shop/").Verdict);
    }

    [Fact]
    public void A_port_may_differ_from_its_workload()
    {
        var policy = Policy(
            "shop",
            "web",
            "selector: {matchLabels: {app: web}}, mtls: {mode: STRICT}, portLevelMtls: {9090: {mode: DISABLE}, 8080: {mode: UNSET}}"
        );

        Assert.Equal(Verdict.Refused, Ask(policy, "batch/report", "http://web.shop/").Verdict);
        Assert.Equal(Verdict.Delivered, Ask(policy, "batch/report", "http://web.shop:9090/").Verdict);
    }

    [Fact]
    public void A_selector_in_the_root_namespace_selects_nothing() =>
        Assert.Equal(
            Verdict.Delivered,
            Ask(
                Policy("istio-system", "web", "selector: {matchLabels: {app: web}}, mtls: {mode: STRICT}"),
                "batch/report",
                "http://web.shop/"
            ).Verdict
        );

    [Fact]
    public void Of_two_in_one_scope_the_older_counts()
    {
        var policies =
            Policy("shop", "a", "mtls: {mode: STRICT}", "2026-02-01T00:00:00Z")
            + Policy("shop", "b", "mtls: {mode: PERMISSIVE}", "2026-01-01T00:00:00Z");

        Assert.Equal(Verdict.Delivered, Ask(policies, "batch/report", "http://web.shop/").Verdict);
    }

    [Fact]
    public void Permissive_tells_plaintext_from_mutual_tls()
    {
        var policy = Policy("shop", "default", "mtls: {mode: PERMISSIVE}");

        Assert.Equal(
            "plaintext",
            Ask(policy, "batch/report", "http://web.shop/").Hops.Single(h => h.Component == "Mesh").Decision
        );
        Assert.Equal(
            "mutual TLS",
            Ask(policy, "shop/cart", "http://web.shop/").Hops.Single(h => h.Component == "Mesh").Decision
        );
    }

    [Theory]
    [InlineData("istio-injection: enabled", "", "", false, true)]
    [InlineData("istio-injection: enabled", "", "sidecar.istio.io/inject: \"false\"", false, false)]
    [InlineData(
        "istio-injection: enabled",
        "sidecar.istio.io/inject: \"true\"",
        "sidecar.istio.io/inject: \"false\"",
        false,
        true
    )]
    [InlineData("istio-injection: enabled", "", "", true, false)]
    [InlineData("istio.io/rev: stable", "", "", false, true)]
    [InlineData("istio-injection: disabled", "sidecar.istio.io/inject: \"true\"", "", false, false)]
    [InlineData("team: a", "", "", false, false)]
    [InlineData("team: a", "", "sidecar.istio.io/inject: \"true\"", false, false)]
    [InlineData("team: a", "istio.io/rev: stable", "", false, true)]
    [InlineData("istio.io/dataplane-mode: ambient", "", "", false, true)]
    [InlineData("istio.io/dataplane-mode: ambient", "istio.io/dataplane-mode: none", "", false, false)]
    [InlineData("team: a", "security.istio.io/tlsMode: istio", "", false, true)]
    public void A_Pod_is_in_the_mesh_by_label_annotation_or_namespace(
        string nsLabels,
        string labels,
        string annotations,
        bool hostNetwork,
        bool isMember
    )
    {
        var isHost = hostNetwork ? "true" : "false";
        var manifests = $$"""
            apiVersion: v1
            kind: Namespace
            metadata: {name: x, labels: { {{nsLabels}} } }
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: caller, namespace: x, labels: { {{labels}} }, annotations: { {{annotations}} } }
            spec: {hostNetwork: {{isHost}}, dnsPolicy: ClusterFirstWithHostNet, containers: [{name: c, image: c}]}
            ---

            """;

        var trace = Ask(manifests + Policy("shop", "default", "mtls: {mode: STRICT}"), "x/caller", "http://web.shop/");

        Assert.Equal(isMember ? Verdict.Delivered : Verdict.Refused, trace.Verdict);
    }

    [Fact]
    public void A_template_opts_in_by_annotation()
    {
        const string job = """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: export, namespace: shop}
            spec:
              template:
                metadata: {annotations: {sidecar.istio.io/inject: "false"}}
                spec: {restartPolicy: Never, containers: [{name: c, image: c}]}
            ---

            """;
        var cluster = Compile(job + Policy("shop", "default", "mtls: {mode: STRICT}"));
        var pod = cluster.Objects.Pods.Single(p => p.Owner?.Name == "export");

        Assert.Equal(
            Verdict.Refused,
            Simulator.Run(cluster, new(new FromPod(pod.Key), new ToService("shop/web", 80))).Verdict
        );
    }

    [Fact]
    public void The_bare_verdict_is_the_traces()
    {
        var cluster = Compile(Policy("shop", "default", "mtls: {mode: STRICT}"));
        foreach (var from in (string[])["batch/report", "shop/cart", "shop/legacy"])
        {
            var flow = new Flow(new FromPod(from), new ToService("shop/web", 80));
            Assert.Equal(Simulator.Run(cluster, flow).Verdict, Simulator.Decide(cluster, flow));
        }
    }

    [Fact]
    public void What_Istio_would_refuse_is_an_error_with_its_place()
    {
        var result = ManifestReader.Read(
            Policy(
                "shop",
                "a",
                "mtls: {mode: strict}, portLevelMtls: {http: {mode: STRICT}, 80: {mode: STRICT}}, selektor: {}"
            ),
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.Equal(
            ["spec.mtls.mode", "spec.portLevelMtls", "spec.portLevelMtls.http", "spec.selektor"],
            result.Errors.Select(e => e.Field).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            "one of STRICT, PERMISSIVE, DISABLE, UNSET",
            result.Errors.Single(e => e.Field == "spec.mtls.mode").Expected
        );
    }

    private static Trace Ask(string manifests, string from, string url)
    {
        Assert.True(HttpUrl.TryParse(url, out var parsed, out _));
        return Simulator.Run(Compile(manifests), new(new FromPod(from), new ToUrl(parsed)));
    }

    private static NetworkSimulator.Cluster Compile(string manifests)
    {
        var result = ManifestReader.Read(
            Cluster + "---\n" + manifests,
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.Empty(result.Errors);
        return NetworkSimulator.Cluster.Compile(result.Objects!);
    }

    private static string Policy(string ns, string name, string spec, string created = "2026-01-01T00:00:00Z") =>
        $$"""
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: {{name}}, namespace: {{ns}}, creationTimestamp: "{{created}}"}
            spec: { {{spec}} }
            ---

            """;
}
