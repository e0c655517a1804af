using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Tests;

/// <summary>What is filled in where the manifests are silent.</summary>
public class DefaultingTests
{
    [Fact]
    public void Pods_Without_Status_Run_And_Are_Ready()
    {
        var pod = Manifests
            .ReadValid("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a}]}")
            .Pods[0];

        Assert.Equal(("default", PodPhase.Running, true), (pod.Namespace, pod.Phase, pod.Ready));
        Assert.True(Cidr.Parse("10.244.0.0/16").Contains(Assert.Single(pod.PodIPs)));
    }

    [Theory]
    [InlineData("{}", PodPhase.Running, true, true)]
    [InlineData("{podIP: 10.9.9.9}", PodPhase.Running, true, true)]
    [InlineData("{phase: Running}", PodPhase.Running, true, true)]
    [InlineData("{phase: Pending}", PodPhase.Pending, false, false)]
    [InlineData("{phase: Pending, podIP: 10.9.9.9}", PodPhase.Pending, false, true)]
    [InlineData("{phase: Failed, podIP: 10.9.9.9}", PodPhase.Failed, false, false)]
    [InlineData("{conditions: [{type: Ready, status: \"False\"}]}", PodPhase.Running, false, true)]
    [InlineData("{conditions: [{type: ContainersReady, status: \"True\"}]}", PodPhase.Running, false, true)]
    [InlineData("{conditions: [{type: Ready, status: Unknown}]}", PodPhase.Running, false, true)]
    public void Status_Decides_Phase_Readiness_And_Address(string status, PodPhase phase, bool ready, bool hasAddress)
    {
        var pod = Manifests
            .ReadValid(
                $"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{containers: [{{name: a}}]}}\nstatus: {status}"
            )
            .Pods[0];

        Assert.Equal((phase, ready, hasAddress), (pod.Phase, pod.Ready, !pod.PodIPs.IsEmpty));
    }

    [Fact]
    public void Services_Get_Type_Protocol_Target_Port_And_Address()
    {
        var service = Manifests
            .ReadValid("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}")
            .Services[0];

        Assert.Equal((ServiceType.ClusterIP, Protocol.TCP), (service.Type, service.Ports[0].Protocol));
        Assert.Equal(new PortReference(80, ""), service.Ports[0].TargetPort);
        Assert.Null(service.Selector);
        Assert.True(Cidr.Parse("10.96.0.0/12").Contains(Assert.Single(service.ClusterIPs)));
        Assert.Equal([false], service.FamiliesV6);
        Assert.Equal(0, service.Ports[0].NodePort);
    }

    [Fact]
    public void Cluster_Dns_Gets_Its_Customary_Address() =>
        Assert.Equal(
            IpAddress.Parse("10.96.0.10"),
            Manifests
                .ReadValid(
                    "apiVersion: v1\nkind: Service\nmetadata: {name: kube-dns, namespace: kube-system}\nspec: {ports: [{port: 53}]}"
                )
                .Services[0]
                .ClusterIPs[0]
        );

    [Theory]
    [InlineData("{type: NodePort, ports: [{port: 80}]}", true)]
    [InlineData("{type: LoadBalancer, ports: [{port: 80}]}", true)]
    [InlineData("{type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 80}]}", false)]
    [InlineData("{type: ClusterIP, ports: [{port: 80}]}", false)]
    public void Node_Ports_Are_Allocated_Where_The_Type_Has_Them(string spec, bool expected)
    {
        var service = Manifests
            .ReadValid($"apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {spec}")
            .Services[0];

        Assert.Equal(expected, service.Ports[0].NodePort is >= 30000 and <= 32767);
        Assert.Empty(service.LoadBalancer);
    }

    [Theory]
    [InlineData("{ports: [{port: 80}]}", "v4")]
    [InlineData("{ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]}", "v4")]
    [InlineData("{ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]}", "v4 v6")]
    [InlineData("{ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6], ports: [{port: 80}]}", "v6 v4")]
    [InlineData("{ipFamilies: [IPv6], ports: [{port: 80}]}", "v6")]
    [InlineData("{clusterIPs: ['fd00:10:96::5'], ports: [{port: 80}]}", "v6")]
    [InlineData("{type: ExternalName, externalName: a.b}", "")]
    [InlineData("{clusterIP: None}", "")]
    public void Families_Follow_The_Policy(string spec, string families)
    {
        var service = Manifests
            .ReadValid($"apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {spec}")
            .Services[0];

        Assert.Equal(families, string.Join(' ', service.ClusterIPs.Select(a => a.IsV6 ? "v6" : "v4")));
    }

    [Theory]
    [InlineData("{podSelector: {}}", true, false)]
    [InlineData("{egress: [{}]}", true, true)]
    [InlineData("{egress: []}", true, false)]
    [InlineData("{policyTypes: [Egress]}", false, true)]
    [InlineData("{policyTypes: [Egress], ingress: [{}]}", false, true)]
    [InlineData("{policyTypes: []}", true, false)]
    [InlineData("{policyTypes: [Ingress, Egress]}", true, true)]
    public void Policy_Types_Are_Defaulted(string spec, bool ingress, bool egress)
    {
        var policy = Manifests
            .ReadValid($"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a}}\nspec: {spec}")
            .NetworkPolicies[0];

        Assert.Equal((ingress, egress), (policy.IsolatesIngress, policy.IsolatesEgress));
    }

