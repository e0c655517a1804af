using System.Runtime.CompilerServices;
using System.Text.Json;
using NetworkSimulator.Findings;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;
using YamlDotNet.RepresentationModel;

namespace NetworkSimulator.Tests.Deploy;

/// <summary>The simulator asked about the project's own deployment, put into a cluster with an Ingress controller and strangers.</summary>
public class DeployTests
{
    private const string Surroundings = """
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata:
          name: public
          annotations:
            ingressclass.kubernetes.io/is-default-class: "true"
        spec:
          controller: traefik.io/ingress-controller
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: knowledge-api-tls
          namespace: knowledge
        type: kubernetes.io/tls
        data:
          tls.crt: Y2VydGlmaWNhdGU=
          tls.key: a2V5
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: coredns-0
          namespace: kube-system
          labels:
            k8s-app: kube-dns
        spec:
          containers:
          - name: coredns
            image: coredns
            ports:
            - name: dns
              containerPort: 53
              protocol: UDP
            - name: dns-tcp
              containerPort: 53
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: kube-dns
          namespace: kube-system
        spec:
          selector:
            k8s-app: kube-dns
          ports:
          - name: dns
            port: 53
            protocol: UDP
          - name: dns-tcp
            port: 53
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: stranger
          namespace: elsewhere
        spec:
          containers:
          - name: app
            image: app
        ---
        apiVersion: v1
        kind: Namespace
        metadata:
          name: agents
          labels:
            knowledge-api/access: allowed
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent
          namespace: agents
        spec:
          containers:
          - name: app
            image: app
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: traefik-0
          namespace: traefik
          labels:
            app.kubernetes.io/name: traefik
        spec:
          containers:
          - name: traefik
            image: traefik
            ports:
            - name: web
              containerPort: 8000
            - name: websecure
              containerPort: 8443
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: traefik
          namespace: traefik
        spec:
          type: LoadBalancer
          selector:
            app.kubernetes.io/name: traefik
          ports:
          - name: web
            port: 80
            targetPort: web
          - name: websecure
            port: 443
            targetPort: websecure
        status:
          loadBalancer:
            ingress:
            - ip: 203.0.113.20
        """;

    // The controller writes its address into the status of the Ingresses that it serves.
    private const string IngressStatus = """
        status:
          loadBalancer:
            ingress:
            - ip: 203.0.113.20

        """;

    [Theory]
    [InlineData(
        """{"external": "198.51.100.7"}""",
        """{"url": "https://knowledge.example/mcp", "method": "POST"}""",
        Verdict.Delivered
    )]
    [InlineData(
        """{"external": "198.51.100.7"}""",
        """{"url": "https://knowledge.example/api/v1/articles"}""",
        Verdict.Delivered
    )]
    [InlineData(
        """{"external": "198.51.100.7"}""",
        """{"url": "https://knowledge.example/embed/quizzes/x"}""",
        Verdict.Delivered
    )]
    [InlineData(
        """{"external": "198.51.100.7"}""",
        """{"url": "https://knowledge.example/health/ready"}""",
        Verdict.Answered
    )]
    [InlineData("""{"pod": "agents/agent"}""", """{"url": "http://knowledge-api.knowledge/mcp"}""", Verdict.Delivered)]
    [InlineData(
        """{"pod": "elsewhere/stranger"}""",
        """{"url": "http://knowledge-api.knowledge/mcp"}""",
        Verdict.Denied
    )]
    [InlineData(
        """{"pod": "elsewhere/stranger"}""",
        """{"service": "knowledge/knowledge-api", "port": 80}""",
        Verdict.Denied
    )]
    [InlineData(
        """{"workload": "knowledge/Deployment/knowledge-api"}""",
        """{"ip": "203.0.113.99", "port": 443}""",
        Verdict.Denied
    )]
    public void Lets_in_whom_it_should_and_nobody_else(string from, string to, Verdict expected)
    {
        var cluster = Cluster.Compile(Read().Objects!);
        var request = JsonDocument.Parse($$"""{"from": {{from}}, "to": {{to}}}""").RootElement;

        var trace = Simulator.Run(cluster, FlowReader.Read(request, cluster.Objects).Flows[0]);

        Assert.True(trace.Verdict == expected, trace.Explanation);
    }

    [Fact]
    public void Has_nothing_that_the_simulator_finds_wrong() =>
        Assert.Empty(ClusterFindings.Of(Cluster.Compile(Read().Objects!)).Select(f => $"{f.Object}: {f.Message}"));

    private static ManifestResult Read()
    {
        var read = ManifestReader.Read(
            $"{Rendered()}\n---\n{Surroundings}",
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        return read;
    }

    /// <summary>The base as kustomize renders it: its resources in a row, since it has no transformation.</summary>
    private static string Rendered([CallerFilePath] string path = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../../deploy/base"));
        var kustomization = new YamlStream();
        using (var reader = new StreamReader(Path.Combine(folder, "kustomization.yaml")))
            kustomization.Load(reader);
        var root = (YamlMappingNode)kustomization.Documents[0].RootNode;
        Assert.Equal(["apiVersion", "kind", "resources"], root.Children.Keys.Select(k => k.ToString()));
        var resources = (YamlSequenceNode)root["resources"];
        return string.Join(
            "\n---\n",
            resources.Select(r =>
                File.ReadAllText(Path.Combine(folder, r.ToString()))
                + (r.ToString() == "ingress.yaml" ? IngressStatus : "")
            )
        );
    }
}
