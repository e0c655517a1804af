using NetworkSimulator.Flows;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.KubeProxy;

/// <summary>A Pod that reaches itself through a Service: what is said of its address is what it sees.</summary>
public class HairpinTests
{
    [Theory]
    [InlineData("default/web", true, "hairpin")]
    [InlineData("default/client", false, "the caller's own address is kept")]
    public void The_reason_says_whose_address_arrives(string pod, bool masquerade, string said)
    {
        var objects = ManifestReader
            .Read(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: web}}
                spec: {containers: [{name: web}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: client}
                spec: {containers: [{name: client}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                """,
                cancellationToken: TestContext.Current.CancellationToken
            )
            .Objects!;
        var cluster = Cluster.Compile(objects);
        var flow = new Flow(new FromPod(pod), new ToService("default/web", 80, Objects.Protocol.TCP));

        // The usual way is worded once and kept, so both orders are asked.
        Simulator.Run(cluster, flow with { From = new FromPod("default/client") });
        var trace = Simulator.Run(cluster, flow);

        Assert.Equal(masquerade, trace.Masquerade);
        Assert.Contains(trace.Hops, hop => hop.Component == "kube-proxy" && hop.Reason.Contains(said));
    }
}
