using System.Text.Json;
using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.KubeProxy;

/// <summary>Local traffic policies where the manifests say nothing of nodes.</summary>
public class LocalTrafficTests
{
    private const string WithoutNodes = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec: {containers: [{name: web, image: web}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client}
        spec: {containers: [{name: client, image: client}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec:
          type: LoadBalancer
          clusterIP: 10.96.0.80
          externalTrafficPolicy: Local
          internalTrafficPolicy: Local
          selector: {app: web}
          ports: [{port: 80, targetPort: 8080}]
        status: {loadBalancer: {ingress: [{ip: 198.51.100.88}]}}
        """;

    private const string SliceBesideANode = """
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: far}
        spec: {type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]}
        status: {loadBalancer: {ingress: [{ip: 198.51.100.89}]}}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: far-1, labels: {kubernetes.io/service-name: far}}
        addressType: IPv4
        ports: [{name: "", port: 8080, protocol: TCP}]
        endpoints: [{addresses: [192.0.2.9]}]
        """;

    [Theory]
    [InlineData("""{"external": "203.0.113.2"}""", "198.51.100.88", Verdict.Delivered)]
    [InlineData("""{"pod": "default/client"}""", "10.96.0.80", Verdict.Delivered)]
    public void A_cluster_without_nodes_counts_as_one_place(string from, string to, Verdict expected) =>
        Assert.Equal(expected, Ask(WithoutNodes, from, to));

    [Fact]
    public void Beside_a_node_an_endpoint_on_none_is_local_to_nobody() =>
        Assert.Equal(Verdict.Denied, Ask(SliceBesideANode, """{"external": "203.0.113.2"}""", "198.51.100.89"));

    private static Verdict? Ask(string manifests, string from, string to)
    {
        var read = ManifestReader.Read(manifests, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(read.IsValid, string.Join("\n", read.Errors));
        var request = JsonDocument.Parse($$$"""{"from": {{{from}}}, "to": {"ip": "{{{to}}}", "port": 80}}""");
        return Simulator
            .Run(Cluster.Compile(read.Objects), FlowReader.Read(request.RootElement, read.Objects).Flows[0])
            .Verdict;
    }
}