    [Fact]
    public void Namespaces_Are_Implied_And_Carry_Their_Name_As_Label()
    {
        var objects = Manifests.ReadValid(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: written, labels: {team: a}}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: a, namespace: implied}
            """
        );

        Assert.Equal(
            ["kubernetes.io/metadata.name=written,team=a", "kubernetes.io/metadata.name=implied"],
            objects.Namespaces.Select(n => n.Metadata.Labels.ToString())
        );
        Assert.Equal(Source.None, objects.Namespaces[1].Source);
    }

    [Fact]
    public void A_Dump_Of_Pods_Implies_Its_Nodes()
    {
        var objects = Manifests.ReadValid(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: agent}
            spec: {nodeName: n7, hostNetwork: true, containers: [{name: a, ports: [{containerPort: 9100}]}]}
            status: {hostIP: 192.0.2.7}
            """
        );

        Assert.Equal("n7", Assert.Single(objects.Nodes).Name);
        Assert.Equal([IpAddress.Parse("192.0.2.7")], objects.Nodes[0].InternalIPs);
        Assert.Equal(objects.Nodes[0].InternalIPs, objects.Pods[0].PodIPs);
        Assert.Equal(9100, objects.Pods[0].Ports[0].HostPort);
    }

    [Fact]
    public void Pods_Take_Addresses_Of_Their_Node_In_Each_Of_Its_Families()
    {
        var objects = Manifests.ReadValid(
            """
            apiVersion: v1
            kind: Node
            metadata: {name: n1}
            spec: {podCIDRs: [10.1.0.0/24, "fd01::/64"]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec: {nodeName: n1, containers: [{name: a}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: nowhere}
            spec: {containers: [{name: a}]}
            """
        );

        var (here, nowhere) = (objects.Pods[0], objects.Pods[1]);
        Assert.True(Cidr.Parse("10.1.0.0/24").Contains(here.PodIPs[0]));
        Assert.True(Cidr.Parse("fd01::/64").Contains(here.PodIPs[1]));
        Assert.True(Cidr.Parse("10.244.0.0/16").Contains(nowhere.AddressOf(v6: false)));
        Assert.All(objects.Pods, p => Assert.Contains(objects.Settings.PodCidrs, c => c.Contains(p.PodIPs[0])));
        Assert.Equal(["v4", "v6"], objects.Nodes[0].InternalIPs.Select(a => a.IsV6 ? "v6" : "v4"));
    }

    [Fact]
    public void Pod_Ranges_Of_Neighbouring_Nodes_Are_Joined()
    {
        var nodes = Enumerable
            .Range(0, 4)
            .Select(i => $"apiVersion: v1\nkind: Node\nmetadata: {{name: n{i}}}\nspec: {{podCIDR: 10.7.{i}.0/24}}\n");

        Assert.Equal([Cidr.Parse("10.7.0.0/22")], Manifests.ReadValid(string.Join("---\n", nodes)).Settings.PodCidrs);
    }

    [Theory]
    [InlineData("10.244.3.0/24", "10.244.0.0/16")]
    [InlineData("10.7.3.0/24", "10.7.3.0/24")]
    public void The_Cluster_Range_Is_The_Default_Unless_Nodes_Lie_Elsewhere(string nodeRange, string expected) =>
        Assert.Equal(
            [Cidr.Parse(expected)],
            Manifests
                .ReadValid($"apiVersion: v1\nkind: Node\nmetadata: {{name: n}}\nspec: {{podCIDR: {nodeRange}}}")
                .Settings.PodCidrs
        );

    [Fact]
    public void Service_Ranges_Are_Read_Or_Assumed_Around_Given_Addresses()
    {
        var objects = Manifests.ReadValid(
            """
            apiVersion: networking.k8s.io/v1
            kind: ServiceCIDR
            metadata: {name: kubernetes}
            spec: {cidrs: [172.20.0.0/16]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: inside}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: outside}
            spec: {clusterIP: 10.3.17.5, ports: [{port: 80}]}
            """
        );

        Assert.Equal(["10.3.16.0/20", "172.20.0.0/16"], objects.Settings.ServiceCidrs.Select(c => c.ToString()));
        Assert.True(Cidr.Parse("172.20.0.0/16").Contains(objects.Services[0].ClusterIPs[0]));
    }

    [Fact]
    public void Endpoints_Of_A_Service_Without_Selector_Become_Slices()
    {
        var objects = Manifests.ReadValid(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {ports: [{port: 5432}]}
            ---
            apiVersion: v1
            kind: Endpoints
            metadata: {name: db}
            subsets:
            - addresses: [{ip: 192.0.2.1, hostname: one}, {ip: "2001:db8::1"}]
              notReadyAddresses: [{ip: 192.0.2.2}]
              ports: [{port: 5432}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Endpoints
            metadata: {name: web}
            subsets: [{addresses: [{ip: 192.0.2.9}], ports: [{port: 80}]}]
            """
        );

        Assert.Equal(["db", "db"], objects.EndpointSlices.Select(s => s.ServiceName));
        Assert.Equal([AddressType.IPv4, AddressType.IPv6], objects.EndpointSlices.Select(s => s.AddressType));
        Assert.Equal([true, false], objects.EndpointSlices[0].Endpoints.Select(e => e.Ready));
        Assert.Equal(10, objects.EndpointSlices[0].Endpoints[0].Line);
    }
}
