using System.Xml.Linq;
using NetworkSimulator.Capacity.Cost;
using NetworkSimulator.Manifests;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Tests.Capacity;

public class CostTests
{
    private const string Classes = """
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: alb}
        spec: {controller: ingress.k8s.aws/alb}
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: nginx}
        spec: {controller: k8s.io/ingress-nginx}
        ---

        """;

    [Theory]
    // The webhook of the AWS Load Balancer Controller makes it an internal NLB; without it the cloud provider makes a CLB.
    [InlineData(
        "",
        "",
        ServiceController.AwsLoadBalancerController,
        LoadBalancerKind.Nlb,
        LoadBalancerScheme.Internal,
        TargetType.Instance
    )]
    [InlineData(
        "",
        "",
        ServiceController.CloudProvider,
        LoadBalancerKind.Clb,
        LoadBalancerScheme.InternetFacing,
        TargetType.Instance
    )]
    [InlineData(
        "type: nlb",
        "",
        ServiceController.CloudProvider,
        LoadBalancerKind.Nlb,
        LoadBalancerScheme.InternetFacing,
        TargetType.Instance
    )]
    [InlineData(
        "type: external",
        "",
        ServiceController.CloudProvider,
        LoadBalancerKind.Nlb,
        LoadBalancerScheme.Internal,
        TargetType.Instance
    )]
    [InlineData(
        "type: external, nlb-target-type: ip, scheme: internet-facing",
        "",
        ServiceController.CloudProvider,
        LoadBalancerKind.Nlb,
        LoadBalancerScheme.InternetFacing,
        TargetType.Ip
    )]
    [InlineData(
        "type: nlb-ip",
        "",
        ServiceController.CloudProvider,
        LoadBalancerKind.Nlb,
        LoadBalancerScheme.Internal,
        TargetType.Ip
    )]
    [InlineData(
        "internal: \"true\"",
        "",
        ServiceController.CloudProvider,
        LoadBalancerKind.Clb,
        LoadBalancerScheme.Internal,
        TargetType.Instance
    )]
    [InlineData(
        "nlb-target-type: ip",
        "service.k8s.aws/nlb",
        ServiceController.CloudProvider,
        LoadBalancerKind.Nlb,
        LoadBalancerScheme.Internal,
        TargetType.Ip
    )]
    [InlineData(
        "",
        "eks.amazonaws.com/nlb",
        ServiceController.CloudProvider,
        LoadBalancerKind.Nlb,
        LoadBalancerScheme.Internal,
        TargetType.Instance
    )]
    public void A_LoadBalancer_Service_gets_the_type_that_its_class_and_annotations_say(
        string annotations,
        string loadBalancerClass,
        ServiceController controller,
        LoadBalancerKind kind,
        LoadBalancerScheme scheme,
        TargetType targetType
    )
    {
        var (balancers, notes) = Provisioning.Of(Read(Service("web", annotations, loadBalancerClass)), controller);

        var balancer = Assert.Single(balancers);
        Assert.Empty(notes);
        Assert.Equal((kind, scheme), (balancer.Kind, balancer.Scheme));
        Assert.All(balancer.TargetGroups, group => Assert.Equal(targetType, group.TargetType));
        Assert.Equal(["Service shop/web"], balancer.Objects);
        Assert.True(balancer.Line > 0);
    }

