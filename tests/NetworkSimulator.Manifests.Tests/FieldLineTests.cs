using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>Objects know the lines of the fields that can decide a verdict.</summary>
public class FieldLineTests
{
    private const string Text = """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
          labels:
            app: web
          annotations:
            service.kubernetes.io/topology-mode: Auto
        spec:
          type: LoadBalancer
          selector:
            app: web
            tier: front
          clusterIP: 10.96.0.1
          externalTrafficPolicy: Local
          internalTrafficPolicy: Cluster
          loadBalancerSourceRanges:
          - 203.0.113.0/24
          publishNotReadyAddresses: true
          sessionAffinity: ClientIP
          ports:
          - name: http
            port: 80
            targetPort: 8080
        status:
          loadBalancer:
            ingress:
            - ip: 198.51.100.1
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          deletionTimestamp: "2026-01-01T00:00:00Z"
          labels: {app: web}
        spec:
          nodeName: n1
          hostname: h
          subdomain: s
          dnsPolicy: None
          dnsConfig:
            nameservers: [10.96.0.10]
          containers:
          - name: a
            ports:
            - containerPort: 80
        status:
          phase: Running
          podIP: 10.244.0.5
          conditions:
          - type: Initialized
            status: "True"
          - type: Ready
            status: "True"
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p}
        spec:
          podSelector:
            matchLabels:
              app: web
            matchExpressions:
            - key: tier
              operator: Exists
          policyTypes:
          - Ingress
          ingress:
          - from:
            - namespaceSelector: {}
              podSelector:
                matchLabels: {a: b}
            - ipBlock:
                cidr: 10.0.0.0/8
            ports:
            - port: 80
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: i
          annotations:
            nginx.ingress.kubernetes.io/rewrite-target: /
        spec:
          ingressClassName: nginx
          defaultBackend:
            service: {name: web, port: {number: 80}}
          tls:
          - hosts: [a.b]
            secretName: s
          rules:
          - host: a.b
            http:
              paths:
              - path: /
                pathType: Prefix
                backend:
                  service:
                    name: web
                    port: {number: 80}
        """;

    private readonly ClusterObjects _objects = Manifests.ReadValid(Text);

    [Theory]
    [InlineData("Service", "metadata.labels", "labels:")]
    [InlineData("Service", "metadata.labels.app", "app: web")]
    [InlineData("Service", "metadata.annotations.service.kubernetes.io/topology-mode", "topology-mode")]
    [InlineData("Service", "spec.type", "type: LoadBalancer")]
    [InlineData("Service", "spec.selector", "selector:")]
    [InlineData("Service", "spec.clusterIP", "clusterIP:")]
    [InlineData("Service", "spec.externalTrafficPolicy", "externalTrafficPolicy")]
    [InlineData("Service", "spec.internalTrafficPolicy", "internalTrafficPolicy")]
    [InlineData("Service", "spec.loadBalancerSourceRanges", "loadBalancerSourceRanges")]
    [InlineData("Service", "spec.publishNotReadyAddresses", "publishNotReadyAddresses")]
    [InlineData("Service", "spec.sessionAffinity", "sessionAffinity")]
    [InlineData("Service", "status.loadBalancer", "loadBalancer:")]
    [InlineData("Pod", "metadata.deletionTimestamp", "deletionTimestamp")]
    [InlineData("Pod", "metadata.labels.app", "labels: {app: web}")]
    [InlineData("Pod", "spec.nodeName", "nodeName")]
    [InlineData("Pod", "spec.hostname", "hostname: h")]
    [InlineData("Pod", "spec.subdomain", "subdomain")]
    [InlineData("Pod", "spec.dnsPolicy", "dnsPolicy")]
    [InlineData("Pod", "spec.dnsConfig", "dnsConfig")]
    [InlineData("Pod", "status.phase", "phase")]
    [InlineData("Pod", "status.podIP", "podIP")]
    [InlineData("NetworkPolicy", "spec.podSelector", "podSelector")]
    [InlineData("NetworkPolicy", "spec.policyTypes", "policyTypes")]
    [InlineData("Ingress", "metadata.annotations.nginx.ingress.kubernetes.io/rewrite-target", "rewrite-target")]
    [InlineData("Ingress", "spec.ingressClassName", "ingressClassName")]
    [InlineData("Ingress", "spec.defaultBackend", "defaultBackend")]
    public void Fields_Have_The_Line_Of_Their_Key(string kind, string field, string words)
    {
        KubernetesObject[] all =
        [
            .. _objects.Services,
            .. _objects.Pods,
            .. _objects.NetworkPolicies,
            .. _objects.Ingresses,
        ];
        var source = all.Single(o => o.Kind == kind).Source;

        Assert.Equal(LineWith(words, source.Line), source.LineOf(field));
    }

    [Fact]
    public void The_Ready_Condition_Has_The_Line_Of_Its_Status()
    {
        var source = _objects.Pods[0].Source;

        Assert.Equal(LineWith("type: Ready", source.Line) + 1, source.LineOf("status.conditions.Ready"));
    }

    [Fact]
    public void Parts_Have_Their_Own_Lines()
    {
        var service = _objects.Services[0];
        Assert.Equal(LineWith("tier: front"), service.Selector!.Requirements[1].Line);
        Assert.Equal(
            (LineWith("- name: http"), LineWith("targetPort")),
            (service.Ports[0].Line, service.Ports[0].TargetPortLine)
        );
        Assert.Equal(LineWith("198.51.100.1"), service.LoadBalancer[0].Line);
        Assert.Equal(LineWith("containerPort"), _objects.Pods[0].Ports[0].Line);
        var policy = _objects.NetworkPolicies[0];
        Assert.Equal(LineWith("podSelector"), policy.PodSelector.Line);
        Assert.Equal(LineWith("- key: tier"), policy.PodSelector.Requirements[1].Line);
        var rule = policy.Ingress[0];
        Assert.Equal(LineWith("- from:"), rule.Line);
        Assert.Equal(
            (LineWith("- namespaceSelector"), LineWith("- ipBlock")),
            (rule.Peers[0].Line, rule.Peers[1].Line)
        );
        Assert.Equal(
            (LineWith("matchLabels: {a: b}"), LineWith("- ipBlock")),
            (rule.Peers[0].PodSelector!.Requirements[0].Line, rule.Peers[1].IPBlock!.Line)
        );
        Assert.Equal(LineWith("- port: 80"), rule.Ports[0].Line);
        var ingress = _objects.Ingresses[0];
        Assert.Equal(
            (LineWith("- host:"), LineWith("- path: /")),
            (ingress.Rules[0].Line, ingress.Rules[0].Paths[0].Line)
        );
        Assert.Equal(LineWith("backend:", LineWith("- path: /")), ingress.Rules[0].Paths[0].Backend.Line);
        Assert.Equal(LineWith("- hosts"), ingress.Tls[0].Line);
    }

    private static int LineWith(string words, int from = 1) =>
        Text.Split('\n')
            .Index()
            .First(l => l.Index + 1 >= from && l.Item.Contains(words, StringComparison.Ordinal))
            .Index + 1;
}
