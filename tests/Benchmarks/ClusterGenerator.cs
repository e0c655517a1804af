using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>How many objects of each kind a generated cluster has.</summary>
public sealed record ClusterSize(
    int Namespaces,
    int Nodes,
    int Services,
    int PodsPerService,
    int Policies,
    int Ingresses
)
{
    /// <summary>Cluster L: 10,000 Pods.</summary>
    public static ClusterSize L { get; } = new(100, 200, 1_000, 10, 2_000, 500);

    /// <summary>A hundredth of cluster L.</summary>
    public static ClusterSize LHundredth { get; } = new(4, 4, 10, 10, 20, 5);
}

/// <summary>
/// Writes a cluster as <c>kubectl get -o yaml</c> prints it, from a seed: the same seed gives the same text. Each Service
/// has its Pods, some of them not ready, and policies allow some of the traffic between the Services of a namespace.
/// </summary>
public sealed class ClusterGenerator(ClusterSize size, int seed)
{
    private const int Zones = 3;
    private const int TargetPort = 8080;

    private readonly Random _random = new(seed);
    private readonly StringBuilder _yaml = new();

    public string Write()
    {
        for (var i = 0; i < size.Namespaces; i++)
            Document(
                $"apiVersion: v1\nkind: Namespace\nmetadata:\n  labels:\n    team: team-{i % 10}\n  name: {Namespace(i)}\n"
            );
        for (var i = 0; i < size.Nodes; i++)
            WriteNode(i);
        for (var i = 0; i < size.Services; i++)
        {
            WriteService(i);
            for (var j = 0; j < size.PodsPerService; j++)
                WritePod(i, j);
        }
        for (var i = 0; i < size.Policies; i++)
            WritePolicy(i);
        Document(
            "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata:\n  name: nginx\nspec:\n  controller: k8s.io/ingress-nginx\n"
        );
        for (var i = 0; i < size.Ingresses; i++)
            WriteIngress(i);
        return _yaml.ToString();
    }

    /// <summary>Key of a Service, as <c>NS/NAME</c>.</summary>
    public string ServiceKey(int service) => $"{Namespace(service % size.Namespaces)}/{Service(service)}";

    /// <summary>Key of a Service's Pod, as <c>NS/NAME</c>.</summary>
    public string PodKey(int service, int pod) => $"{Namespace(service % size.Namespaces)}/{PodName(service, pod)}";

    private static string Namespace(int i) => string.Create(CultureInfo.InvariantCulture, $"ns-{i:000}");

    private static string Service(int i) => string.Create(CultureInfo.InvariantCulture, $"svc-{i:0000}");

    private static string Node(int i) => string.Create(CultureInfo.InvariantCulture, $"node-{i:000}");

    private static string PodName(int service, int pod) =>
        string.Create(CultureInfo.InvariantCulture, $"{Service(service)}-6d4cf56db{service % 10}-x{pod:0000}");

    private static string Tier(int service) =>
        (service % 3) switch
        {
            0 => "front",
            1 => "back",
            _ => "data",
        };

    private void Document(string text)
    {
        if (_yaml.Length > 0)
            _yaml.Append("---\n");
        _yaml.Append(text);
    }

    private void WriteNode(int i) =>
        Document(
            $"""
            apiVersion: v1
            kind: Node
            metadata:
              labels:
                kubernetes.io/hostname: {Node(i)}
                kubernetes.io/os: linux
                topology.kubernetes.io/zone: zone-{i % Zones}
              name: {Node(i)}
            spec:
              podCIDR: 10.{i / 128 + 1}.{i % 128 * 2}.0/23
              podCIDRs:
              - 10.{i / 128 + 1}.{i % 128 * 2}.0/23
            status:
              addresses:
              - address: 192.168.{i / 200}.{i % 200 + 1}
                type: InternalIP
              - address: {Node(i)}
                type: Hostname
              conditions:
              - status: "True"
                type: Ready

            """
        );

    private void WriteService(int i) =>
        Document(
            $"""
            apiVersion: v1
            kind: Service
            metadata:
              labels:
                app: {Service(i)}
              name: {Service(i)}
              namespace: {Namespace(i % size.Namespaces)}
            spec:
              clusterIP: 10.96.{i / 250}.{i % 250 + 1}
              clusterIPs:
              - 10.96.{i / 250}.{i % 250 + 1}
              internalTrafficPolicy: Cluster
              ipFamilies:
              - IPv4
              ipFamilyPolicy: SingleStack
              ports:
              - name: http
                port: 80
                protocol: TCP
                targetPort: http
              selector:
                app: {Service(i)}
              sessionAffinity: None
              type: ClusterIP
            status:
              loadBalancer: {"{}"}

            """
        );