    [Fact]
    public void A_class_of_another_controller_makes_AWS_provision_nothing()
    {
        var (balancers, notes) = Provisioning.Of(
            Read(Service("web", "", "tailscale")),
            ServiceController.CloudProvider
        );

        Assert.Empty(balancers);
        Assert.Contains("tailscale", Assert.Single(notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tls_ends_at_an_NLB_on_the_ports_listed()
    {
        var service = Service(
            "web",
            "ssl-cert: \"arn:aws:acm:eu-central-1:1:certificate/a\", ssl-ports: https, backend-protocol: ssl",
            ""
        );

        var balancer = Assert.Single(
            Provisioning.Of(Read(service), ServiceController.AwsLoadBalancerController).LoadBalancers
        );

        Assert.Equal(
            [(80, "TCP", false), (443, "TLS", true)],
            balancer.Listeners.Select(l => (l.Port, l.Protocol, l.EndsTls))
        );
        Assert.Equal(["TCP", "TLS"], balancer.TargetGroups.Select(group => group.Protocol));
        Assert.Equal(350, balancer.IdleTimeoutSeconds);
        Assert.Equal(new HealthCheck("TCP", "traffic-port", "", 10, 10, 3, 3), balancer.TargetGroups[0].HealthCheck);
    }

    [Fact]
    public void With_externalTrafficPolicy_Local_the_health_check_asks_kube_proxy()
    {
        var service = Service(
            "web",
            "listener-attributes.TCP-443: tcp.idle_timeout.seconds=600",
            "",
            "externalTrafficPolicy: Local, healthCheckNodePort: 32000, "
        );

        var balancer = Assert.Single(
            Provisioning.Of(Read(service), ServiceController.AwsLoadBalancerController).LoadBalancers
        );

        Assert.Equal(new HealthCheck("HTTP", "32000", "/healthz", 10, 6, 2, 2), balancer.TargetGroups[0].HealthCheck);
        Assert.Equal(600, balancer.IdleTimeoutSeconds);
    }

    [Fact]
    public void Ingresses_of_a_group_share_an_ALB_and_others_have_their_own()
    {
        var objects = Read(
            Classes
                + Service("web", "", "", type: "ClusterIP")
                + Ingress(
                    "a",
                    "alb",
                    "group.name: edge, scheme: internet-facing, target-type: ip, listen-ports: '[{\"HTTP\": 80}, {\"HTTPS\": 443}]', certificate-arn: \"arn:a\""
                )
                + Ingress(
                    "b",
                    "alb",
                    "group.name: edge, target-type: ip, load-balancer-attributes: \"idle_timeout.timeout_seconds=120\""
                )
                + Ingress("c", "alb", "")
                + Ingress("d", "nginx", "")
        );

        var (balancers, notes) = Provisioning.Of(objects, ServiceController.AwsLoadBalancerController);

        Assert.Equal(["group edge", "Ingress shop/c"], balancers.Select(balancer => balancer.Name));
        Assert.All(balancers, balancer => Assert.Equal(LoadBalancerKind.Alb, balancer.Kind));
        Assert.Equal(["Ingress shop/a", "Ingress shop/b"], balancers[0].Objects);
        Assert.Equal(
            (LoadBalancerScheme.InternetFacing, 120, 3),
            (balancers[0].Scheme, balancers[0].IdleTimeoutSeconds, balancers[0].Rules)
        );
        Assert.Equal(
            ["HTTP 80 ", "HTTPS 443 arn:a"],
            balancers[0].Listeners.Select(l => $"{l.Protocol} {l.Port} {string.Join(',', l.Certificates)}")
        );
        Assert.Equal((LoadBalancerScheme.Internal, 60), (balancers[1].Scheme, balancers[1].IdleTimeoutSeconds));
        Assert.Equal(["Ingress shop/d", "Ingress shop/c"], notes.Select(note => note.Object));
        Assert.Contains("ClusterIP", notes[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_public_Services_cost_five_load_balancers_and_one_Ingress_a_fifth()
    {
        var manifests = string.Concat(
            Enumerable.Range(1, 5).Select(i => Service($"web{i}", "scheme: internet-facing", ""))
        );

        var report = Run(manifests, new());

        // 5 x (0.0225 + 3 x 0.005) x 730 against once.
        Assert.Equal(136.88m, report.Total.PerMonth);
        Assert.Equal(27.38m, report.Consolidation.Total.PerMonth);
        Assert.Equal(109.50m, report.Consolidation.SavedPerMonth);
        var one = Assert.Single(report.Consolidation.LoadBalancers).LoadBalancer;
        Assert.Equal((LoadBalancerKind.Alb, 5), (one.Kind, one.Objects.Length));
        Assert.Equal(
            ["HTTP 80", "HTTPS 443"],
            one.Listeners.Select(listener => $"{listener.Protocol} {listener.Port}")
        );
        Assert.All(one.TargetGroups, group => Assert.Equal(TargetType.Ip, group.TargetType));
        Assert.Equal(5, report.Consolidation.Changes.Length);
    }

    [Fact]
    public void What_speaks_no_HTTP_keeps_its_load_balancer()
    {
        var report = Run(
            Service("web", "", "")
                + Service("shop", "", "")
                + Service("db", "", "", ports: "{port: 5432}")
                + Service("syslog", "", "", ports: "{port: 80, protocol: UDP}"),
            new()
        );

        Assert.Equal(2, report.Consolidation.Merged);
        Assert.Equal(
            ["Service shop/db", "Service shop/syslog", "group internal"],
            report.Consolidation.LoadBalancers.Select(item => item.LoadBalancer.Name)
        );
    }

    [Fact]
    public void What_merges_joins_the_group_that_is_there()
    {
        var report = Run(
            Classes
                + Service("web", "", "", type: "NodePort")
                + Ingress("a", "alb", "group.name: edge")
                + Ingress("b", "alb", "group.name: edge")
                + Ingress("c", "alb", "")
                + Service("shop", "", ""),
            new()
        );

        Assert.Equal("group edge", Assert.Single(report.Consolidation.LoadBalancers).LoadBalancer.Name);
        Assert.Equal(
            [
                "Ingress shop/c: annotation alb.ingress.kubernetes.io/group.name: edge",
                "Service shop/shop: type ClusterIP",
            ],
            report.Consolidation.Changes.Select(change => change.Split(',')[0]).Order()
        );
    }

    [Fact]
    public void A_single_ALB_has_nothing_to_merge_with()
    {
        var report = Run(Classes + Service("web", "", "", type: "NodePort") + Ingress("a", "alb", ""), new());

        Assert.Equal((0, 0m), (report.Consolidation.Merged, report.Consolidation.SavedPerMonth));
        Assert.Contains("nothing to merge", report.Explanation, StringComparison.Ordinal);
    }

    // The arithmetic of the pricing page: the dimension used most decides.
    [Theory]
    [InlineData(1, 120, 1.08, 0, 0, 1.08, "processed bytes")]
    [InlineData(100, 3_000, 1, 0, 0, 4, "new connections")]
    [InlineData(1, 30_000, 1, 0, 0, 10, "active connections")]
    [InlineData(1, 120, 1, 250, 60, 12.5, "rule evaluations")]
    [InlineData(1, 120, 0.3, 250, 10, 0.3, "processed bytes")]
    public void An_ALB_is_billed_by_the_dimension_used_most(
        double connections,
        double active,
        double gigabytes,
        double requests,
        int rules,
        double units,
        string dimension
    )
    {
        var traffic = Of(connections, active, gigabytes, requests);

        var used = CapacityUnits.OfAlb(traffic, rules);

        Assert.Equal(units, used.Units, 6);
        Assert.Equal(dimension, used.Dimension);
    }

    [Theory]
    [InlineData("TCP", 1.25)]
    [InlineData("UDP", 2.5)]
    [InlineData("TLS", 20)]
    public void An_NLB_carries_more_TCP_than_TLS_in_a_unit(string protocol, double units) =>
        Assert.Equal(units, CapacityUnits.OfNlb(Of(1_000, 0, 1, 0), [new(443, protocol, [])]).Units, 6);

    [Fact]
    public void Usage_and_hours_are_priced_from_the_callers_table()
    {
        var plan = new CostPlan
        {
            Prices = PriceTable.Example with { Region = "here", NlbHour = 1, NlcuHour = 2, PublicIpv4Hour = 3 },
            Zones = 2,
            TrafficOf = [new("Service shop/web", new() { GigabytesPerHour = 5 })],
        };

        var report = Run(Service("web", "scheme: internet-facing", ""), plan);

        Assert.Equal(new(1, 10, 6), report.LoadBalancers[0].Cost);
        Assert.Equal(17 * 730, report.Total.PerMonth);
        Assert.Contains("in here", report.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CLB_is_billed_by_the_gigabyte()
    {
        var plan = new CostPlan
        {
            ServiceController = ServiceController.CloudProvider,
            Traffic = new() { GigabytesPerHour = 10 },
        };

        var item = Assert.Single(Run(Service("web", "internal: \"true\"", ""), plan).LoadBalancers);

        Assert.Null(item.CapacityUnits);
        Assert.Equal(new(0.025m, 0.08m, 0), item.Cost);
    }

    [Fact]
    public void Traffic_moves_with_its_object_when_load_balancers_merge()
    {
        var plan = new CostPlan { Traffic = new() { NewConnectionsPerSecond = 50 } };

        var report = Run(Service("a", "", "") + Service("b", "", ""), plan);

        Assert.Equal(4, Assert.Single(report.Consolidation.LoadBalancers).CapacityUnits!.Units);
    }

    [Fact]
    public void Every_fault_of_a_plan_is_named_at_once()
    {
        var plan = new CostPlan
        {
            Prices = PriceTable.Example with { AlbHour = -1, Region = "" },
            Zones = 1,
            Traffic = new() { GigabytesPerHour = double.NaN },
            TrafficOf =
            [
                new("Service shop/wbe", new() { ActiveConnections = -1 }),
                new("Service shop/web", new()),
                new("Service shop/web", new()),
            ],
        };

        var result = CostPlanner.Run(Read(Service("web", "", "")), plan);

        Assert.Equal(
            [
                "prices.albHour",
                "prices.region",
                "zones",
                "traffic.gigabytesPerHour",
                "trafficOf[0].traffic.activeConnections",
                "trafficOf[0].object",
                "trafficOf[2].object",
            ],
            result.Problems.Select(problem => problem.Field)
        );
        Assert.Equal("Service shop/web", result.Problems.Single(p => p.Field == "trafficOf[0].object").Expected);
    }

    [Fact]
    public void Markdown_and_chart_show_before_and_after()
    {
        var report = Run(
            Service("web", "scheme: internet-facing", "") + Service("shop", "scheme: internet-facing", ""),
            new()
        );

        var text = CostMarkdown.Write(report);
        Assert.Contains(
            "| Service shop/web | NLB | internet-facing | TCP 80, TCP 443 | shop/web (instance) | 0 | 16.43 | 0.00 | 10.95 | 27.38 |",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("| all |  |  |  |  |  | 16.43 | 0.00 | 10.95 | 27.38 |", text, StringComparison.Ordinal);
        var titles = XElement
            .Parse(CostChart.Of(report).ToSvg())
            .Descendants()
            .Where(e => e.Name.LocalName == "title")
            .Select(e => e.Value);
        Assert.Contains("before: 2: hours 32.85", titles);
        Assert.Contains("after: 1: hours 16.43", titles);
    }

    [Fact]
    public void Without_load_balancers_there_is_no_cost() =>
        Assert.Equal(
            "The manifests provision no load balancer.",
            Run(Service("web", "", "", type: "ClusterIP"), new()).Explanation
        );

    private static CostReport Run(string manifests, CostPlan plan)
    {
        var result = CostPlanner.Run(Read(manifests), plan);
        Assert.Empty(result.Problems);
        return result.Report!;
    }

    private static ClusterObjects Read(string manifests)
    {
        var result = ManifestReader.Read(manifests);
        Assert.Empty(result.Errors);
        return result.Objects!;
    }

    private static Traffic Of(double connections, double active, double gigabytes, double requests) =>
        new()
        {
            NewConnectionsPerSecond = connections,
            ActiveConnections = active,
            GigabytesPerHour = gigabytes,
            RequestsPerSecond = requests,
        };

    private static string Service(
        string name,
        string annotations,
        string loadBalancerClass,
        string more = "",
        string type = "LoadBalancer",
        string ports = "{name: http, port: 80}, {name: https, port: 443}"
    ) =>
        $$"""
            apiVersion: v1
            kind: Service
            metadata:
              name: {{name}}
              namespace: shop
              annotations: { {{Prefixed("service.beta.kubernetes.io/aws-load-balancer-", annotations)}} }
            spec: {type: {{type}}, {{(
                loadBalancerClass.Length > 0 ? $"loadBalancerClass: {loadBalancerClass}, " : ""
            )}}{{more}}selector: {app: {{name}}}, ports: [{{ports}}]}
            ---

            """;

    private static string Ingress(string name, string className, string annotations) =>
        $$"""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: {{name}}
              namespace: shop
              annotations: { {{Prefixed("alb.ingress.kubernetes.io/", annotations)}} }
            spec:
              ingressClassName: {{className}}
              rules:
                - host: {{name}}.example
                  http:
                    paths:
                      - path: /
                        pathType: Prefix
                        backend: {service: {name: web, port: {number: 80} } }
            ---

            """;

    /// <summary>Puts the prefix before each key of <c>key: value, key: value</c>.</summary>
    private static string Prefixed(string prefix, string annotations) =>
        System.Text.RegularExpressions.Regex.Replace(annotations, @"(^|, )([a-z][\w.-]*): ", $"$1{prefix}$2: ");
}
