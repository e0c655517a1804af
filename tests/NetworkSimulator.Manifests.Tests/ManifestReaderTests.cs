namespace NetworkSimulator.Manifests.Tests;

public class ManifestReaderTests
{
    [Fact]
    public void A_Service_And_Its_Deployment_Become_A_Complete_Cluster()
    {
        var result = Manifests.Read(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: app, ports: [{name: http, containerPort: 8080}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              selector: {app: web}
              ports: [{port: 80, targetPort: http}]
            """
        );

        Assert.Empty(result.Errors);
        Assert.True(result.IsValid);
        Assert.Equal(["shop"], result.Objects.Namespaces.Select(n => n.Name));
        Assert.Equal(2, result.Objects.Pods.Select(p => p.AddressOf(v6: false)).Distinct().Count());
        Assert.All(result.Objects.Pods, pod => Assert.Equal("Deployment", pod.Owner?.Kind));
        Assert.Single(result.Objects.Services[0].ClusterIPs);
    }
}
