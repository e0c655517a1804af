using System.Globalization;
using System.Text;
using NetworkSimulator.Flows;

namespace NetworkSimulator.Reference;

/// <summary>
/// A large cluster as text, the same for the same seed. At scale 1: 10,000 Pods on 200 nodes in 100 namespaces, 1,000
/// Services, 2,000 NetworkPolicies, 500 Ingresses.
/// </summary>
public sealed class LargeCluster(double scale, int seed)
{
    private const int AppsPerNamespace = 10;
    private const int PoliciesPerNamespace = 20;

    private readonly Random _random = new(seed);
    private readonly int _namespaces = Math.Max(1, (int)(100 * scale));
    private readonly int _nodes = Math.Max(2, (int)(200 * scale));

    /// <summary>The manifests: documents as <c>kubectl get -o yaml</c> would print them, less what the simulator skips.</summary>
    public string Manifests()
    {
        var text = new StringBuilder();
        for (var node = 0; node < _nodes; node++)
            Append(
                text,
                $"""
                apiVersion: v1
                kind: Node
                metadata:
                  name: n{node}
                  labels:
                    topology.kubernetes.io/zone: zone-{(char)('a' + node % 3)}
                spec:
                  podCIDR: 10.{128 + node / 256}.{node % 256}.0/24
                status:
                  addresses:
                  - type: InternalIP
                    address: 192.168.{node / 250}.{node % 250 + 1}
                """
            );
        for (var number = 0; number < _namespaces; number++)
            Namespace(text, number);
        return text.ToString();
    }

    /// <summary>Flows between random Pods and Services, by Pod, by cluster IP and by name.</summary>
    public Flow[] Flows(int count) => [.. Enumerable.Range(0, count).Select(NextFlow)];

    private Flow NextFlow(int number)
    {
        var (from, to) = (_random.Next(_namespaces), _random.Next(_namespaces));
        if (_random.Next(2) == 0)
            to = from;
        var app = _random.Next(AppsPerNamespace);
        var source = new FromPod($"ns{from}/app{_random.Next(AppsPerNamespace)}-{_random.Next(10)}");
        if (number % 3 == 0)
            return new(source, new ToPod($"ns{to}/app{app}-{_random.Next(10)}", 8080));
        if (number % 3 == 1)
            return new(source, new ToService($"ns{to}/app{app}", _random.Next(8) == 0 ? 81 : 80));
        var host = _random.Next(2) == 0 ? $"app{app}.ns{to}" : $"app{app}.ns{to}.svc.cluster.local";
        return HttpUrl.TryParse($"http://{host}/orders", out var url, out var error)
            ? new(source, new ToUrl(url))
            : throw new InvalidOperationException(error);
    }

    private void Namespace(StringBuilder text, int number)
    {
        Append(
            text,
            $"""
            apiVersion: v1
            kind: Namespace
            metadata:
              name: ns{number}
              labels:
                team: t{number % 7}
                stage: {(number % 2 == 0 ? "prod" : "test")}
            """
        );
        for (var app = 0; app < AppsPerNamespace; app++)
        {
            for (var replica = 0; replica < 10; replica++)
                Pod(text, number, app, replica);
            Service(text, number, app);
        }
        for (var policy = 0; policy < PoliciesPerNamespace; policy++)
            Policy(text, number, policy);
        for (var ingress = 0; ingress < 5; ingress++)
            Ingress(text, number, ingress);
    }

    private void Pod(StringBuilder text, int number, int app, int replica)
    {
        var ready = _random.Next(20) == 0 ? "False" : "True";
        Append(
            text,
            $"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: app{app}-{replica}
              namespace: ns{number}
              labels:
                app: app{app}
                tier: {(app % 2 == 0 ? "front" : "back")}
                pod-template-hash: h{number * AppsPerNamespace + app}
            spec:
              nodeName: n{_random.Next(_nodes)}
              containers:
              - name: main
                image: registry.example/app{app}:1.0
                ports:
                - name: http
                  containerPort: 8080
            status:
              phase: Running
              conditions:
              - type: Ready
                status: "{ready}"
            """
        );
    }

    private static void Service(StringBuilder text, int number, int app) =>
        Append(
            text,
            $"""
            apiVersion: v1
            kind: Service
            metadata:
              name: app{app}
              namespace: ns{number}
            spec:
              selector:
                app: app{app}
              ports:
              - name: http
                port: 80
                targetPort: {(app % 3 == 0 ? "http" : "8080")}
            """
        );

    private void Policy(StringBuilder text, int number, int policy)
    {
        var app = policy % AppsPerNamespace;
        var peer = _random.Next(4) switch
        {
            0 => $"podSelector: {{matchLabels: {{app: app{_random.Next(AppsPerNamespace)}}}}}",
            1 => $"namespaceSelector: {{matchLabels: {{team: t{_random.Next(7)}}}}}",
            2 => "namespaceSelector: {matchExpressions: [{key: stage, operator: In, values: [prod]}]}",
            _ => $"ipBlock: {{cidr: 10.128.0.0/16, except: [10.128.{_random.Next(200)}.0/24]}}",
        };
        var direction = policy % 4 == 3 ? "egress" : "ingress";
        Append(
            text,
            $"""
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: policy{policy}
              namespace: ns{number}
            spec:
              podSelector:
                matchLabels:
                  app: app{app}
              policyTypes: [{(direction == "egress" ? "Egress" : "Ingress")}]
              {direction}:
              - {(direction == "egress" ? "to" : "from")}:
                - {peer}
                - podSelector: {"{matchLabels: {tier: front}}"}
                ports:
                - port: {(_random.Next(3) == 0 ? "http" : "8080")}
            """
        );
    }

    private static void Ingress(StringBuilder text, int number, int ingress) =>
        Append(
            text,
            $"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: web{ingress}
              namespace: ns{number}
            spec:
              ingressClassName: public
              rules:
              - host: web{ingress}.ns{number}.example
                http:
                  paths:
                  - path: /
                    pathType: Prefix
                    backend: {"{service: {name: app"
                + ingress.ToString(CultureInfo.InvariantCulture)
                + ", port: {number: 80}}}"}
                  - path: /api
                    pathType: Prefix
                    backend: {"{service: {name: app"
                + (ingress + 5).ToString(CultureInfo.InvariantCulture)
                + ", port: {number: 80}}}"}
            """
        );

    private static void Append(StringBuilder text, FormattableString document) =>
        text.Append(document.ToString(CultureInfo.InvariantCulture)).Append("\n---\n");
}
