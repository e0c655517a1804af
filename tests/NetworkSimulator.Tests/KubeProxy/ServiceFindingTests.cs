using NetworkSimulator.Findings;
using NetworkSimulator.Manifests;

namespace NetworkSimulator.Tests.KubeProxy;

/// <summary>What Services get wrong although requests may succeed.</summary>
public class ServiceFindingTests
{
    [Theory]
    [InlineData("externalTrafficPolicy: Local", true)]
    [InlineData("externalTrafficPolicy: Local, externalIPs: [198.51.100.7]", false)]
    [InlineData("externalTrafficPolicy: Local, type: NodePort", false)]
    [InlineData("externalTrafficPolicy: Cluster", false)]
    public void An_external_policy_needs_traffic_from_outside(string spec, bool isWarned)
    {
        var read = ManifestReader.Read(
            $$$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec: {containers: [{name: web}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80}], {{{spec}}}}
            """,
            cancellationToken: TestContext.Current.CancellationToken
        );

        var findings = ClusterFindings.Of(Cluster.Compile(read.Objects!));

        Assert.Equal(isWarned, findings.Any(f => f is { Code: "external-policy-without-effect", Line: 9 }));
    }
}