    private void WritePod(int service, int pod)
    {
        // One Service in five has no ready Pod, so that refused flows are common enough to compare.
        var ready = service % 5 != 4 && _random.Next(20) != 0;
        var number = service * size.PodsPerService + pod;
        var node = number % size.Nodes;
        var place = number / size.Nodes + 2;
        var address = $"10.{node / 128 + 1}.{node % 128 * 2 + place / 250}.{place % 250 + 2}";
        Document(
            $"""
            apiVersion: v1
            kind: Pod
            metadata:
              creationTimestamp: "2026-03-01T10:00:00Z"
              generateName: {Service(service)}-6d4cf56db{service % 10}-
              labels:
                app: {Service(service)}
                pod-template-hash: 6d4cf56db{service % 10}
                tier: {Tier(service)}
              name: {PodName(service, pod)}
              namespace: {Namespace(service % size.Namespaces)}
              ownerReferences:
              - apiVersion: apps/v1
                blockOwnerDeletion: true
                controller: true
                kind: ReplicaSet
                name: {Service(service)}-6d4cf56db{service % 10}
                uid: 5d0b8a2e-0000-4000-8000-{number:000000000000}
              resourceVersion: "{100000 + number}"
              uid: 7c1f9b3d-0000-4000-8000-{number:000000000000}
            spec:
              containers:
              - image: registry.example.com/{Service(service)}:1.4.2
                imagePullPolicy: IfNotPresent
                name: app
                ports:
                - containerPort: {TargetPort}
                  name: http
                  protocol: TCP
                resources:
                  limits:
                    memory: 128Mi
                  requests:
                    cpu: 50m
                    memory: 64Mi
                volumeMounts:
                - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
                  name: kube-api-access
                  readOnly: true
              dnsPolicy: ClusterFirst
              nodeName: {Node(node)}
              restartPolicy: Always
              serviceAccountName: default
              terminationGracePeriodSeconds: 30
            status:
              conditions:
              - lastTransitionTime: "2026-03-01T10:00:05Z"
                status: "True"
                type: Initialized
              - lastTransitionTime: "2026-03-01T10:00:09Z"
                status: "{(ready ? "True" : "False")}"
                type: Ready
              - lastTransitionTime: "2026-03-01T10:00:01Z"
                status: "True"
                type: PodScheduled
              hostIP: 192.168.{node / 200}.{node % 200 + 1}
              phase: Running
              podIP: {address}
              podIPs:
              - ip: {address}
              qosClass: Burstable
              startTime: "2026-03-01T10:00:01Z"

            """
        );
    }

    private void WritePolicy(int i)
    {
        var service = _random.Next(size.Services);
        // Several callers of the same namespace, and one tier of a team, may reach the Service.
        var callers = Enumerable.Range(0, 3).Select(_ => NeighbourOf(service)).Distinct();
        var peers = string.Concat(
            callers.Select(c => $"    - podSelector:\n        matchLabels:\n          app: {Service(c)}\n")
        );
        Document(
            $"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: policy-{i:0000}
              namespace: {Namespace(service % size.Namespaces)}
            spec:
              ingress:
              - from:
            {peers}    - namespaceSelector:
                    matchLabels:
                      team: team-{_random.Next(10)}
                  podSelector:
                    matchExpressions:
                    - key: tier
                      operator: In
                      values:
                      - front
                      - back
                ports:
                - port: {(_random.Next(4) == 0 ? "http" : TargetPort)}
                  protocol: TCP
              podSelector:
                matchLabels:
                  app: {Service(service)}
              policyTypes:
              - Ingress

            """
        );
    }

    private void WriteIngress(int i)
    {
        var service = _random.Next(size.Services);
        Document(
            $"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: ingress-{i:000}
              namespace: {Namespace(service % size.Namespaces)}
            spec:
              ingressClassName: nginx
              rules:
              - host: app-{i:000}.example.com
                http:
                  paths:
                  - backend:
                      service:
                        name: {Service(service)}
                        port:
                          number: 80
                    path: /
                    pathType: Prefix
                  - backend:
                      service:
                        name: {Service(NeighbourOf(service))}
                        port:
                          name: http
                    path: /api
                    pathType: Prefix
            status:
              loadBalancer:
                ingress:
                - ip: 203.0.113.10

            """
        );
    }

    /// <summary>Another Service of the same namespace.</summary>
    private int NeighbourOf(int service)
    {
        var ns = service % size.Namespaces;
        var inNamespace = (size.Services - ns + size.Namespaces - 1) / size.Namespaces;
        return ns + _random.Next(inNamespace) * size.Namespaces;
    }
}
