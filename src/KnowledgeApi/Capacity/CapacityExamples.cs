using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.OpenApi;
using NetworkSimulator.Capacity;
using NetworkSimulator.Manifests;

namespace KnowledgeApi.Capacity;

/// <summary>A request for each effect, short enough to be read, and what comes out of it.</summary>
internal static class CapacityExamples
{
    private static readonly (string Name, string Summary, string Request)[] All =
    [
        (
            "subnetExhausted",
            "Warm pools hold a third of a small subnet, and Pods stay Pending",
            """
            {
              "subnets": [{"name": "private-a", "cidr": "10.0.1.0/26"}],
              "nodeGroups": [{"name": "workers", "instanceType": "m5.large", "nodes": 3}],
              "pods": [{"name": "trade-api", "count": 60}]
            }
            """
        ),
        (
            "tooManyPods",
            "Prefix delegation with max-pods left at the value for single addresses",
            """
            {
              "subnets": [{"name": "private-a", "cidr": "10.0.0.0/22"}],
              "nodeGroups": [{"name": "workers", "instanceType": "t3.medium", "nodes": 3, "maxPods": 17}],
              "mode": "prefixDelegation",
              "pods": [{"name": "trade-api", "count": 60}]
            }
            """
        ),
        (
            "fragmentedSubnet",
            "Free addresses, but hardly a free /28 among them",
            """
            {
              "subnets": [{"name": "private-a", "cidr": "10.0.1.0/24", "taken": 60, "fragmentation": 0.9}],
              "nodeGroups": [{"name": "workers", "instanceType": "m5.large", "nodes": 2}],
              "mode": "prefixDelegation",
              "pods": [{"name": "trade-api", "count": 60}]
            }
            """
        ),
        (
            "customNetworking",
            "Pods in a secondary CIDR, so that the routable subnet serves nodes alone",
            """
            {
              "subnets": [
                {"name": "private-a", "cidr": "10.0.1.0/27", "zone": "eu-central-1a"},
                {"name": "pods-a", "cidr": "100.64.0.0/20", "zone": "eu-central-1a"}
              ],
              "nodeGroups": [{"name": "workers", "instanceType": "m5.xlarge", "nodes": 4}],
              "podSubnets": ["pods-a"],
              "pods": [{"name": "trade-api", "count": 150}]
            }
            """
        ),
        (
            "loadBalancerForEachService",
            "Two public Services, each with a load balancer, and what one Ingress would save",
            """
            {
              "manifests": "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n  annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80}]}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: api\n  namespace: shop\n  annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}\nspec: {type: LoadBalancer, selector: {app: api}, ports: [{name: http, port: 80}]}\n",
              "cost": {"zones": 2, "traffic": {"newConnectionsPerSecond": 10, "activeConnections": 500, "gigabytesPerHour": 0.5}}
            }
            """
        ),
    ];

    /// <summary>For the OpenAPI document, in which each request stands beside its answer.</summary>
    public static object[] Metadata { get; } =
    [
        .. All.Select(e => new RequestExample(e.Request, e.Name, e.Summary)),
        .. All.Select(e => new ResultExample(e.Name, e.Summary, Remember(e.Request))),
    ];

    /// <summary>The answer, computed when it is first asked for.</summary>
    private static Func<JsonNode?> Remember(string request)
    {
        var json = new Lazy<string>(() => JsonSerializer.Serialize(Answer(request), Json.Options));
        return () => JsonNode.Parse(json.Value);
    }

    private static CapacityAnswer Answer(string request)
    {
        using var json = JsonDocument.Parse(request);
        var limits = new CapacityLimits();
        var (read, _) = CapacityRequestReader.Read(json.RootElement, limits, "", hasManifests: false);
        return CapacityAnswer.Of(read, ManifestReader.Read(read.Manifests ?? "").Objects, limits);
    }
}
