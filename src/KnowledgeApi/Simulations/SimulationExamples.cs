using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.OpenApi;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Simulations;

/// <summary>Manifests and requests for what a first reader asks, short enough to be read, and what comes out of them.</summary>
internal static class SimulationExamples
{
    private const string Web = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop, labels: {app: web}}
        spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}

        """;

    private const string Ingress = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: nginx}
        spec: {controller: k8s.io/ingress-nginx}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          ingressClassName: nginx
          tls: [{hosts: [web.shop.example], secretName: web-tls}]
          rules: [{host: web.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]

        """;

    private const string Certificate = """
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: web-tls, namespace: shop}
        type: kubernetes.io/tls
        stringData:
          tls.key: not needed here
          tls.crt: |
            -----BEGIN CERTIFICATE-----
            MIIB0jCCAXigAwIBAgIULgROncmT9Zf6wB7n6M/0nGJ6w5YwCgYIKoZIzj0EAwIw
            IDEeMBwGA1UEAwwVdHJhZGUuZmludGVjaC5leGFtcGxlMB4XDTI2MTEyMzA2NDUx
            NFoXDTM2MTEyMDA2NDUxNFowIDEeMBwGA1UEAwwVdHJhZGUuZmludGVjaC5leGFt
            cGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqG5CDxqjPfKv7Mnjrk+h3thl
            H3E49eJSPxSuzjFis+5IMTJBOZYOCLb6FdOYTKCwaK8rBfTq+8tgocB/IEdNlaOB
            jzCBjDAdBgNVHQ4EFgQUsQ3n+TMAbgsir1Mpdjai4UDrBqswHwYDVR0jBBgwFoAU
            sQ3n+TMAbgsir1Mpdjai4UDrBqswDwYDVR0TAQH/BAUwAwEB/zA5BgNVHREEMjAw
            ghV0cmFkZS5maW50ZWNoLmV4YW1wbGWCFyoudHJhZGUuZmludGVjaC5leGFtcGxl
            MAoGCCqGSM49BAMCA0gAMEUCIFTDBiie3A7XtiJ+fBIdeJTl1s19gvbi3bnIWJ4t
            YrDYAiEAjJqE5uB9HMsEAfCUUp9BTAi/cATaOV1ViEtnmynkm9M=
            -----END CERTIFICATE-----

        """;

    private const string NetworkLoadBalancer = """
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: front
          namespace: shop
          annotations:
            service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
            external-dns.alpha.kubernetes.io/hostname: front.shop.example
        spec:
          type: LoadBalancer
          loadBalancerClass: service.k8s.aws/nlb
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]

        """;

    private const string Mesh = """
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: outsider, namespace: legacy}
        spec: {containers: [{name: outsider, image: outsider}]}
        ---
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: STRICT}}

        """;

    private const string FromOutside =
        """[{"from": {"external": "198.51.100.7"}, "to": {"url": "https://web.shop.example/"}}]""";

    private const string FromOutsider = """[{"from": {"pod": "legacy/outsider"}, "to": {"url": "http://web.shop/"}}]""";

    private static readonly (string Name, string Summary, string Manifests, string Requests)[] All =
    [
        (
            "service",
            "A Pod calls a Service by its name",
            Web,
            """[{"from": {"pod": "shop/web"}, "to": {"url": "http://web.shop/"}}]"""
        ),
        (
            "networkLoadBalancer",
            "From outside, through an NLB that connects to the Pods themselves",
            Web + NetworkLoadBalancer,
            """[{"from": {"external": "198.51.100.7"}, "to": {"url": "http://front.shop.example/"}}]"""
        ),
        (
            "secretMissing",
            "TLS ends at the Ingress controller, whose own certificate stands in for a Secret that is missing",
            Web + Ingress,
            FromOutside
        ),
        (
            "certificateForAnotherHost",
            "The certificate in the Secret does not name the host",
            Web + Ingress + Certificate,
            FromOutside
        ),
        ("meshStrict", "A mesh in STRICT mode refuses a caller without a proxy", Web + Mesh, FromOutsider),
        (
            "meshPermissive",
            "In PERMISSIVE mode the same caller gets through, in plaintext",
            Web + Mesh.Replace("STRICT", "PERMISSIVE", StringComparison.Ordinal),
            FromOutsider
        ),
    ];

    /// <summary>For the OpenAPI document, in which each request stands beside its results.</summary>
    public static object[] Metadata { get; } =
    [
        .. All.Select(e => new RequestExample(Body(e.Manifests, e.Requests).ToJsonString(), e.Name, e.Summary)),
        .. All.Select(e => new ResultExample(e.Name, e.Summary, Remember(e.Manifests, e.Requests))),
    ];

    private static JsonObject Body(string manifests, string requests) =>
        new() { ["manifests"] = manifests, ["requests"] = JsonNode.Parse(requests) };

    /// <summary>The results, computed when they are first asked for.</summary>
    private static Func<JsonNode?> Remember(string manifests, string requests)
    {
        var json = new Lazy<string>(() => JsonSerializer.Serialize(Run(manifests, requests), Json.Options));
        return () => JsonNode.Parse(json.Value);
    }

    private static SimulationReport Run(string manifests, string requests)
    {
        using var desk = new SimulationDesk(Options.Create(new LimitOptions()));
        using var asked = JsonDocument.Parse(requests);
        return desk.Compile(manifests, CancellationToken.None)
                .Then(compiled => desk.Ask(compiled, asked.RootElement, CancellationToken.None))
                .Select(run => run.Report)
                .Value
            ?? throw new InvalidOperationException("An example is not valid.");
    }
}
