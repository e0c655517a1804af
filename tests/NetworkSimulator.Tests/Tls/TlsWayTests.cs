using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using NetworkSimulator.Objects;
using NetworkSimulator.Tls;

namespace NetworkSimulator.Tests.Tls;

public class TlsWayTests
{
    private const string Web = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: nginx}
        spec: {controller: k8s.io/ingress-nginx}
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: alb}
        spec: {controller: ingress.k8s.aws/alb}
        ---

        """;

    /// <summary>ingress-nginx behind an NLB that ends TLS with a certificate of ACM.</summary>
    private const string Controller = """
        apiVersion: v1
        kind: Pod
        metadata: {name: nginx, namespace: ingress-nginx, labels: {app.kubernetes.io/name: ingress-nginx}}
        spec: {containers: [{name: c, image: c, ports: [{name: http, containerPort: 80}, {name: https, containerPort: 443}]}]}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: ingress-nginx
          namespace: ingress-nginx
          annotations:
            service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn:aws:acm:eu-central-1:1:certificate/a
            service.beta.kubernetes.io/aws-load-balancer-ssl-ports: https
        spec:
          type: LoadBalancer
          selector: {app.kubernetes.io/name: ingress-nginx}
          ports: [{name: http, port: 80, targetPort: http}, {name: https, port: 443, targetPort: https}]
        status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}
        ---

        """;

    [Fact]
    public void An_Ingress_controller_ends_TLS_and_goes_on_in_plaintext()
    {
        var legs = Legs(
            Ingress("nginx", "", "web-tls") + Secret("web-tls", "web.example", "*.shop.example"),
            "https://web.example/",
            "nginx"
        );

        Assert.Equal(
            [
                ("the client 198.51.100.7", "the Ingress controller", Encryption.Tls),
                ("the Ingress controller", "Pod shop/web", Encryption.Plaintext),
            ],
            Shape(legs)
        );
        Assert.Contains("Secret shop/web-tls", legs[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("turns away", legs[0].Reason, StringComparison.Ordinal);
        Assert.Contains("backend-protocol", legs[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_for_another_host_is_told_with_the_names_it_has()
    {
        var legs = Legs(
            Ingress("nginx", "", "web-tls") + Secret("web-tls", "old.example"),
            "https://web.example/",
            "nginx"
        );

        // ingress-nginx checks the names and shows its own certificate instead.
        Assert.Contains("its own default certificate", legs[0].Reason, StringComparison.Ordinal);
        Assert.Contains("for old.example only", legs[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_controller_shows_the_certificate_that_it_has()
    {
        const string other = """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: other}
            spec: {controller: example.com/other}
            ---

            """;

        var legs = Legs(
            other + Ingress("other", "", "web-tls") + Secret("web-tls", "old.example"),
            "https://web.example/",
            "other"
        );

        Assert.Equal(Encryption.Tls, legs[0].Encryption);
        Assert.DoesNotContain("default certificate", legs[0].Reason, StringComparison.Ordinal);
        Assert.EndsWith(
            "for old.example only, so a client that verifies it turns away.",
            legs[0].Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_Secret_leaves_a_certificate_that_browsers_warn_of()
    {
        var legs = Legs(Ingress("nginx", "", "gone"), "https://web.example/", "nginx");

        Assert.Contains("does not exist", legs[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void With_backend_protocol_HTTPS_the_last_leg_is_encrypted_too()
    {
        var legs = Legs(
            Ingress("nginx", "nginx.ingress.kubernetes.io/backend-protocol: HTTPS", "web-tls", port: 443),
            "https://web.example/",
            "nginx"
        );

        Assert.Equal([Encryption.Tls, Encryption.Tls], legs.Select(leg => leg.Encryption));
        Assert.Equal("Ingress shop/web", legs[1].Object);
        Assert.True(legs[1].Line > 0);
    }

    [Fact]
    public void An_ALB_ends_TLS_with_its_ACM_certificate()
    {
        var legs = Legs(
            Ingress(
                "alb",
                "alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/target-type: ip, alb.ingress.kubernetes.io/certificate-arn: \"arn:a\"",
                ""
            ),
            "https://web.example/",
            "alb"
        );

        Assert.Equal(
            [
                ("the client 198.51.100.7", "the Application Load Balancer", Encryption.Tls),
                ("the Application Load Balancer", "Pod shop/web", Encryption.Plaintext),
            ],
            Shape(legs)
        );
        Assert.Contains("arn:a", legs[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_NLB_with_a_certificate_ends_TLS_before_the_controller()
    {
        var legs = Legs(
            Controller + Ingress("nginx", "nginx.ingress.kubernetes.io/ssl-redirect: \"false\"", ""),
            "https://web.example/",
            "nginx"
        );

        Assert.Equal(
            [
                ("the client 198.51.100.7", "the load balancer of Service ingress-nginx/ingress-nginx", Encryption.Tls),
                (
                    "the load balancer of Service ingress-nginx/ingress-nginx",
                    "the Ingress controller",
                    Encryption.Plaintext
                ),
                ("the Ingress controller", "Pod shop/web", Encryption.Plaintext),
            ],
            Shape(legs)
        );
    }

    [Fact]
    public void Plain_http_is_plaintext_all_the_way() =>
        Assert.Equal(
            [Encryption.Plaintext, Encryption.Plaintext],
            Legs(Ingress("nginx", "", ""), "http://web.example/", "nginx").Select(leg => leg.Encryption)
        );

    [Fact]
    public void Https_to_a_Pod_ends_in_the_Pod()
    {
        var legs = Legs("", "https://web.shop/", null, "shop/web");

        Assert.Equal([("Pod shop/web", "Pod shop/web", Encryption.Tls)], Shape(legs));
    }

    [Fact]
    public void A_mesh_encrypts_plain_http_between_its_Pods()
    {
        const string more = """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, labels: {app: cart}}
            spec: {containers: [{name: cart, image: cart}]}
            ---
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            ---

            """;

        var leg = Assert.Single(Legs(more, "http://web.shop/", null, "shop/cart"));

        Assert.Equal((Encryption.MutualTls, "PeerAuthentication shop/default"), (leg.Encryption, leg.Object));
    }

    [Fact]
    public void A_controller_outside_the_mesh_gets_a_502_from_a_strict_workload()
    {
        const string strict = """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: default, namespace: shop}
            spec: {mtls: {mode: STRICT}}
            ---

            """;
        var (cluster, flow) = Read(Controller + Ingress("nginx", "", "") + strict, "http://web.example/", "nginx");

        var trace = Simulator.Run(cluster, flow);

        Assert.Equal((Verdict.Answered, 502), (trace.Verdict, trace.Status));
        Assert.Empty(TlsWay.Of(cluster, flow, trace));
    }

    [Fact]
    public void What_is_no_delivered_request_has_no_legs()
    {
        var (cluster, _) = Read("", "http://web.shop/", null, "shop/web");
        var flow = new Flow(new FromPod("shop/web"), new ToPod("shop/web", 8080));

        Assert.Empty(TlsWay.Of(cluster, flow, Simulator.Run(cluster, flow)));
    }

    private static (string, string, Encryption)[] Shape(ImmutableArray<TlsLeg> legs) =>
        [.. legs.Select(leg => (leg.From, leg.To, leg.Encryption))];

    private static ImmutableArray<TlsLeg> Legs(string manifests, string url, string? ingressClass, string? from = null)
    {
        var (cluster, flow) = Read(manifests, url, ingressClass, from);
        var trace = Simulator.Run(cluster, flow);
        Assert.True(trace.Verdict == Verdict.Delivered, trace.Explanation);
        return TlsWay.Of(cluster, flow, trace);
    }

    private static (Cluster, Flow) Read(string manifests, string url, string? ingressClass, string? from = null)
    {
        var result = ManifestReader.Read(Web + manifests, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Errors);
        Assert.True(HttpUrl.TryParse(url, out var parsed, out _));
        FlowSource source = from is null ? new FromExternal(IpAddress.Parse("198.51.100.7")) : new FromPod(from);
        var via = ingressClass is null ? null : new ViaIngressClass(ingressClass);
        return (Cluster.Compile(result.Objects!), new(source, new ToUrl(parsed) { Via = via }));
    }

    private static string Ingress(string className, string annotations, string secret, int port = 80)
    {
        var tls = secret.Length > 0 ? $"tls: [{{hosts: [web.example], secretName: {secret}}}]" : "tls: []";
        return $$"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: web
              namespace: shop
              annotations: { {{annotations}} }
            spec:
              ingressClassName: {{className}}
              {{tls}}
              rules:
                - host: web.example
                  http:
                    paths:
                      - path: /
                        pathType: Prefix
                        backend: {service: {name: web, port: {number: {{port}} } } }
            ---

            """;
    }

    /// <summary>A TLS Secret with a real certificate for the names.</summary>
    private static string Secret(string name, params string[] dnsNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var dnsName in dnsNames)
            names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        var (crt, pem) = (Base64(certificate.ExportCertificatePem()), Base64(key.ExportPkcs8PrivateKeyPem()));
        return $$"""
            apiVersion: v1
            kind: Secret
            metadata: {name: {{name}}, namespace: shop}
            type: kubernetes.io/tls
            data: {tls.crt: {{crt}}, tls.key: {{pem}} }
            ---

            """;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
