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
            "Warm pools hold a third of a small subnet, and Pods stay ContainerCreating",
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
            "maxPodsAboveTheInterfaces",
            "A max-pods that single addresses cannot keep: Pods are bound to a node and wait there",
            """
            {
              "subnets": [{"name": "private-a", "cidr": "10.0.0.0/22"}],
              "nodeGroups": [{"name": "workers", "instanceType": "m5.large", "nodes": 2, "maxPods": 110}],
              "pods": [{"name": "trade-api", "count": 80}]
            }
            """
        ),
        (
            "ipv6",
            "Pods with IPv6 addresses take nothing from the IPv4 subnet",
            """
            {
              "subnets": [{"name": "private-a", "cidr": "10.0.1.0/28"}],
              "nodeGroups": [{"name": "workers", "instanceType": "m5.large", "nodes": 2}],
              "mode": "ipv6",
              "pods": [{"name": "trade-api", "count": 120}]
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
        (
            "ingressesInOneGroup",
            "Two Ingresses share an ALB by group.name, and a third has its own",
            """
            {
              "manifests": "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{name: http, port: 80}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {selector: {app: api}, ports: [{name: http, port: 80}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: pay, namespace: shop}\nspec: {selector: {app: pay}, ports: [{name: http, port: 80}]}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  namespace: shop\n  annotations: {alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/target-type: ip, alb.ingress.kubernetes.io/group.name: public}\nspec:\n  ingressClassName: alb\n  rules: [{host: web.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: api\n  namespace: shop\n  annotations: {alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/target-type: ip, alb.ingress.kubernetes.io/group.name: public}\nspec:\n  ingressClassName: alb\n  rules: [{host: api.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}}]\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: pay\n  namespace: shop\n  annotations: {alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/target-type: ip}\nspec:\n  ingressClassName: alb\n  rules: [{host: pay.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: pay, port: {number: 80}}}}]}}]\n",
              "cost": {"zones": 2}
            }
            """
        ),
        (
            "targetTypes",
            "NLBs with targets of type instance and ip, and what their health checks ask",
            """
            {
              "manifests": "apiVersion: v1\nkind: Service\nmetadata:\n  name: by-node\n  namespace: shop\n  annotations: {service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: instance}\nspec: {type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb, externalTrafficPolicy: Local, selector: {app: fix}, ports: [{name: fix, port: 9878}]}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: by-pod\n  namespace: shop\n  annotations: {service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip}\nspec: {type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb, externalTrafficPolicy: Local, selector: {app: fix}, ports: [{name: fix, port: 9878}]}\n",
              "cost": {}
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
